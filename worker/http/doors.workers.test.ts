import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { redirectLog } from "#worker/log.ts";
import { makeCompany, makeMember, randomText, type MadeSite } from "#worker/testing/factories.ts";
import { writeSession } from "./session-cookie.ts";

const ORIGIN = "http://localhost:8787";

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
});

describe("the door", () => {
  it.each([
    ["another site's Origin", { Origin: "https://elsewhere.example" }],
    ["a null Origin", { Origin: "null" }],
    ["another site's fetch", { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" }],
    ["a sibling domain's fetch", { "Sec-Fetch-Site": "same-site" }],
    ["a session without any sign of a page of ours", { Cookie: "__Host-session=x" }],
  ])("refuses a post with %s", async (_what, headers) => {
    expect((await post("/log-out", {}, headers)).status).toBe(403);
    expect((await post(site.path, { name: "x" }, headers)).status).toBe(403);
  });

  it("lets a form of our own page through, told by either header", async () => {
    expect((await post(site.path, {}, { Origin: ORIGIN })).status).toBe(400);
    expect((await post(site.path, {}, { "Sec-Fetch-Site": "same-origin" })).status).toBe(400);
  });

  it.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("answers %s with 405 everywhere", async (method) => {
    expect((await send("/dashboard", { method, headers: { Origin: ORIGIN } })).status).toBe(405);
    expect((await send(site.path, { method, headers: { Origin: ORIGIN } })).status).toBe(405);
  });

  it("refuses a body and an address that are too long, with a sentence", async () => {
    const big = await post(site.path, { name: "x".repeat(70_000) });
    expect(big.status).toBe(413);
    expect(await big.json()).toMatchObject({ code: "TOO_LARGE", requestId: expect.any(String) as string });
    expect((await send(`/history?search=${"x".repeat(5_000)}`)).status).toBe(414);
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

describe("a form that no page of ours sends", () => {
  const visitor = `/v/${"x".repeat(43)}`;
  const FIELDS: Record<string, string> = { "/log-in": "email", "/register": "id", "/exports": "siteId", "/sites": "siteId", [visitor]: "", "/log-out": "" };
  const urlEncoded = { "Content-Type": "application/x-www-form-urlencoded" };
  const part = (name: string, value: string | File) => {
    const form = new FormData();
    form.append(name, value);
    return form;
  };
  const BODIES: [string, (field: string) => { body: BodyInit; headers?: Record<string, string> }][] = [
    ["a field that it does not have", () => ({ body: new URLSearchParams({ isAdmin: "1" }) })],
    ["a field twice", (field) => ({ body: new URLSearchParams([[field, "a"], [field, "b"]]) })],
    ["a file where a text is meant", (field) => ({ body: part(field, new File(["x"], "x.txt")) })],
    ["a NUL", (field) => ({ body: `${field}=a%00b`, headers: urlEncoded })],
    ["a multipart body that is none", () => ({ body: "--x\r\nnothing", headers: { "Content-Type": "multipart/form-data; boundary=x" } })],
    ["a multipart body without its boundary", () => ({ body: "x", headers: { "Content-Type": "multipart/form-data" } })],
  ];

  it.each(BODIES)("is refused with a sentence: %s", async (_what, make) => {
    for (const [path, field] of [...Object.entries(FIELDS), [site.path, "name"] as const]) {
      const { body, headers } = make(field);
      const response = await send(path, { method: "POST", body, headers: { Origin: ORIGIN, Accept: "text/html", Cookie: cookie, ...headers } });
      expect([path, response.status]).toEqual([path, 400]);
      expect(await response.text()).toContain("Open the page again, fill it in there and send it once more.");
    }
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
