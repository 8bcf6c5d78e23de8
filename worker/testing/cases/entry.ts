/** Who waits at the gates. */
import { env } from "cloudflare:workers";
import { makeVisitContext } from "#worker/context.ts";
import { asOwner } from "../database.ts";
import { makeRequest, type MadeSite } from "../factories.ts";
import { makeEntry } from "../world.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { makeCompletionWithPhoto, makeVersion } from "./induction.ts";
import type { RouteCases } from "./route-case.ts";

/** Somebody waits at the site, who sent a photo on the way. */
export async function makeEntryWithPhoto(site: MadeSite): Promise<{ id: string; blockId: string }> {
  const [{ visitId }, { versionId }, { completionId, blockId }] = [await makeEntry(site), await makeVersion(site), await makeCompletionWithPhoto(site)];
  await asOwner()`update entry set passed = jsonb_build_object('versionId', ${versionId}::text, 'drawn', '[]'::jsonb, 'answers', c.answers, 'language', 'en')
    from completion c where entry.id = ${visitId} and c.id = ${completionId}`;
  return { id: visitId, blockId };
}

const idOf = async ({ site }: At) => ({ id: (await makeEntry(site)).visitId });

export const ENTRY_CASES: Cases = {
  listAtGates: { by: "member", sees: ({ site }) => site.siteId },
  getEntry: { by: "member", input: idOf, sees: ({ site }) => site.siteId },
  openEntryPhoto: caseOf({ by: "member", input: ({ site }) => makeEntryWithPhoto(site), args: (context: unknown, input: unknown) => [context, env.FILES, input] }),
  decide: { by: "member", event: "entry.denied", input: async (at) => ({ ...(await idOf(at)), decision: "deny" }), plain: ["deny"] },
  getOwn: caseOf({ by: "visit", input: async ({ site }) => ({ signOutToken: (await makeEntry(site)).signOutToken }), context: (_at, { signOutToken }: { signOutToken: string }) => makeVisitContext(makeRequest(), signOutToken), sees: ({ site }) => site.code }),
};

export const ENTRY_ROUTES: RouteCases = {
  "GET /approvals": { needs: "entry.list", ok: 200, send: () => ({ path: "/approvals" }) },
  "GET /approvals/:id": { needs: "entry.list", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/approvals/${(await makeEntry(site)).visitId}` }) },
  "GET /approvals/:id/photos/:blockId": { needs: "completion.read", ok: 200, foreign: 404, isNoPage: true, strangerTo: /^\/log-in\?ended=1&next=\/approvals$/, send: async ({ site }) => {
    const { id, blockId } = await makeEntryWithPhoto(site);
    return { path: `/approvals/${id}/photos/${blockId}` };
  } },
  "POST /approvals/:id": { needs: "entry.decide", ok: 303, foreign: 404, on: ({ path }) => path, send: async ({ site }) => ({ path: `/approvals/${(await makeEntry(site)).visitId}`, form: { decision: "deny", note: "" } }) },
};
