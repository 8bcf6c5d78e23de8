import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import type * as z from "zod";
import { asMember, readFormWithList, requireId, requireWhole } from "#app/door.server.ts";
import { mayChange } from "#app/routes/inductions/may-change.server.ts";
import { readJson } from "#app/routes/inductions/read-json.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { getInduction } from "#worker/domain/induction/get.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import type { saveDraftInput } from "#worker/domain/induction/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { checksOf, photosOffIn } from "./checks.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { draft, versions, updatedAt, ...found } = await getInduction(member, { templateId: requireId(asked) });
    const at = (moment: Date) => dated(moment, member.request.now, member.claims.timeZone);
    return json(
      {
        ...found,
        draft,
        updated: at(updatedAt),
        versions: versions.map(({ publishedAt, ...version }) => ({ ...version, published: at(publishedAt) })),
        mayChange: mayChange(member, found.siteId),
        checks: checksOf(draft, { photosAllowed: true }),
        photosOff: photosOffIn(found),
      },
      { headers: NO_STORE },
    );
  });
}

/** An autosave. Its answer is read by the editor's script, which alone sends it. */
export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { field, list } = await readFormWithList(asked.request, ["intent", "draftNumber", "name", "draft"], "visitorTypes");
    if (field("intent") !== "save") throw new DomainError("UNREADABLE");
    const draft = readJson(field("draft"));
    try {
      const input = { templateId: requireId(asked), draftNumber: requireWhole(field("draftNumber")), name: field("name"), visitorTypes: list, draft };
      const draftNumber = await saveInductionDraft(member, input as z.input<typeof saveDraftInput>);
      // Saved, so it has the shape of one.
      return json({ draftNumber, checks: checksOf(draft as Content, { photosAllowed: true }) }, { headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      return json({ fields: error.fields }, { status: 400, headers: NO_STORE });
    }
  });
}
