/** What visitors do, and what the office sees of it. */
import { makeRegisterContext, makeVisitContext } from "#worker/context.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import { asOwner } from "../database.ts";
import { makeRequest, prepare, somebody } from "../factories.ts";
import { makeVisit } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { endVisit } from "./rows.ts";

const holder = (_at: At, { signOutToken }: { signOutToken: string }) => makeVisitContext(makeRequest(), signOutToken);
const ownToken = async ({ site }: At) => ({ signOutToken: (await makeVisit(site)).signOutToken });
const earlier = async ({ site }: At) => (await makeVisit(site)).signOutToken;
const cursorOf = (id: string, year: string) => ({ at: `${year}-01-01T00:00:00.000Z`, id });

const newReader = () => crypto.getRandomValues(new Uint8Array(32));

/** A site's object whose reader somebody has brought to the database. */
async function enlisted({ site, actor }: At) {
  const readerHash = newReader();
  await asOwner()`update site_register set reader_hash = ${toByteaText(readerHash)}::bytea where company_id = ${site.companyId} and site_id = ${site.siteId}`;
  return { readerHash, sessionIds: [actor.sessionId] };
}
type Enlisted = Awaited<ReturnType<typeof enlisted>>;
const reader = (_at: At, { readerHash }: Enlisted) => makeRegisterContext(makeRequest(), readerHash);

/** A new visit's id is drawn by us, and signed; the token is derived from it. */
const made = { makes: ["prepared.visitId", "prepared.signOutToken"] };

export const VISIT_CASES: Cases = {
  signIn: {
    by: "visitor",
    event: "visit.signed-in",
    input: () => ({ ...somebody(), prepared: prepare() }),
    ...made,
    crossed: { "prepared.visitId": "own", "prepared.signOutToken": "fails" },
  },
  signInAgain: {
    by: "visitor",
    event: "visit.signed-in",
    input: async (at) => {
      const earlierToken = await earlier(at);
      await endVisit(earlierToken);
      return { earlierToken, prepared: prepare() };
    },
    ...made,
    crossed: { earlierToken: { value: { outcome: "forgotten" } }, "prepared.visitId": "own", "prepared.signOutToken": "fails" },
  },
  findGreeting: { by: "visitor", input: async (at) => ({ earlierToken: await earlier(at) }), crossed: { earlierToken: { value: null } }, misled: "own", sees: ({ site }) => site.code },
  getOwnVisit: caseOf({ by: "visit", input: ownToken, context: holder, sees: ({ site }) => site.code }),
  signOut: caseOf({ by: "visit", event: "visit.signed-out", input: ownToken, context: holder }),
  markLeft: { by: "member", event: "visit.ended-by-office", input: async ({ site }) => ({ id: (await makeVisit(site)).visitId }), crossed: { id: { value: false } } },
  getOverview: { by: "member", sees: ({ site }) => site.code },
  getRegister: { by: "member", input: ({ site }) => ({ siteId: site.siteId }), crossed: { siteId: "own" }, beyond: "own", sees: ({ site }) => site.code },
  "getRegister, further on": { by: "member", input: async ({ site }) => ({ after: cursorOf((await makeVisit(site)).visitId, "2100") }), crossed: { "after.id": "own" }, beyond: "own", sees: ({ site }) => site.code },
  watchRegister: caseOf({ by: "member", input: ({ site }) => ({ siteId: site.siteId, readerHash: newReader() }), sees: ({ site }) => site.name, counts: ["site_register"] }),
  readRegister: caseOf({ by: "system", input: enlisted, context: reader, args: (context) => [context], crossed: { "sessionIds.0": "own" } }),
  proveWatchers: caseOf({ by: "system", input: enlisted, context: reader, args: (context, { sessionIds }) => [context, { sessionIds }], crossed: { "sessionIds.0": "own" } }),
  getHistory: { by: "member", input: ({ site }) => ({ siteId: site.siteId }), crossed: { siteId: "own" }, beyond: "own", sees: ({ site }) => site.code },
  "getHistory, further on": { by: "member", input: async ({ site }) => ({ newerThan: cursorOf((await makeVisit(site)).visitId, "2000") }), crossed: { "newerThan.id": "own" }, beyond: "own", sees: ({ site }) => site.code },
};
