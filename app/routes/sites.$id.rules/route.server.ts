import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireId } from "#app/door.server.ts";
import { refuse, type Refusal } from "#app/refusal.server.ts";
import { readQuery } from "#app/routes/office/query.server.ts";
import { changeGateRules, getGateRules } from "#worker/domain/site/rules.ts";
import { DomainError } from "#worker/errors.ts";
import { RULE_FIELDS, type RulesTyped } from "./fields.ts";
import { fieldsOfForm, toRules, toTyped } from "./typed.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { siteName, rules, mark, contractors, lacking } = await getGateRules(member, { siteId: requireId(asked) });
    return json({ siteName, typed: toTyped(rules), mark, contractors, lacking, isSaved: readQuery(asked.request)("done") ?? null }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const siteId = requireId(asked);
    const field = await readForm(asked.request, RULE_FIELDS);
    const typed: RulesTyped = Object.fromEntries(RULE_FIELDS.filter((name) => name !== "mark").map((name) => [name, field(name).trim()]));
    try {
      const isChanged = await changeGateRules(member, asked.context.env, { siteId, mark: field("mark"), rules: toRules(typed) });
      return redirect(`/sites/${siteId}/rules?done=${isChanged ? "saved" : "unchanged"}`, { status: 303, headers: NO_STORE });
    } catch (error) {
      if (error instanceof DomainError && error.code === "CONFLICT") return refuseStale(typed);
      return refuse(error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("INVALID_INPUT", { fields: fieldsOfForm(error.fields) }) : error, typed, asked.context);
    }
  });
}

/** The page that comes with it has the mark of the rules as they are now: saving again is meant. */
function refuseStale(typed: RulesTyped) {
  const sentence = "Somebody else saved rules of this site since you opened the page. What you typed stands below: save it again to put it in the place of theirs.";
  return json<Refusal<RulesTyped>>({ code: "CONFLICT", sentence, fields: {}, waitSeconds: null, triesLeft: null, typed }, { status: 409, headers: NO_STORE });
}
