/** The trips of the pages on rules, bans, contractors and terms. */
import { uuidv7 } from "uuidv7";
import { writeSession } from "#worker/http/session-cookie.ts";
import { COMPANY, makeContractor, newPaper } from "./cases/contractor.ts";
import { crewForm, crewKey } from "./cases/crew.ts";
import { makeTerms } from "./cases/terms.ts";
import { makeBan, markOf } from "./cases/gate-rules.ts";
import { makeCompany, makeMember, makeRequest, type MadeSite } from "./factories.ts";
import type { Case, Sent } from "./trip-case.ts";

/** Asked by an admin of a new company, of its site. */
const asked = (send: (site: MadeSite) => Promise<Sent> | Sent) => async (): Promise<Sent> => {
  const company = await makeCompany();
  const { claims } = await makeMember(company, "admin");
  const cookie = (await writeSession(makeRequest(), claims)).split(";")[0] ?? "";
  return { ...(await send(company.sites[0])), cookie };
};

const TOLD = "the site's object reads the site again, so that the gate knows at once";
const pathOf = ({ siteId }: MadeSite) => `/sites/${siteId}/rules`;
const form = { contactName: "Ana Rangi", contactPhone: "021 555 0101", hours: "off", papers: "off" };

const look = (path: string): Case => ({ when: "a member looks", trips: 1, status: 200, send: asked(() => ({ path })) });
const ban = (siteId: string, reason: string) => ({ banId: uuidv7(), siteId, name: "Rua Tūhoe", phone: "021 555 0199", reason, untilOn: "" });

export const GATE_RULES: Record<string, Case[]> = {
  "GET /sites/:id/rules": [{ when: "a member looks", trips: 1, status: 200, send: asked((site) => ({ path: pathOf(site) })) }],
  "POST /sites/:id/rules": [
    { when: "they are changed", trips: 1, ofObject: 1, because: TOLD, status: 303, send: asked(async (site) => ({ path: pathOf(site), form: { ...form, mark: await markOf(site) } })) },
    { when: "somebody has changed them since", trips: 2, because: "the page comes again and tells what is so now", status: 409, send: asked((site) => ({ path: pathOf(site), form: { ...form, mark: "0".repeat(32) } })) },
    { when: "a time is none", trips: 1, status: 400, send: asked((site) => ({ path: pathOf(site), form: { ...form, mark: "0".repeat(32), from0: "7" } })) },
  ],
  "GET /bans": [look("/bans")],
  "GET /bans/new": [look("/bans/new"), { when: "a visit that is none", trips: 1, status: 404, send: asked(() => ({ path: `/bans/new?visit=${uuidv7()}` })) }],
  "POST /bans": [{ when: "one is lifted", trips: 1, ofObject: 1, because: TOLD, status: 303, send: asked(async (site) => ({ path: "/bans", form: { banId: await makeBan(site) } })) }],
  "POST /bans/new": [
    { when: "somebody is banned", trips: 1, ofObject: 1, because: TOLD, status: 303, send: asked(({ siteId }) => ({ path: "/bans/new", form: ban(siteId, "Fought") })) },
    { when: "nobody says why", trips: 1, status: 400, send: asked(({ siteId }) => ({ path: "/bans/new", form: ban(siteId, "") })) },
  ],
  "GET /contractors": [look("/contractors")],
  "GET /contractors/new": [look("/contractors/new")],
  "POST /contractors/new": [
    { when: "one is added", trips: 1, status: 303, send: asked(() => ({ path: "/contractors/new", form: { contractorId: uuidv7(), ...COMPANY } })) },
    { when: "it has no name", trips: 1, status: 400, send: asked(() => ({ path: "/contractors/new", form: { contractorId: uuidv7(), ...COMPANY, name: "" } })) },
  ],
  "GET /contractors/:id": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/contractors/${await makeContractor(site)}` })) }],
  "POST /contractors/:id": [
    { when: "a paper is added", trips: 1, status: 303, send: asked(async (site) => ({ path: `/contractors/${await makeContractor(site)}`, form: { intent: "add-paper", ...newPaper() } })) },
    { when: "a name is taken away", trips: 1, status: 400, send: asked(async (site) => ({ path: `/contractors/${await makeContractor(site)}`, form: { intent: "edit", ...COMPANY, name: "" } })) },
  ],
  "GET /terms": [look("/terms")],
  "GET /terms/new": [look("/terms/new")],
  "GET /terms/:id": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: `/terms/${await makeTerms(site)}` })) }],
  "POST /terms": [{ when: "they are withdrawn", trips: 1, ofObject: 1, because: TOLD, status: 303, send: asked(async (site) => ({ path: "/terms", form: { termsId: await makeTerms(site) } })) }],
  "POST /terms/new": [
    { when: "they are published", trips: 1, ofObject: 1, because: TOLD, status: 303, send: asked(() => ({ path: "/terms/new", form: { termsId: uuidv7(), intent: "publish", "text-en": "Wear your helmet." } })) },
    { when: "they are looked at first", trips: 2, because: "who may is asked before the page comes again", status: 200, send: asked(() => ({ path: "/terms/new", form: { termsId: uuidv7(), intent: "preview", "text-en": "Wear your helmet." } })) },
  ],
  "GET /check-in": [{ when: "a member looks", trips: 1, ofObject: 1, because: "the site's object has no snapshot yet, of which the board is shown", status: 200, send: asked(({ siteId }) => ({ path: `/check-in?site=${siteId}` })) }],
  "POST /check-in": [
    { when: "somebody is signed in", trips: 2, ofObject: 1, because: "the page comes again and tells what became of each; the site's object has no snapshot yet", status: 200, send: asked(async (site) => ({ path: `/check-in?site=${site.siteId}`, form: await crewForm(site) })) },
    { when: "nobody is ticked", trips: 1, ofObject: 1, because: "the page comes again; the site's object has no snapshot yet", status: 400, send: asked(async (site) => ({ path: `/check-in?site=${site.siteId}`, form: { intent: "sign-in", formKey: await crewKey(site) } })) },
    { when: "more rows", trips: 2, ofObject: 1, because: "who may is asked before the page comes again; the site's object has no snapshot yet", status: 200, send: asked(({ siteId }) => ({ path: `/check-in?site=${siteId}`, form: { intent: "more" } })) },
  ],
};
