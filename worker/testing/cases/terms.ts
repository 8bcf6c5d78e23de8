/** A company's own terms. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { asOwner } from "../database.ts";
import type { MadeSite } from "../factories.ts";
import { caseOf, type Cases } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

const gate = (context: unknown, input: unknown) => [context, env, input];
const TEXT = "# Terms\n\nWear your helmet.";

/** The latest, which are in force. */
export async function makeTerms({ companyId, name }: MadeSite, texts: Record<string, string> = { en: `Terms for ${name}` }): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into terms_version (company_id, id, number, texts, published_by, published_at)
    select m.company_id, ${id}, 1 + (select coalesce(max(number), 0) from terms_version where company_id = ${companyId}), ${JSON.stringify(texts)}::jsonb, m.id, now() from member m where m.company_id = ${companyId} limit 1`;
  return id;
}

export const TERMS_CASES: Cases = {
  getTerms: { by: "member" },
  getTermsVersion: { by: "member", input: async ({ site }) => ({ termsId: await makeTerms(site) }), sees: ({ site }) => site.name },
  publishTerms: caseOf({ by: "member", event: "terms.published", input: () => ({ termsId: uuidv7(), texts: { en: TEXT } }), args: gate, makes: ["termsId"], crossed: { termsId: "own" } }),
  withdrawTerms: caseOf({ by: "member", event: "terms.withdrawn", input: async ({ site }) => ({ termsId: await makeTerms(site) }), args: gate }),
};

const form = (intent: string) => ({ termsId: uuidv7(), intent, "text-en": TEXT, another: "mi" });

export const TERMS_ROUTES: RouteCases = {
  "GET /terms": { needs: "terms.change", ok: 200, send: () => ({ path: "/terms" }) },
  "POST /terms": { needs: "terms.change", ok: 303, foreign: 404, on: () => "/terms?withdraw=1", send: async ({ site }) => ({ path: "/terms", form: { termsId: await makeTerms(site) } }) },
  "GET /terms/:id": { needs: "terms.change", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/terms/${await makeTerms(site)}` }) },
  "GET /terms/new": { needs: "terms.change", ok: 200, send: () => ({ path: "/terms/new" }) },
  "POST /terms/new, publish": { needs: "terms.change", ok: 303, foreign: null, on: ({ path }) => path, send: () => ({ path: "/terms/new", form: form("publish") }) },
  "POST /terms/new, preview": { needs: "terms.change", ok: 200, foreign: null, on: ({ path }) => path, send: () => ({ path: "/terms/new", form: form("preview") }) },
  "POST /terms/new, add": { needs: "terms.change", ok: 200, foreign: null, on: ({ path }) => path, send: () => ({ path: "/terms/new", form: form("add") }) },
};
