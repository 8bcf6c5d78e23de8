import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { mayChange } from "#app/routes/inductions/may-change.server.ts";
import { fillGaps } from "#worker/domain/induction/fill-gaps.ts";
import { questionsOf } from "#worker/domain/induction/gaps.ts";
import { getInductionToChange } from "#worker/domain/induction/get.ts";
import { GAP_IDS } from "#worker/domain/induction/starters/gaps.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { id, name, siteId, place, draft } = await getInductionToChange(member, { templateId: requireId(asked) });
    if (!mayChange(member, siteId)) throw new DomainError("FORBIDDEN");
    // What is so at the only site of today is read at every later one too.
    const own = siteId === null ? null : place;
    const known: Record<string, string> = { company: member.claims.companyName, "site-name": own?.name ?? "", "street-address": own?.address ?? "", "assembly-point": own?.emergency ?? "" };
    return json({ id, name, isForAll: siteId === null, known, groups: questionsOf(draft) }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, GAP_IDS);
    const facts = Object.fromEntries(GAP_IDS.map((id) => [id, field(id)]));
    try {
      await fillGaps(member, { templateId: requireId(asked), facts });
      return redirect(`/inductions/${requireId(asked)}`, { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error instanceof DomainError ? ofForm(error) : error, facts, asked.context);
    }
  });
}

/** What is said of a fact stands beside its field, which has the gap's name. Whoever saved at the same moment keeps nobody from pressing again. */
function ofForm(error: DomainError): DomainError {
  if (error.code === "CONFLICT") return new DomainError("INVALID_INPUT", { fields: { form: "Somebody saved this induction at the same moment. Press once more" } });
  return new DomainError(error.code, { fields: Object.fromEntries(Object.entries(error.fields).map(([path, sentence]) => [path.replace(/^facts\./, ""), sentence])) });
}
