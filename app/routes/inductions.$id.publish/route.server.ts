import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId, requireWhole } from "#app/door.server.ts";
import { mayChange } from "#app/routes/inductions/may-change.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { checksOf } from "#app/routes/inductions.$id/checks.server.ts";
import { gapsByBlock } from "#app/routes/inductions.$id/kinds.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { getInductionToChange } from "#worker/domain/induction/get.ts";
import { publishInduction, withdrawInduction } from "#worker/domain/induction/publish.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { id, name, siteId, siteName, visitorTypes, draft, draftNumber, liveNumber, liveFor, publishedNumber, hasUnpublished, versions, rivals, photosAllowed } = await getInductionToChange(member, { templateId: requireId(asked) });
    if (!mayChange(member, siteId)) throw new DomainError("FORBIDDEN");
    const { obstacles, gaps } = checksOf(draft, { photosAllowed });
    const completions = versions.reduce((sum, version) => sum + version.completions, 0);
    return json(
      {
        isWithdrawing: readQuery(asked.request)("ask") === "withdraw",
        versionId: member.request.makeId(),
        blocks: draft.blocks.map(({ id: blockId, kind }) => ({ id: blockId, kind })),
        gaps: gapsByBlock(gaps),
        gapCount: gaps.length,
        ...{ id, name, siteName, visitorTypes, draftNumber, liveNumber, liveFor, publishedNumber, hasUnpublished, rivals, obstacles, completions },
      },
      { headers: NO_STORE },
    );
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["intent", "draftNumber", "versionId", "redo", "withGaps"]);
    const { env } = asked.context;
    if (field("intent") === "withdraw") {
      await withdrawInduction(member, env, { templateId: requireId(asked) });
      return redirect(`/inductions/${requireId(asked)}`, { status: 303, headers: NO_STORE });
    }
    if (field("intent") !== "publish") throw new DomainError("UNREADABLE");
    const input = { templateId: requireId(asked), draftNumber: requireWhole(field("draftNumber")), versionId: field("versionId"), redo: field("redo") === "yes", withGaps: field("withGaps") === "yes" };
    try {
      const { outcome } = await publishInduction(member, env, input);
      // What is in the way the page tells as it is now.
      if (outcome !== "published") return json({ isStale: false }, { status: 409, headers: NO_STORE });
      return redirect(`/inductions/${input.templateId}`, { status: 303, headers: NO_STORE });
    } catch (error) {
      if (error instanceof DomainError && error.code === "CONFLICT") return json({ isStale: true }, { status: 409, headers: NO_STORE });
      return refuse(error, { redo: input.redo }, asked.context);
    }
  });
}
