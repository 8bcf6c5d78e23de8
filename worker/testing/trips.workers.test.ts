/** How many round trips to the database each request costs, counted from the log and, beside it, at the endpoint itself. */
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeDownloadToken } from "#worker/domain/export/download.ts";
import { sign } from "#worker/crypto/signed.ts";
import { announceSiteChange, siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { writeInductionToken } from "#worker/http/induction-token.ts";
import { writeDevice, writeSession } from "#worker/http/session-cookie.ts";
import { exportFileKey } from "#worker/store/files.ts";
import { redirectLog } from "#worker/log.ts";
import { gateAssetPath, makeAsset } from "./cases/asset.ts";
import { makeEntryWithPhoto } from "./cases/entry.ts";
import { makeNotice } from "./cases/notice.ts";
import { makeLive, makeTemplate } from "./cases/induction.ts";
import { inductionPath } from "./cases/public-routes.ts";
import { asOwner, testSchema } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, randomAddress, somebody, type MadeCompany } from "./factories.ts";
import { idOf } from "./induction.ts";
import { makeEntry } from "./world.ts";
import { listRoutes } from "./routes.ts";
import type { Case, Sent } from "./trip-case.ts";
import { ENTRANCE } from "./trip-entrance.ts";
import { AUDIT } from "./trip-audit.ts";
import { BOOKINGS } from "./trip-bookings.ts";
import { GATE_RULES } from "./trip-gate-rules.ts";
import { IDENTITY } from "./trip-identity.ts";
import { INDUCTIONS } from "./trip-inductions.ts";
import { PRIVACY } from "./trip-privacy.ts";

const ORIGIN = "http://localhost:8787";

type Admin = Awaited<ReturnType<typeof makeMember>>;
let company: MadeCompany;
let admin: Admin;
let session: string;

beforeAll(async () => {
  company = await makeCompany();
  admin = await makeMember(company, "admin");
  session = cookieOf(await writeSession(makeRequest(), admin.claims));
  await (await exports.default.fetch(`${ORIGIN}${company.sites[0].path}`)).text();
});

const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

/** The company's site, whose page was looked at a moment ago. */
async function warmPath(): Promise<string> {
  const { path } = company.sites[0];
  await (await exports.default.fetch(`${ORIGIN}${path}`)).text();
  return path;
}

const formKey = (visitId = uuidv7()) => {
  const { settings, now } = makeRequest();
  return sign(settings.signingKeys, "sign-in-form", { vis: visitId, sit: company.sites[0].siteId }, now, 600);
};

async function signInForm(): Promise<Record<string, string>> {
  const { name, phone, visitorType, employer } = somebody();
  return { name, phone, visitorType, employer, formKey: await formKey() };
}

/** An employee at a site that has an induction for employees; its gate has just been told. */
async function inductedForm(): Promise<Sent> {
  const [site] = (await makeCompany()).sites;
  await makeMember({ companyId: site.companyId, sites: [site] }, "admin");
  await makeLive(site);
  await announceSiteChange(env, site.code);
  const { settings, now } = makeRequest();
  const key = await sign(settings.signingKeys, "sign-in-form", { vis: uuidv7(), sit: site.siteId }, now, 600);
  return { path: site.path, form: { ...(await signInForm()), visitorType: "employee", formKey: key } };
}

/** The address of an attempt that the site's object has no more; whether a visit came of it is asked. */
async function overPath(): Promise<Sent> {
  const visit = { visitId: uuidv7(), link: company.sites[0].path.slice("/s/".length), keyId: makeRequest().settings.signingKeys[0]?.id ?? "" };
  return { path: `/i/${await writeInductionToken(makeRequest(), visit)}` };
}

/** Somebody signed in at the company's site. */
async function makeVisit() {
  const prepared = prepare();
  await signIn(makeVisitor(company.sites[0]), { ...somebody(), prepared });
  return prepared;
}

/** The company's site with somebody on it. */
async function makeVisited() {
  await makeVisit();
  return company.sites[0];
}

async function deviceOf(visitId: string): Promise<string> {
  const request = makeRequest();
  return cookieOf(await writeDevice(request, company.companyId, { visitId, keyId: request.settings.signingKeys[0]?.id ?? "" }, []));
}

async function closedSite(): Promise<{ path: string; cookie: string }> {
  const closing = await makeCompany();
  const [site] = closing.sites;
  const prepared = prepare();
  await signIn(makeVisitor(site), { ...somebody(), prepared });
  await asOwner()`update site set closed_at = now() where id = ${site.siteId}`;
  await announceSiteChange(env, site.code);
  await siteGateOf(env, site.code).snapshot(site.code);
  const request = makeRequest();
  const visit = { visitId: prepared.visitId, keyId: request.settings.signingKeys[0]?.id ?? "" };
  return { path: site.path, cookie: cookieOf(await writeDevice(request, closing.companyId, visit, [])) };
}

async function makeExport(state: "queued" | "done"): Promise<string> {
  const id = uuidv7();
  const key = exportFileKey(company.companyId, id, 1);
  if (state === "done") await env.FILES.put(`${env.RUN_ID}/${key}`, "Site\r\n");
  await asOwner()`insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at, state, file_key, file_bytes, rows_written, fencing)
    values (${company.companyId}, ${id}, ${admin.claims.memberId}, '2026-01-01', '2026-02-01', 'csv', now(), ${state}, ${state === "done" ? key : null}, ${state === "done" ? 6 : null}, 0, 1)`;
  return id;
}

const makeFile = async (): Promise<string> => makeDownloadToken(admin, await makeExport("done"));

const office = (path: string): Case[] => [
  { when: "a member looks", trips: 1, status: 200, send: () => ({ path, cookie: session }) },
  { when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path }) },
];
/** The cookie of an admin who has become a viewer since. */
async function ofChangedRole(): Promise<string> {
  const { claims } = await makeMember(company, "admin");
  await asOwner()`update member set role = 'viewer', version = version + 1 where company_id = ${company.companyId} and id = ${claims.memberId}`;
  return cookieOf(await writeSession(makeRequest(), claims));
}
const ofSession = async (): Promise<string> => cookieOf(await writeSession(makeRequest(), (await makeMember(company, "admin")).claims));

/** Every route with every kind of request to it. A route that is missing here fails the test below. */
const CASES: Record<string, Case[]> = {
  "GET /": [{ when: "anybody", trips: 0, because: "it only leads to the dashboard", status: 302, send: () => ({ path: "/", cookie: session }) }],
  "GET /s/:link": [
    { when: "a stranger on a warm site", trips: 0, because: "the site's object keeps what the page shows", status: 200, send: async () => ({ path: await warmPath() }) },
    { when: "the first look at a site", trips: 0, ofObject: 1, because: "the site's object reads the site once", status: 200, send: async () => ({ path: (await makeCompany()).sites[0].path }) },
    { when: "a phone that comes again", trips: 1, status: 200, send: async () => ({ path: company.sites[0].path, cookie: await deviceOf((await makeVisit()).visitId) }) },
    { when: "a phone whose site has closed since", trips: 1, status: 302, send: closedSite },
    { when: "no link at all", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/s/nothing" }) },
  ],
  "POST /s/:link": [
    { when: "a sign-in", trips: 1, status: 303, send: async () => ({ path: await warmPath(), form: await signInForm() }) },
    { when: "one tap of a phone that comes again", trips: 1, status: 303, send: async () => ({ path: company.sites[0].path, form: { again: "1", formKey: await formKey() }, cookie: await deviceOf((await makeVisit()).visitId) }) },
    { when: "a kind of visitor that does an induction first", trips: 0, ofObject: 1, because: "the site's object keeps who is doing one, and reads a version once", status: 303, send: inductedForm },
    { when: "wrong input", trips: 0, because: "refused before the database is asked", status: 400, send: async () => ({ path: await warmPath(), form: { ...(await signInForm()), phone: "12" } }) },
    { when: "a stale form", trips: 0, because: "refused before the database is asked", status: 400, send: async () => ({ path: await warmPath(), form: { ...(await signInForm()), formKey: "old" } }) },
    { when: "another site's form", trips: 0, because: "refused at the door", status: 403, send: async () => ({ path: await warmPath(), form: await signInForm(), headers: { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" } }) },
  ],
  "GET /i/:token": [
    { when: "a step", trips: 0, because: "the site's object keeps the induction and what was answered", status: 200, send: async () => ({ path: await inductionPath({ site: company.sites[0] }) }) },
    { when: "an induction that is over", trips: 1, status: 303, send: () => overPath() },
    { when: "a token that is none", trips: 0, because: "it is not signed by us", status: 404, send: () => ({ path: "/i/nothing" }) },
  ],
  "POST /i/:token": [
    { when: "the last step, which signs in", trips: 1, status: 303, send: async () => ({ path: await inductionPath({ site: company.sites[0] }), form: { step: "1", [idOf("q1")]: "ticked" } }) },
    { when: "another language", trips: 0, because: "the site's object keeps it", status: 303, send: async () => ({ path: await inductionPath({ site: company.sites[0] }), form: { intent: "language", step: "1", language: "en" } }) },
    { when: "a step that lacks an answer", trips: 0, because: "refused before the database is asked", status: 400, send: async () => ({ path: await inductionPath({ site: company.sites[0] }), form: { step: "1" } }) },
  ],
  "GET /v/:token": [
    { when: "the visitor's page", trips: 1, status: 200, send: async () => ({ path: `/v/${(await makeVisit()).signOutToken}` }) },
    { when: "the page of somebody who waits", trips: 1, status: 200, send: async () => ({ path: `/v/${(await makeEntry(company.sites[0])).signOutToken}` }) },
    { when: "a token that cannot be one", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/v/nothing" }) },
  ],
  "POST /v/:token": [{ when: "a sign-out", trips: 1, status: 303, send: async () => ({ path: `/v/${(await makeVisit()).signOutToken}`, form: {} }) }],
  ...PRIVACY,
  "GET /i/:token/:id": [{ when: "a picture of the induction", trips: 0, because: "the site's object says whether the induction shows it", status: 200, send: async () => ({ path: await gateAssetPath(company.sites[0]) }) }],
  "GET /uploads/:id/file": [
    { when: "a picture that the office looks at", trips: 1, status: 200, send: async () => ({ path: `/uploads/${await makeAsset(company.sites[0])}/file`, cookie: session }) },
    { when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: `/uploads/${uuidv7()}/file`, headers: { Accept: "text/html" } }) },
  ],
  "POST /uploads": [{ when: "a picture is to be sent", trips: 1, status: 200, send: async () => ({ path: "/uploads", form: { templateId: await makeTemplate(company.sites[0]), name: "map.png", mediaType: "image/png", bytes: "70" }, cookie: session }) }],
  "POST /uploads/:token": [{ when: "no file at all", trips: 0, because: "refused before the database is asked", status: 400, send: () => ({ path: "/uploads/x", form: { file: "" }, cookie: session }) }],
  "GET /approvals": office("/approvals"),
  "GET /approvals/:id": [{ when: "somebody waits", trips: 1, status: 200, send: async () => ({ path: `/approvals/${(await makeEntry(company.sites[0])).visitId}`, cookie: session }) }],
  "GET /approvals/:id/photos/:blockId": [
    {
      when: "a member looks", trips: 1, status: 200,
      send: async () => {
        const { id, blockId } = await makeEntryWithPhoto(company.sites[0]);
        return { path: `/approvals/${id}/photos/${blockId}`, cookie: session };
      },
    },
    { when: "a stranger", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: `/approvals/${uuidv7()}/photos/q1zzzzzz` }) },
  ],
  "POST /approvals/:id": [
    { when: "a yes", trips: 1, status: 303, send: async () => ({ path: `/approvals/${(await makeEntry(company.sites[0])).visitId}`, form: { decision: "approve", note: "" }, cookie: session }) },
    { when: "neither", trips: 1, status: 400, send: async () => ({ path: `/approvals/${(await makeEntry(company.sites[0])).visitId}`, form: { decision: "", note: "" }, cookie: session }) },
  ],
  "GET /board": office("/board"),
  "GET /board/new": office("/board/new"),
  "POST /board": [{ when: "something is taken down", trips: 1, ofObject: 1, because: "the site's object reads the site again, so that the gate knows at once", status: 303, send: async () => ({ path: "/board", form: { noticeId: await makeNotice(company.sites[0]) }, cookie: session }) }],
  "POST /board/new": [
    { when: "something is put up", trips: 1, ofObject: 1, because: "the site's object reads the site again, so that the gate knows at once", status: 303, send: () => ({ path: "/board/new", form: { noticeId: uuidv7(), siteId: company.sites[0].siteId, what: "notice", title: "Parking is behind the shed", text: "", fromOn: "2026-01-01", toOn: "" }, cookie: session }) },
    { when: "no words", trips: 1, status: 400, send: () => ({ path: "/board/new", form: { noticeId: uuidv7(), siteId: "", what: "notice", title: "", text: "", fromOn: "2026-01-01", toOn: "" }, cookie: session }) },
  ],
  ...ENTRANCE,
  ...IDENTITY,
  ...AUDIT,
  ...INDUCTIONS,
  ...GATE_RULES,
  ...BOOKINGS,
  "GET /log-out": [{ when: "anybody", trips: 0, because: "a link ends no session: it leads to the dashboard", status: 302, send: () => ({ path: "/log-out", cookie: session }) }],
  "POST /log-out": [
    { when: "a log-out", trips: 1, status: 303, send: async () => ({ path: "/log-out", form: {}, cookie: await ofSession() }) },
    { when: "a stranger", trips: 0, because: "there is no session to end", status: 303, send: () => ({ path: "/log-out", form: {} }) },
  ],
  "GET /exports/:id/file": [
    { when: "a finished export", trips: 1, status: 302, send: async () => ({ path: `/exports/${await makeExport("done")}/file`, cookie: session }) },
    { when: "one that is not ready", trips: 1, status: 404, send: async () => ({ path: `/exports/${await makeExport("queued")}/file`, cookie: session }) },
    { when: "a stranger", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: `/exports/${uuidv7()}/file` }) },
  ],
  "GET /files/:token": [
    { when: "a download", trips: 1, status: 200, send: async () => ({ path: `/files/${await makeFile()}`, cookie: session }) },
    { when: "a stranger", trips: 0, because: "there is no session to ask about", status: 302, send: async () => ({ path: `/files/${await makeFile()}` }) },
    { when: "a token that was made up", trips: 0, because: "its signature is wrong", status: 404, send: () => ({ path: "/files/nothing", cookie: session }) },
  ],
  "GET /dashboard": [
    ...office("/dashboard"),
    { when: "a member whose role has changed", trips: 1, status: 200, send: async () => ({ path: "/dashboard", cookie: await ofChangedRole() }) },
    { when: "their script for the page inside the old frame", trips: 1, status: 204, send: async () => ({ path: "/dashboard?_data=routes/dashboard/route", cookie: await ofChangedRole() }) },
    { when: "script for the frame", trips: 0, because: "the cookie says it all", status: 200, send: () => ({ path: "/dashboard?_data=routes/office/route", cookie: session }) },
    {
      when: "a session that was revoked",
      trips: 1,
      status: 302,
      send: async () => {
        const member = await makeMember(company, "admin");
        await asOwner()`update session set revoked_at = now() where id = ${member.sessionId}`;
        return { path: "/dashboard", cookie: cookieOf(await writeSession(makeRequest(), member.claims)) };
      },
    },
  ],
  "GET /register": [...office("/register"), { when: "a search that is too long", trips: 1, status: 400, send: () => ({ path: `/register?search=${"x".repeat(101)}`, cookie: session }) }],
  "GET /register/live": [
    { when: "a page begins to watch", trips: 1, ofObject: 1, because: "the site's object reads the register once", status: 101, send: async () => ({ path: `/register/live?site=${(await makeVisited()).siteId}`, cookie: session, headers: { Upgrade: "websocket", Origin: ORIGIN } }) },
    { when: "a look without a socket", trips: 0, because: "there is nothing to see", status: 426, send: () => ({ path: `/register/live?site=${company.sites[0].siteId}`, cookie: session }) },
    { when: "a stranger", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: `/register/live?site=${company.sites[0].siteId}` }) },
  ],
  "POST /register": [{ when: "somebody left", trips: 1, status: 303, send: async () => ({ path: "/register", form: { id: (await makeVisit()).visitId }, cookie: session }) }],
  "GET /history": [...office("/history"), { when: "a search", trips: 1, status: 200, send: () => ({ path: "/history?search=hemi+tui", cookie: session }) }],
  "GET /exports": office("/exports"),
  "POST /exports": [
    { when: "a request", trips: 1, status: 303, send: () => ({ path: "/exports", form: { siteId: "", fromOn: "2026-01-01", toOn: "2026-02-01" }, cookie: session }) },
    { when: "wrong days, and the page again", trips: 1, status: 400, send: () => ({ path: "/exports", form: { siteId: "", fromOn: "2026-02-01", toOn: "2026-01-01" }, cookie: session }) },
  ],
  "GET /sites": office("/sites"),
  "GET /sites/new": office("/sites/new"),
  "POST /sites/new": [
    { when: "a site is made", trips: 1, status: 303, send: () => ({ path: "/sites/new", cookie: session, form: { siteId: uuidv7(), name: "Depot", address: "1 Kōwhai Road", timeZone: "Pacific/Auckland" } }) },
    { when: "a name is missing, and the page again", trips: 1, status: 400, send: () => ({ path: "/sites/new", cookie: session, form: { siteId: uuidv7(), name: "", address: "1 Kōwhai Road", timeZone: "Pacific/Auckland" } }) },
  ],
  "GET /sites/:id/edit": [
    { when: "a member looks", trips: 1, status: 200, send: () => ({ path: `/sites/${company.sites[0].siteId}/edit`, cookie: session }) },
    { when: "a site of another company", trips: 1, status: 404, send: async () => ({ path: `/sites/${(await makeCompany()).sites[0].siteId}/edit`, cookie: session }) },
  ],
  "POST /sites/:id/edit": [
    {
      when: "a site of another company", trips: 1, status: 404,
      send: async () => ({ path: `/sites/${(await makeCompany()).sites[0].siteId}/edit`, cookie: session, form: { version: "1", name: "Mine", address: "Here", timeZone: "Pacific/Auckland" } }),
    },
  ],
  "POST /sites": [
    {
      when: "a site is closed",
      trips: 1,
      ofObject: 1,
      because: "the site's object reads the site again, so that the gate knows at once",
      status: 303,
      send: async () => {
        const made = await makeCompany();
        const member = await makeMember(made, "admin");
        return { path: "/sites", form: { intent: "close", siteId: made.sites[0].siteId, seenLinkId: "" }, cookie: cookieOf(await writeSession(makeRequest(), member.claims)) };
      },
    },
    { when: "a site of another company", trips: 1, status: 303, send: async () => ({ path: "/sites", form: { intent: "close", siteId: (await makeCompany()).sites[0].siteId, seenLinkId: "" }, cookie: session }) },
  ],
  "GET /live": [{ when: "anybody", trips: 0, because: "it says that the Worker runs, whatever the database does", status: 200, send: () => ({ path: "/live" }) }],
  "GET /health": [
    {
      when: "anybody",
      trips: 1,
      status: 200,
      send: () => {
        // Another file of this test worker may just have asked, and the answer is kept: this one asks ten seconds later.
        const laterMs = Date.now() + 10_000;
        vi.spyOn(Date, "now").mockReturnValue(laterMs);
        return { path: "/health" };
      },
    },
    { when: "anybody within five seconds of that", trips: 0, because: "the answer is kept, so that asking often makes no load", status: 200, send: () => ({ path: "/health" }) },
  ],
};

/** The requests at the endpoint that came from the application's login. */
function countAtEndpoint(): () => number {
  const user = new URL(testSchema.appUrl).username;
  const fetched = vi.spyOn(globalThis, "fetch");
  return () =>
    fetched.mock.calls.filter(([address, init]) => {
      if (address !== env.NEON_HTTP_URL) return false;
      return new URL(new Headers(init?.headers).get("Neon-Connection-String") ?? "postgres://nobody@x").username === user;
    }).length;
}

/** Sends the request and reads the whole answer. Gives its status and both counts. */
async function count({ path, form, cookie, headers }: Sent, ofObject: number) {
  const lines: { event: string; databaseTrips: number }[] = [];
  const restoreLog = redirectLog((line) => lines.push(JSON.parse(line) as (typeof lines)[number]));
  const atEndpoint = countAtEndpoint();
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method: form ? "POST" : "GET",
    redirect: "manual",
    headers: {
      Host: new URL(ORIGIN).host,
      Accept: "text/html",
      "CF-Connecting-IP": randomAddress(),
      ...(form ? { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" } : {}),
      ...(cookie ? { Cookie: cookie } : {}),
      ...headers,
    },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  await response.text();
  // What the object does for an answer that is out already is waited for, so that the next case counts none of it.
  if (ofObject > 0) await vi.waitFor(() => expect(atEndpoint()).toBeGreaterThanOrEqual(ofObject + (lines.find(({ event }) => event === "request")?.databaseTrips ?? 0)));
  restoreLog();
  const failures = lines.filter(({ event }) => event === "request.failed");
  expect(failures).toEqual([]);
  const requests = lines.filter(({ event }) => event === "request");
  return { status: response.status, requests: requests.length, logged: requests[0]?.databaseTrips, atEndpoint: atEndpoint() };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a request costs one round trip to the database", () => {
  for (const [route, cases] of Object.entries(CASES)) {
    for (const { when, trips, because, ofObject = 0, status, send } of cases) {
      it(`${route}, ${when}: ${trips + ofObject}${because ? ` (${because})` : ""}`, async () => {
        const sent = await send();
        expect(await count(sent, ofObject)).toEqual({ status, requests: 1, logged: trips, atEndpoint: trips + ofObject });
      });
    }
  }

  it("has its reason where it costs none or more", () => {
    const silent = Object.values(CASES).flat().filter(({ trips, ofObject = 0, because }) => trips + ofObject !== 1 && !because);
    expect(silent).toEqual([]);
  });
});

it("counts the trips of every route there is", () => {
  expect(Object.keys(CASES).sort()).toEqual(listRoutes().map(({ method, path }) => `${method} ${path}`));
});
