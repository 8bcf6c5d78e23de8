/** The trips of the log's pages. */
import { env } from "cloudflare:workers";
import { archiveEvents } from "#worker/domain/audit/archive.ts";
import { verifyChain } from "#worker/domain/audit/verify.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { keptSince, makeChain, makeChore, moveBack } from "./chains.ts";
import { makeMember, makeRequest } from "./factories.ts";
import type { Case } from "./trip-case.ts";

/** An admin of a company with some events. */
async function makeAdmin() {
  const company = await makeChain(3);
  const member = await makeMember(company, "admin");
  return { member, cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "" };
}

const asked = (path: string) => async () => ({ path, cookie: (await makeAdmin()).cookie });
const stranger = (path: string): Case => ({ when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path }) });

export const AUDIT: Record<string, Case[]> = {
  "GET /audit": [
    { when: "a member looks", trips: 1, status: 200, send: asked("/audit") },
    { when: "with a filter", trips: 1, status: 200, send: asked("/audit?who=visitors&action=visit.signed-in&from=2026-01-01&to=2199-01-01") },
    { when: "with one that can't be used, and the page again", trips: 1, status: 400, send: asked("/audit?who=nobody&older=1") },
    stranger("/audit"),
  ],
  "GET /audit/:number": [
    { when: "a member looks", trips: 1, status: 200, send: asked("/audit/2") },
    { when: "an event that is not there", trips: 1, status: 404, send: asked("/audit/99") },
    { when: "no number", trips: 0, because: "refused before the database is asked", status: 404, send: asked("/audit/first") },
  ],
  "GET /audit/verify": [
    { when: "the first stretch", trips: 1, status: 200, send: asked("/audit/verify") },
    { when: "a place that is none of ours", trips: 0, because: "its signature is wrong: it leads to the beginning", status: 302, send: asked("/audit/verify?at=nothing") },
    {
      when: "a further stretch",
      trips: 1,
      status: 200,
      send: async () => {
        const { member, cookie } = await makeAdmin();
        // Files and table are two stretches.
        await moveBack(member.companyId, 2, 100);
        await archiveEvents(await makeChore(member.companyId), env.FILES, keptSince());
        const { next } = await verifyChain(member, env.FILES, {});
        return { path: `/audit/verify?at=${next ?? ""}`, cookie };
      },
    },
    stranger("/audit/verify"),
  ],
  "GET /audit/export": [
    { when: "a download", trips: 1, ofObject: 1, because: "the event comes first; what it holds is read while it is sent, 1,000 events a trip", status: 200, send: asked("/audit/export") },
    { when: "a filter that can't be used", trips: 0, because: "refused before the database is asked: it leads to the page that says why", status: 302, send: asked("/audit/export?who=nobody") },
    stranger("/audit/export"),
  ],
};
