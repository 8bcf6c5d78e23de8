/** Who waits at the gates. */
import { makeVisitContext } from "#worker/context.ts";
import { makeRequest } from "../factories.ts";
import { makeEntry } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

const idOf = async ({ site }: At) => ({ id: (await makeEntry(site)).visitId });

export const ENTRY_CASES: Cases = {
  listAtGates: { by: "member", sees: ({ site }) => site.siteId },
  getEntry: { by: "member", input: idOf, sees: ({ site }) => site.siteId },
  decide: { by: "member", event: "entry.denied", input: async (at) => ({ ...(await idOf(at)), decision: "deny" }), plain: ["deny"] },
  getOwn: caseOf({ by: "visit", input: async ({ site }) => ({ signOutToken: (await makeEntry(site)).signOutToken }), context: (_at, { signOutToken }: { signOutToken: string }) => makeVisitContext(makeRequest(), signOutToken), sees: ({ site }) => site.code }),
};

export const ENTRY_ROUTES: RouteCases = {
  "GET /approvals": { needs: "entry.list", ok: 200, send: () => ({ path: "/approvals" }) },
  "GET /approvals/:id": { needs: "entry.list", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/approvals/${(await makeEntry(site)).visitId}` }) },
  "POST /approvals/:id": { needs: "entry.decide", ok: 303, foreign: 404, on: ({ path }) => path, send: async ({ site }) => ({ path: `/approvals/${(await makeEntry(site)).visitId}`, form: { decision: "deny", note: "" } }) },
};
