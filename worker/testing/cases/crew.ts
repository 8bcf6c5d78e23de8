/** A supervisor signs in a crew. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { sign } from "#worker/crypto/signed.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "../database.ts";
import { makeRequest, makeVisitor, prepare, somebody, type MadeSite } from "../factories.ts";
import { caseOf, type Cases } from "./case.ts";
import { endVisit } from "./rows.ts";
import type { RouteCases } from "./route-case.ts";

const gate = (context: unknown, input: unknown) => [context, env, input];
const crewOf = ({ siteId, code }: MadeSite) => ({ crewId: uuidv7(), siteId, siteCode: code, known: [] as string[], people: [] as ReturnType<typeof somebody>[] });

/** Somebody who was there and has left, whose name does not hold the site's code: the code is no secret of the call's. */
async function makeKnown(site: MadeSite): Promise<string> {
  const prepared = prepare();
  await signIn(makeVisitor(site), { ...somebody(), prepared });
  return endVisit(prepared.signOutToken);
}

export const CREW_CASES: Cases = {
  listCrew: { by: "member", input: ({ site }) => ({ siteId: site.siteId }), sees: ({ site }) => site.name },
  checkInCrew: caseOf({ by: "member", event: "visit.signed-in", input: ({ site }) => ({ ...crewOf(site), people: [somebody()] }), args: gate, makes: ["crewId"], crossed: { crewId: "own" }, beyond: "NOT_FOUND" }),
  "checkInCrew, known": caseOf({
    by: "member",
    event: "visit.signed-in",
    input: async ({ site }) => ({ ...crewOf(site), known: [await makeKnown(site)] }),
    args: gate,
    makes: ["crewId"],
    // Of another company's person it says that they are gone.
    crossed: { crewId: "own", "known.0": "own" },
    beyond: "NOT_FOUND",
  }),
};

/** The key of a page that was shown for this site. */
export function crewKey({ siteId, code, secret }: MadeSite): Promise<string> {
  const { settings, now } = makeRequest();
  return sign(settings.signingKeys, "crew-form", { crw: uuidv7(), sit: siteId, lnk: `${code}-${secret}`, cod: code }, now, 600);
}

export async function crewForm(site: MadeSite): Promise<Record<string, string>> {
  const { name, phone, employer, visitorType } = somebody();
  return { formKey: await crewKey(site), intent: "sign-in", name0: name, phone0: phone, employer0: employer, visitorType0: visitorType };
}

/** What stands on the board, as read out: other routes may have put something there meanwhile. */
async function readOut({ companyId }: MadeSite) {
  const rows = await asOwner()`select id from notice where company_id = ${companyId} and taken_down_at is null`;
  return { notices: "yes", notice: rows.map(({ id }) => id as string) };
}

const pathOf = ({ siteId }: MadeSite) => `/check-in?site=${siteId}`;

export const CREW_ROUTES: RouteCases = {
  "GET /check-in": { needs: "visit.check-in", ok: 200, foreign: 404, send: ({ site }) => ({ path: pathOf(site) }) },
  "POST /check-in, sign-in": { needs: "visit.check-in", ok: 200, foreign: 404, on: ({ path }) => path, send: async ({ site }) => ({ path: pathOf(site), form: { ...(await crewForm(site)), ...(await readOut(site)) } }) },
  "POST /check-in, more": { needs: "visit.check-in", ok: 200, foreign: null, on: ({ path }) => path, send: ({ site }) => ({ path: pathOf(site), form: { intent: "more", name0: "Mere Tau" } }) },
};
