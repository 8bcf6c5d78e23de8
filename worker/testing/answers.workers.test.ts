/** What an answer is made of: text that says what it is, and what people typed as nothing but text. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { makeApp } from "#worker/http/app.ts";
import { writeDevice, writeSession } from "#worker/http/session-cookie.ts";
import { redirectLog } from "#worker/log.ts";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, randomText, somebody, type MadeCompany, type MadeMember } from "./factories.ts";
import { listRoutes } from "./routes.ts";

/** Ends a script, an attribute and a tag, and begins one that would run. */
const TYPED = `"'></script></title><img src=x onerror=alert(1)>`;
const AS_MARKUP = "<img src=x";

const looks = listRoutes().filter(({ method }) => method === "GET");

let company: MadeCompany;
let member: MadeMember;
let cookie: string;

beforeAll(async () => {
  company = await makeCompany();
  member = await makeMember(company, "owner");
  cookie = (await writeSession(member.request, member.claims)).split(";")[0] ?? "";
});

describe("an answer with a body", () => {
  it("says what it is, and in which alphabet where it is text", async () => {
    for (const { path } of looks) {
      const address = path.replace(/:(\w+)/g, (_, name: string) => (name === "link" ? company.sites[0].path.slice(3) : randomText(43)));
      for (const accept of ["text/html", "application/json"]) {
        const response = await ask(address, { headers: { Accept: accept, Cookie: cookie } });
        const type = response.headers.get("Content-Type") ?? "";
        if ((await response.text()) === "") continue;
        expect([path, accept, /^text\/html; ?charset=utf-8$|^application\/(problem\+)?json(; ?charset=utf-8)?$|^application\/x-ndjson; ?charset=utf-8$|^text\/csv; ?charset=utf-8$/i.test(type) ? "" : type]).toEqual([path, accept, ""]);
      }
    }
  });
});

describe("what was typed", () => {
  const stands = async (path: string, cookies: string): Promise<[string, boolean, boolean]> => {
    const answer = await ask(path, { headers: { Accept: "text/html", Cookie: cookies } });
    // A file to be saved is no page: nothing in it is read as markup.
    const html = answer.headers.has("Content-Disposition") ? "" : await answer.text();
    return [path, html.includes("onerror=alert(1)"), html.includes(AS_MARKUP)];
  };

  it("is text on every page that shows it, and in the data of its script", async () => {
    const prepared = prepare();
    const visitor = makeVisitor(company.sites[0]);
    await signIn(visitor, { ...somebody(), name: TYPED, visitorType: "contractor", employer: TYPED, prepared });
    await asOwner()`update site set name = ${TYPED}, address = ${TYPED} where id = ${company.sites[0].siteId}`;
    await asOwner()`update company set name = ${TYPED} where company_id = ${company.companyId}`;
    await asOwner()`update member set name = ${TYPED}, version = 2 where id = ${member.claims.memberId}`;
    const device = (await writeDevice(visitor.request, company.companyId, { visitId: prepared.visitId, keyId: visitor.request.settings.signingKeys[0]?.id ?? "" }, [])).split(";")[0] ?? "";
    const ofOffice = await Promise.all(looks.filter(({ path }) => !path.includes(":")).map(({ path }) => stands(path, cookie)));
    expect(ofOffice.filter(([, , isMarkup]) => isMarkup)).toEqual([]);
    expect(ofOffice.filter(([, isShown]) => isShown).map(([path]) => path)).toEqual(expect.arrayContaining(["/dashboard", "/exports", "/history", "/register", "/sites"]));
    for (const path of [company.sites[0].path, `/v/${prepared.signOutToken}`]) expect(await stands(path, device)).toEqual([path, true, false]);
  });

  it("is text in a form that is shown again", async () => {
    const body = new URLSearchParams({ email: TYPED, password: "x", next: "" });
    const html = await (await ask("/log-in", { method: "POST", body, headers: { Origin: ORIGIN, Accept: "text/html" } })).text();
    expect([html.includes("onerror=alert(1)"), html.includes(AS_MARKUP)]).toEqual([true, false]);
  });
});

describe("signs of life", () => {
  it("say which part works and how fast, and nothing else", async () => {
    expect(await (await ask("/live")).json()).toEqual({ ok: true });
    const part = { ok: true, ms: expect.any(Number) as number };
    expect(await (await ask("/health")).json()).toEqual({ ok: true, database: part, queue: part, storage: part });
  });
});

describe("the log", () => {
  async function logOf(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
    const lines: string[] = [];
    const restore = redirectLog((line) => void lines.push(line));
    await work().finally(restore);
    expect(lines.filter((line) => line.includes("\n"))).toEqual([]);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it("has what nobody thought of, with the request's id and without what was typed", async () => {
    const typed = randomText(12);
    const app = makeApp(
      () => Promise.reject(new Error("Failed query: select 1 where name = $1\nparams: " + typed)),
      () => Promise.resolve("/style.css"),
    );
    let requestId: string | null = null;
    const lines = await logOf(async () => {
      const response = await app.fetch(new Request(`${ORIGIN}/register?search=${typed}`), env, createExecutionContext());
      requestId = response.headers.get("X-Request-Id");
    });
    expect(lines.find(({ event }) => event === "request.failed")).toMatchObject({ requestId, code: "INTERNAL", message: "Error: Failed query: select 1 where name = $1" });
    expect(lines.find(({ event }) => event === "request")).toMatchObject({ requestId, status: 500, route: "/register" });
    expect(JSON.stringify(lines)).not.toContain(typed);
    expect(lines.find(({ event }) => event === "request.failed")?.["stack"]).toMatch(/^\s+at /);
  });

  it("has one line for a request whose address would begin another", async () => {
    const lines = await logOf(async () => (await ask(`/nowhere%0A%7B%22event%22:%22request%22%7D"\u2028`)).text());
    expect(lines.map(({ event }) => event)).toEqual(["request"]);
  });
});
