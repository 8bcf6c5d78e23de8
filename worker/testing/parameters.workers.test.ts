/** What stands in an address, on every route that takes something there. */
import { beforeAll, describe, expect, it } from "vitest";
import { writeSession } from "#worker/http/session-cookie.ts";
import { redirectLog } from "#worker/log.ts";
import { ask, ORIGIN } from "./ask.ts";
import { makeCompany, makeMember, makeRequest, randomText } from "./factories.ts";
import { listRoutes, type Route } from "./routes.ts";

const MALFORMED = ["x", "0", "-", "null", "__proto__", "a b", "..%2Fx", "ā", "'--", "00000000-0000-0000-0000-00000000000", "01a20785-d2d1-783b-84c1-8f2ed7eaf796x", "x".repeat(300)];

let cookie: string;

beforeAll(async () => {
  const member = await makeMember(await makeCompany(), "owner");
  cookie = (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "";
});

/** Sends to the route with that in its place, and gives the status with the log's lines. */
async function visit({ method, path }: Route, text: string, cookies: string) {
  const lines: string[] = [];
  const restoreLog = redirectLog((line) => void lines.push(line));
  const headers = { Accept: "text/html", Origin: ORIGIN, ...(cookies ? { Cookie: cookies } : {}) };
  const response = await ask(path.replace(/:\w+/g, encodeURIComponent(text)), { method, headers, ...(method === "POST" ? { body: new URLSearchParams() } : {}) });
  await response.text();
  restoreLog();
  return { status: response.status, lines };
}

describe("a route that takes something in its address", () => {
  const routes = listRoutes().filter(({ path }) => path.includes(":"));

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))("asks the database nothing when that is malformed: %s", async (_name, route) => {
    for (const text of MALFORMED) {
      for (const cookies of ["", cookie]) {
        const { status, lines } = await visit(route, text, cookies);
        const trips = lines.map((line) => JSON.parse(line) as { event: string; databaseTrips?: number }).find(({ event }) => event === "request")?.databaseTrips;
        expect([text, trips]).toEqual([text, 0]);
        expect([text, status < 500]).toEqual([text, true]);
      }
    }
  });

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))("keeps it out of the log: %s", async (_name, route) => {
    for (const text of [randomText(43), `${randomText(10)}-${randomText(12)}`, crypto.randomUUID()]) {
      const { lines } = await visit(route, text, cookie);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join("\n")).not.toContain(text);
    }
  });
});
