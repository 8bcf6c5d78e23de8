import { exports } from "cloudflare:workers";
import { Hono } from "hono";
import { beforeAll, describe, expect, it } from "vitest";
import { redirectLog } from "#worker/log.ts";
import { ask, ORIGIN } from "#worker/testing/ask.ts";
import { makeCompany, makeMember, randomText, type MadeSite } from "#worker/testing/factories.ts";
import { boundedBody } from "./bounds.ts";
import type { Door } from "./door.ts";
import { securityHeaders } from "./security.ts";
import { writeSession } from "./session-cookie.ts";

const send = (path: string, init: RequestInit = {}) => exports.default.fetch(`${ORIGIN}${path}`, { redirect: "manual", ...init });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = { Origin: ORIGIN }) =>
  send(path, { method: "POST", headers, body: new URLSearchParams(form) });

let site: MadeSite;
let cookie: string;

beforeAll(async () => {
  const company = await makeCompany();
  [site] = company.sites;
  const member = await makeMember(company, "admin");
  cookie = (await writeSession(member.request, member.claims)).split(";")[0] ?? "";
});

describe("every answer", () => {
  const paths = ["/live", "/health", "/", "/log-in", "/dashboard", "/nowhere", "/s/nonsense", "/v/nonsense", "/files/nonsense", "/assets/nowhere.css"];

  it.each(paths)("of %s carries the security headers and a policy without unsafe-inline", async (path) => {
    const { headers } = await send(path);
    expect(headers.get("Strict-Transport-Security")).toBe("max-age=63072000; includeSubDomains");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    expect(headers.get("Permissions-Policy")).toContain("camera=()");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("Cache-Control")).toContain("no-store");
  });

  it("of the public pages forbids all script, and of the office allows only this response's own", async () => {
    expect((await send(site.path)).headers.get("Content-Security-Policy")).toContain("script-src 'none'");
    const policies = await Promise.all([1, 2].map(async () => (await send("/dashboard", { headers: { Cookie: cookie } })).headers.get("Content-Security-Policy")));
    expect(policies[0]).toMatch(/script-src 'nonce-[\w-]{22}' 'strict-dynamic'/);
    expect(policies[0]).not.toBe(policies[1]);
  });

  it("leaves one log line with the request's id, and neither link nor token in it", async () => {
    const lines: string[] = [];
    const restore = redirectLog((line) => void lines.push(line));
    const response = await send(site.path);
    await response.text();
    restore();
    const written = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line.event === "request");
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({ requestId: response.headers.get("X-Request-Id"), route: "/s/*", status: 200, method: "GET" });
    expect(lines.join()).not.toContain(site.secret);
  });

  it.each(["/join", "/sign-up", "/reset"])("leaves no token of a mailed link under %s in the log, opened or sent", async (path) => {
    const lines: string[] = [];
    const restore = redirectLog((line) => void lines.push(line));
    const token = randomText(43);
    await (await send(`${path}/${token}`)).text();
    await (await post(`${path}/${token}`, {})).text();
    restore();
    expect(lines.filter((line) => line.includes(`"route":"${path}/*"`))).toHaveLength(2);
    expect(lines.join()).not.toContain(token);
  });
});

describe("the door", () => {
  it.each([
    ["another site's Origin", { Origin: "https://elsewhere.example" }],
    ["a null Origin", { Origin: "null" }],
    ["another site's fetch", { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" }],
    ["a sibling domain's fetch", { "Sec-Fetch-Site": "same-site" }],
    ["another site's Origin, though the fetch calls itself ours", { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "same-origin" }],
    ["our Origin under plain http's other port", { Origin: "http://localhost:8788" }],
    ["a fetch that no page began, though a browser sent it", { "Sec-Fetch-Site": "none" }],
    ["a session without any sign of a page of ours", { Cookie: "__Host-session=x" }],
    ["any cookie of ours without that", { Cookie: "a=b; __Host-device-0123456789ab=x" }],
  ])("refuses a post with %s", async (_what, headers) => {
    expect((await post("/log-out", {}, headers)).status).toBe(403);
    expect((await post(site.path, { name: "x" }, headers)).status).toBe(403);
  });

  it("lets a form of our own page through, told by either header", async () => {
    expect((await post(site.path, {}, { Origin: ORIGIN })).status).toBe(400);
    expect((await post(site.path, {}, { "Sec-Fetch-Site": "same-origin" })).status).toBe(400);
  });

  it.each(["cross-site", "same-site"])("lets a %s page lead here, and load nothing into itself", async (from) => {
    const ask = async (mode: string) => (await send("/log-in", { headers: { "Sec-Fetch-Site": from, "Sec-Fetch-Mode": mode } })).status;
    expect(await ask("navigate")).toBe(200);
    for (const mode of ["no-cors", "cors", "same-origin"]) expect([mode, await ask(mode)]).toEqual([mode, 403]);
  });

  it("opens a socket for our own page alone", async () => {
    const ask = async (origin: string) => (await send("/live", { headers: { Upgrade: "websocket", Origin: origin } })).status;
    expect(await ask("https://elsewhere.example")).toBe(403);
    expect(await ask(ORIGIN)).toBe(200);
  });

  it.each(["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])("answers %s with 405 everywhere, and says what it takes", async (method) => {
    for (const path of ["/dashboard", site.path, "/live", "/nowhere"]) {
      const response = await send(path, { method, headers: { Origin: ORIGIN, "Access-Control-Request-Method": "POST" } });
      expect([path, response.status, response.headers.get("Allow")]).toEqual([path, 405, "GET, HEAD, POST"]);
    }
  });

  it("answers a form to a page that has none with 405, and names no part of the program", async () => {
    for (const path of ["/dashboard", "/history", "/dashboard?_data=routes%2Fdashboard%2Froute"]) {
      const response = await send(path, { method: "POST", body: new URLSearchParams(), headers: { Origin: ORIGIN, Cookie: cookie } });
      expect([path, response.status, response.headers.get("Allow")]).toEqual([path, 405, "GET, HEAD"]);
      expect(await response.text()).not.toMatch(/route|action/);
    }
  });

  it("leads from its own page to no other site, whatever the address was", async () => {
    for (const path of ["//elsewhere.example/", "///elsewhere.example", "/\\elsewhere.example/"]) {
      const refused = await send(path, { method: "POST", body: new URLSearchParams(), headers: { Origin: "https://elsewhere.example", Accept: "text/html" } });
      expect(refused.status).toBe(403);
      expect(/<a [^>]*href="([^"]+)"/.exec(await refused.text())?.[1]).toBe(`/elsewhere.example${path.endsWith("/") ? "/" : ""}`);
    }
  });

  it("takes JSON and nothing else on a route of the API", async () => {
    const app = new Hono<Door>().use(securityHeaders, boundedBody).post("/api/things", async (c) => c.json(await c.req.json()));
    const post = (type: string, body: string) => app.request("/api/things", { method: "POST", headers: { "Content-Type": type }, body }, {});
    expect(await (await post("application/json", '{"a":1}')).json()).toEqual({ a: 1 });
    expect((await post("application/json; charset=utf-8", "{}")).status).toBe(200);
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json; charset=latin1", "application/jsonp"]) {
      expect([type, (await post(type, "{}")).status]).toEqual([type, 415]);
    }
  });

  it("believes no forwarded host", async () => {
    const response = await post("/log-out", {}, { Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" });
    expect(response.status).toBe(403);
  });

  it("does not serve the manifest of routes, nor a route's wire beside its page", async () => {
    expect((await send("/__manifest?p=/dashboard")).status).toBe(404);
    expect((await send("/dashboard.data", { headers: { Cookie: cookie } })).status).toBe(404);
  });
});

describe("a request that is larger or odder than any of ours", () => {
  const ofHeaders = (headers: Record<string, string>) => () => send("/log-in", { headers });
  const ofBody = (body: BodyInit, headers: Record<string, string> = {}) => () => send("/log-in", { method: "POST", body, headers: { Origin: ORIGIN, ...headers } });
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, number) => [`x${number}`, "1"]));
  const typed = (type: string) => ofBody("email=a", { "Content-Type": type });
  const query = (text: string) => () => send(`/history?${text}`, { headers: { Cookie: cookie } });
  const endless = () => new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(10_000)) });
  const broken = () =>
    ask("/log-in", {
      method: "POST",
      headers: { Origin: ORIGIN, "Content-Type": "application/x-www-form-urlencoded" },
      body: new ReadableStream({ pull: (to) => to.error(new Error("gone")) }),
    });

  it.each<[string, number, string, () => Promise<Response>]>([
    ["a body over the limit", 413, "TOO_LARGE", ofBody(new URLSearchParams({ email: "x".repeat(70_000) }))],
    ["a body that says no length and has no end", 413, "TOO_LARGE", () => ofBody(endless(), { "Content-Type": "application/x-www-form-urlencoded" })()],
    ["a body that breaks off", 400, "UNREADABLE", broken],
    ["JSON where a form is meant", 415, "UNSUPPORTED_TYPE", typed("application/json")],
    ["plain text", 415, "UNSUPPORTED_TYPE", typed("text/plain")],
    ["two types", 415, "UNSUPPORTED_TYPE", typed("application/x-www-form-urlencoded, text/plain")],
    ["another alphabet", 415, "UNSUPPORTED_TYPE", typed("application/x-www-form-urlencoded; charset=utf-16")],
    ["a body that is packed", 415, "UNSUPPORTED_TYPE", ofBody("email=a", { "Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip" })],
    ["an address over the limit", 414, "URL_TOO_LONG", query(`search=${"x".repeat(5_000)}`)],
    ["too many parameters", 400, "BAD_ADDRESS", query(new URLSearchParams(many(33)).toString())],
    ["a parameter that is too long", 400, "BAD_ADDRESS", query(`search=${"x".repeat(1_025)}`)],
    ["a parameter with too long a name", 400, "BAD_ADDRESS", query(`${"x".repeat(65)}=1`)],
    ["a parameter twice", 400, "BAD_ADDRESS", query("search=a&search=b")],
    ["a NUL in a parameter", 400, "BAD_ADDRESS", query("search=a%00b")],
    ["a NUL in the path", 400, "BAD_ADDRESS", () => send("/s/a%00b")],
    ["a path that is no UTF-8", 400, "BAD_ADDRESS", () => send("/s/%E0%A4%A")],
    ["too many headers", 431, "HEADERS_TOO_LARGE", ofHeaders(many(101))],
    ["headers that are too long together", 431, "HEADERS_TOO_LARGE", ofHeaders({ "X-One": "x".repeat(20_000), "X-Two": "x".repeat(20_000) })],
    ["cookies that are too long together", 431, "COOKIES_TOO_LARGE", ofHeaders({ Cookie: `a=${"x".repeat(25_000)}` })],
  ])("is refused with a sentence: %s", async (_what, status, code, ask) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code, detail: expect.stringMatching(/^[A-Z].+\.$/) as string, requestId: response.headers.get("X-Request-Id") });
    expect(response.headers.get("Clear-Site-Data")).toBe(code === "COOKIES_TOO_LARGE" ? '"cookies"' : null);
  });

  it("may be larger where the draft of an induction and its texts are sent, and only there", async () => {
    const ofKib = (kib: number) => new URLSearchParams({ draft: "x".repeat(kib * 1024 - 6) });
    const induction = "/inductions/01890000-0000-7000-8000-000000000000";
    for (const path of [induction, `${induction}/texts`]) {
      expect([path, (await ask(path, { method: "POST", headers: { Origin: ORIGIN }, body: ofKib(384) })).status]).toEqual([path, 302]);
      expect([path, (await ask(path, { method: "POST", headers: { Origin: ORIGIN }, body: ofKib(385) })).status]).toEqual([path, 413]);
    }
    for (const path of ["/inductions/new", `${induction}/publish`, `${induction}/other`]) {
      expect([path, (await ask(path, { method: "POST", headers: { Origin: ORIGIN }, body: ofKib(65) })).status]).toEqual([path, 413]);
    }
  });

  it("passes with what a link in an e-mail carries, and with the cookies of twenty companies", async () => {
    expect((await query("utm_source=mail&utm_medium=e-mail&fbclid=x")()).status).toBe(200);
    expect((await send(site.path, { headers: { Cookie: Array.from({ length: 20 }, (_, number) => `__Host-device-${number}=${"x".repeat(500)}`).join("; ") } })).status).toBe(200);
    expect((await typed("application/x-www-form-urlencoded;charset=UTF-8")()).status).toBe(400);
  });
});

describe("a deployment", () => {
  const askThere = (url: string, init: RequestInit = {}) => ask(url, init, { APP_ORIGIN: "https://app.example" });

  it("answers at its own address, and leads there from its other names", async () => {
    expect((await askThere("https://app.example/log-in")).status).toBe(200);
    for (const other of ["http://app.example", "https://inductlite.account.workers.dev", "https://app.example:8443"]) {
      for (const method of ["GET", "HEAD"]) {
        const response = await askThere(`${other}/log-in?next=/sites`, { method });
        expect([other, response.status, response.headers.get("Location")]).toEqual([other, 308, "https://app.example/log-in?next=/sites"]);
      }
    }
    expect((await askThere("https://inductlite.account.workers.dev//elsewhere.example/")).headers.get("Location")).toBe("https://app.example//elsewhere.example/");
  });

  it("takes no change under another name, not even from a page that it showed there", async () => {
    const form = (origin: string) => askThere(`${origin}/log-out`, { method: "POST", body: new URLSearchParams(), headers: { Origin: origin } });
    expect((await form("https://inductlite.account.workers.dev")).status).toBe(421);
    expect((await form("https://app.example")).status).toBe(303);
  });

  it("says under any name whether it lives", async () => {
    expect((await askThere("http://10.0.0.1/live")).status).toBe(200);
  });

  it("asks a browser to fetch nothing over plain http", async () => {
    expect((await askThere("https://app.example/log-in")).headers.get("Content-Security-Policy")).toContain("; upgrade-insecure-requests");
    expect((await send("/log-in")).headers.get("Content-Security-Policy")).not.toContain("upgrade-insecure-requests");
  });

  it("that was set up wrongly shows nobody how", async () => {
    const response = await ask("/dashboard", {}, { DATABASE_URL: "mysql://root:hunter2@db" });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: "INTERNAL", requestId: response.headers.get("X-Request-Id") });
  });
});

describe("an address with a day or an instant that no calendar of ours has", () => {
  it.each(["/history?from=0000-01-01", "/history?to=0000-01-01", "/history?from=2026-02-30", "/history?older=0000-01-01T00:00:00.000Z_01a20785-d2d1-783b-84c1-8f2ed7eaf796"])("%s is no 5xx", async (path) => {
    expect((await send(path, { headers: { Cookie: cookie } })).status).toBeLessThan(500);
  });
});

describe("a stranger", () => {
  it.each(["/dashboard", "/register", "/history", "/exports", "/sites"])("is led from %s to the log-in page", async (path) => {
    const response = await send(path);
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toBe(`/log-in?next=${encodeURIComponent(path)}`);
  });

  it("can't use a cookie that was tampered with", async () => {
    const response = await send("/dashboard", { headers: { Cookie: `${cookie.slice(0, -4)}AAAA` } });
    expect(response.status).toBe(302);
  });

  it("gets no file, whatever the token: a program 401, a person the log-in page", async () => {
    expect((await send(`/files/${randomText(40)}`)).status).toBe(401);
    const person = await send(`/files/${randomText(40)}`, { headers: { Accept: "text/html" } });
    expect(person.headers.get("Location")).toBe("/log-in?ended=1&next=/exports");
  });

  it("is led back, after logging in, to what they asked for with its filters", async () => {
    for (const path of ["/history?_data=routes%2Fhistory%2Froute&search=hemi", "/history?search=hemi"]) {
      expect(decodeURIComponent((await send(path)).headers.get("Location") ?? (await send(path)).headers.get("X-Remix-Redirect") ?? "")).toBe("/log-in?next=/history?search=hemi");
    }
  });
});
