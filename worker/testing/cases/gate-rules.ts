/** The rules of a site, and who is kept out whatever they say. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { asOwner } from "../database.ts";
import { randomText, type MadeSite } from "../factories.ts";
import { makeVisit } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { CONTRACTOR_CASES, CONTRACTOR_ROUTES } from "./contractor.ts";
import { CREW_CASES, CREW_ROUTES } from "./crew.ts";
import { addSite } from "./rows.ts";
import type { RouteCases } from "./route-case.ts";
import { TERMS_CASES, TERMS_ROUTES } from "./terms.ts";

const gate = (context: unknown, input: unknown) => [context, env, input];

/** Of the rules as they stand: who saves saw these. */
export async function markOf({ siteId }: { siteId: string }): Promise<string> {
  const [row] = await asOwner()`select md5(rules::text) as mark from site where id = ${siteId}`;
  return row?.["mark"] as string;
}

const contactNow = () => ({ name: `Ana Rangi ${randomText(6)}`, phone: "021 555 0101" });

const RULE_CASES: Cases = {
  getGateRules: { by: "member", input: ({ site }) => ({ siteId: site.siteId }), sees: ({ site }) => site.name },
  changeGateRules: caseOf({ by: "member", event: "site.rules-changed", input: async ({ site }) => ({ siteId: site.siteId, mark: await markOf(site), rules: { contact: contactNow() } }), args: gate, crossed: { mark: "CONFLICT" } }),
};

/** Somebody whom nobody else is, banned from the site by somebody of its company. */
export async function makeBan({ companyId, siteId, code }: MadeSite, phone = "+64215550199"): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into ban (company_id, id, site_id, phone, name, name_key, reason, banned_by, banned_at)
    select ${companyId}, ${id}, ${siteId}, ${phone}, ${`Rua ${code}`}, ${`rua ${code}`}, 'Fought', id, now() from member where company_id = ${companyId} limit 1`;
  return id;
}

const wanted = ({ siteId }: MadeSite) => ({ banId: uuidv7(), siteId, name: `Rua Tūhoe ${randomText(6)}`, phone: "021 555 0199", reason: "Fought at the gate", untilOn: null });

const BAN_CASES: Cases = {
  getBans: { by: "member" },
  getBanForm: { by: "member", input: async ({ site }) => ({ visitId: (await makeVisit(site)).visitId }), sees: ({ site }) => site.code },
  banPerson: caseOf({ by: "member", event: "ban.made", input: ({ site }) => wanted(site), args: gate, makes: ["banId"], crossed: { banId: "own" }, beyond: "NOT_FOUND" }),
  liftBan: caseOf({ by: "member", event: "ban.lifted", input: async ({ site }) => ({ banId: await makeBan(site) }), args: gate }),
};

const BAN_ROUTES: RouteCases = {
  "GET /bans": { needs: "ban.list", ok: 200, send: () => ({ path: "/bans" }) },
  "POST /bans": { needs: "ban.change", ok: 303, foreign: 404, on: ({ form }) => `/bans?lift=${String(form?.["banId"])}`, send: async ({ site }) => ({ path: "/bans", form: { banId: await makeBan(site) } }) },
  "GET /bans/new": { needs: "ban.change", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/bans/new?visit=${(await makeVisit(site)).visitId}` }) },
  "POST /bans/new": { needs: "ban.change", ok: 303, foreign: 404, on: () => "/bans/new", send: ({ site }) => ({ path: "/bans/new", form: { ...wanted(site), untilOn: "" } }) },
};

/** A site whose rules nobody else changes meanwhile, theirs who manage sites, too. */
async function addOwnSite({ world, actor: { companyId, claims } }: At): Promise<string> {
  const { siteId } = await addSite(world);
  await asOwner()`insert into member_site (company_id, member_id, site_id) select ${companyId}, m.id, ${siteId} from member m where m.id = ${claims.memberId} and m.role = 'site_manager'`;
  return siteId;
}

const RULE_ROUTES: RouteCases = {
  "GET /sites/:id/rules": { needs: "rule.change", ok: 200, foreign: 404, send: ({ site }) => ({ path: `/sites/${site.siteId}/rules` }) },
  "POST /sites/:id/rules": {
    needs: "rule.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async (at) => {
      const siteId = await addOwnSite(at);
      return { path: `/sites/${siteId}/rules`, form: { mark: await markOf({ siteId }), contactName: contactNow().name, contactPhone: "021 555 0101", hours: "off", papers: "off" } };
    },
  },
};

export const GATE_CASES: Cases = { ...RULE_CASES, ...BAN_CASES, ...CONTRACTOR_CASES, ...TERMS_CASES, ...CREW_CASES };
export const GATE_ROUTES: RouteCases = { ...RULE_ROUTES, ...BAN_ROUTES, ...CONTRACTOR_ROUTES, ...TERMS_ROUTES, ...CREW_ROUTES };
