import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { saidIn } from "#app/routes/completions.$id/said.server.ts";
import { describeEntry } from "#app/routes/approvals/describe.server.ts";
import { addressWith } from "#app/routes/office/query.server.ts";
import { decide, getEntry } from "#worker/domain/entry/decide.ts";
import { DomainError } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { passed, ...entry } = await getEntry(member, { id: requireId(asked) });
    const { role } = { ...member.claims, ...member.entered };
    return json({ mayDecide: may(role, "entry.decide"), entry: describeEntry(entry, member.request.now), said: passed ? saidIn(passed.content, passed.drawn, passed.answers, passed.language) : [] }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["decision", "note"]);
    try {
      const { outcome } = await decide(member, { id: requireId(asked), decision: field("decision") as "approve", note: field("note") });
      return redirect(addressWith("/approvals", { done: outcome }), { status: 303, headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      return json({ fields: error.fields ?? {}, note: field("note") }, { status: 400, headers: NO_STORE });
    }
  });
}
