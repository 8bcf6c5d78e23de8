import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { paperState } from "#app/routes/contractors/paper-state.server.ts";
import { addressWith, readQuery } from "#app/routes/office/query.server.ts";
import { dayOf } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { archiveContractor, changeContractor } from "#worker/domain/contractor/change.ts";
import { getContractor } from "#worker/domain/contractor/list.ts";
import { addPaper, removePaper } from "#worker/domain/contractor/papers.ts";
import type { PaperKind } from "#worker/domain/entry/rules.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const contractorId = requireId(asked);
    const query = readQuery(asked.request);
    const { name, contactName, contactEmail, contactPhone, isArchived, papers } = await getContractor(member, { contractorId });
    const { role, timeZone } = member.entered ?? member.claims;
    const today = dayOf(member.request.now, timeZone);
    return json(
      {
        contractorId,
        typed: { name, contactName, contactEmail, contactPhone },
        isArchived,
        mayChange: may(role, "contractor.change") && !isArchived,
        paperId: member.request.makeId(),
        papers: papers.map(({ id, kind, label, expiresOn, addedByName }) => ({ id, kind, label, addedByName, state: paperState(expiresOn, today) })),
        isAsking: query("archive") !== undefined,
        outcome: query("done") ?? null,
      },
      { headers: NO_STORE },
    );
  });
}

const FIELDS = ["intent", "name", "contactName", "contactEmail", "contactPhone", "paperId", "kind", "label", "expiresOn"] as const;
type Typed = Record<(typeof FIELDS)[number], string>;

const DONE: Record<string, { to: (contractorId: string) => string; done: string; run: (member: MemberContext, contractorId: string, typed: Typed) => Promise<boolean> }> = {
  edit: {
    to: (id) => `/contractors/${id}`,
    done: "edited",
    run: (member, contractorId, { name, contactName, contactEmail, contactPhone }) => changeContractor(member, { contractorId, name, contactName, contactEmail: contactEmail.trim(), contactPhone }),
  },
  "add-paper": {
    to: (id) => `/contractors/${id}`,
    done: "paper",
    run: (member, contractorId, { paperId, kind, label, expiresOn }) => addPaper(member, { contractorId, paperId, kind: kind as PaperKind, label, expiresOn }),
  },
  "take-off": { to: (id) => `/contractors/${id}`, done: "off", run: (member, contractorId, { paperId }) => removePaper(member, { contractorId, paperId }) },
  archive: { to: () => "/contractors", done: "archived", run: (member, contractorId) => archiveContractor(member, { contractorId }) },
};

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const contractorId = requireId(asked);
    const field = await readForm(asked.request, FIELDS);
    const typed = Object.fromEntries(FIELDS.map((name) => [name, field(name)])) as Typed;
    const change = Object.hasOwn(DONE, typed.intent) ? DONE[typed.intent] : undefined;
    if (!change) throw new DomainError("UNREADABLE");
    try {
      const isChanged = await change.run(member, contractorId, typed);
      return redirect(addressWith(change.to(contractorId), { done: isChanged ? change.done : "unchanged" }), { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
