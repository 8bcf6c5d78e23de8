/**
 * Every route, asked by everybody: in each role, as a stranger, with a session that has ended, with another company's ids, from another
 * site's page. The routes come from the routers' own lists: one without a case fails by its name.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { MEMBER_ROLES, may, type MemberRole, type Permission } from "#worker/permissions.ts";
import { ask, ORIGIN } from "./ask.ts";
import { OFFICE_ROUTES } from "./cases/office-routes.ts";
import { PUBLIC_ROUTES } from "./cases/public-routes.ts";
import { cookieOf, routeOf, type RouteCase, type Sent } from "./cases/route-case.ts";
import { OUTSIDERS, type Turned } from "./cases/visitors.ts";
import { asOwner } from "./database.ts";
import { expectUnchanged, keepWriteLog, readDigest } from "./digest.ts";
import { randomAddress } from "./factories.ts";
import { makeAt, type Called } from "./operation-calls.ts";
import { listRoutes } from "./routes.ts";
import { makeWorld, marksOf, marksOfSite, type World } from "./world.ts";

const CASES = { ...PUBLIC_ROUTES, ...OFFICE_ROUTES };
const routes = listRoutes();
const names = routes.map(({ method, path }) => `${method} ${path}`);
let [cells, crossed] = [0, 0];

keepWriteLog();

/** One request of somebody to a route; counted. */
async function cell(work: () => Promise<void> | void): Promise<void> {
  cells += 1;
  crossed += 1;
  await work();
  crossed -= 1;
}

interface Answer {
  status: number;
  location: string;
  cookies: string[];
  body: string;
  requestId: string;
}

const OURS = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };

function bodyOf({ form, file }: Pick<Sent, "form" | "file">): URLSearchParams | FormData | undefined {
  if (!file) return form && new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
  const parts = new FormData();
  parts.append("file", file);
  return parts;
}

/** Sends it with this session's cookie. `init` stands over what a browser would send. */
async function send({ path, cookie, ...content }: Sent, session: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  const cookies = [session, cookie].filter(Boolean).join("; ");
  const body = bodyOf(content);
  const { headers = body ? OURS : {}, ...rest } = init;
  const sent = body ? { method: "POST", body } : {};
  const response = await ask(path, { ...sent, ...rest, headers: { Accept: "text/html", "CF-Connecting-IP": randomAddress(), ...(cookies && { Cookie: cookies }), ...headers } });
  // Where script asks, it is told by a header where to go.
  const ledByScript = response.headers.get("X-Remix-Redirect");
  return { status: ledByScript ? 302 : response.status, location: ledByScript ?? response.headers.get("Location") ?? "", cookies: response.headers.getSetCookie(), body: new TextDecoder().decode(await response.arrayBuffer()), requestId: response.headers.get("X-Request-Id") ?? "" };
}

/** Holds that the answer has none of these in it, but for what was sent: a form that is shown again holds what was typed. */
function expectNone(answer: Answer, { path, form = {} }: Sent, marks: string[], about: string): void {
  const sent = path + JSON.stringify(form);
  expect(marks.filter((mark) => !sent.includes(mark) && (answer.body + answer.location).includes(mark)), about).toEqual([]);
}

/** Holds that the answer leads where it must, and tells nothing. */
function expectTurned(answer: Answer, turned: Turned, { strangerTo, isNoPage }: RouteCase, kind: string): void {
  const isRefused = turned === 403 || (turned === "account" && isNoPage);
  const to = { "log-in": strangerTo ?? /^\/log-in\?next=/, ended: strangerTo ?? /^\/log-in\?ended=1&next=/, account: /^\/account\?required=1$/, 403: /^$/ }[isRefused ? 403 : turned];
  expect([answer.status === 303 ? 302 : answer.status, answer.location], kind).toEqual([isRefused ? 403 : 302, expect.stringMatching(to)]);
  if (turned === "ended" && !strangerTo) expect(answer.cookies.join(), kind).toMatch(/__Host-session=;.*Max-Age=0/);
}

let world: World;
let other: World;
const worldsOf: Partial<Record<"company" | "suspended" | "strict", World>> = {};

beforeAll(async () => {
  const [suspended, strict] = [await makeWorld(), await makeWorld()];
  [world, other] = [await makeWorld(), await makeWorld()];
  Object.assign(worldsOf, { company: world, suspended, strict });
});

/** Both are so only while they are asked: what a case makes there, it makes in a company like any other. */
async function setHindrances(isSet: boolean): Promise<void> {
  const sql = asOwner();
  await sql`update company set suspended_at = case when ${isSet} then now() end where company_id = ${worldsOf.suspended?.company.companyId}`;
  await sql`update company set second_factor_required = ${isSet} where company_id = ${worldsOf.strict?.company.companyId}`;
}

/** Somebody new of this role, their cookie, and a right request of theirs. */
async function prepared(one: RouteCase, of: World, role: MemberRole): Promise<{ at: Called; sent: Sent; session: string }> {
  const at = await makeAt(of, role);
  return { at, sent: await one.send(at), session: await cookieOf(at.actor.claims) };
}

it("has a case for every route, and none for what is gone", () => {
  const listed = new Set(Object.keys(CASES).map(routeOf));
  expect(names.filter((name) => !listed.has(name))).toEqual([]);
  expect([...listed].filter((name) => !names.includes(name))).toEqual([]);
});

/** The door's own refusals, before any route is asked. */
const AT_THE_DOOR: { kind: string; status: number; of: "GET" | "POST"; init: Parameters<typeof send>[2] }[] = [
  { kind: "another site's page", status: 403, of: "POST", init: { headers: { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" } } },
  { kind: "another site's page in an old browser", status: 403, of: "POST", init: { headers: { Origin: "https://elsewhere.example" } } },
  { kind: "a session without an origin", status: 403, of: "POST", init: { headers: {} } },
  { kind: "a page that hides its origin", status: 403, of: "POST", init: { headers: { Origin: "null", "Sec-Fetch-Site": "same-origin" } } },
  { kind: "plain text", status: 415, of: "POST", init: { headers: { ...OURS, "Content-Type": "text/plain" } } },
  { kind: "JSON", status: 415, of: "POST", init: { headers: { ...OURS, "Content-Type": "application/json" } } },
  { kind: "another site that loads it into itself", status: 403, of: "GET", init: { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" } } },
  ...["PUT", "PATCH", "DELETE", "OPTIONS"].map((method) => ({ kind: `the method ${method}`, status: 405, of: "GET" as const, init: { method, headers: OURS } })),
];

for (const [name, one] of Object.entries(CASES)) {
  const [method, declared] = routeOf(name).split(" ") as ["GET" | "POST", string];
  const isLook = method === "GET";
  const isOfApi = /^\/(?:live|health|files|register\/live)\b|^\/uploads\/.*file$|^\/i\/:token\/:id|photos\/:blockId$/.test(declared);

  describe(name, () => {
    const isOpen = one.needs === "anyone";
    const permission: Permission | null = isOpen || one.needs === "cookie" ? null : (one.needs as Permission);
    const mayAsk = (role: MemberRole) => permission === null || may(role, permission);

    it("turns away whoever is not who it is for, and changes nothing", async () => {
      const doors = AT_THE_DOOR.filter(({ of }) => of === method);
      const atDoor = await prepared(one, world, "owner");
      const outsiders = isOpen ? [] : OUTSIDERS.filter(({ turned, but }) => (permission ? !but?.includes(permission) : turned === "log-in"));
      const asked: { outsider: (typeof OUTSIDERS)[number]; sent: Sent; session: string }[] = [];
      for (const outsider of outsiders) {
        const { at, sent } = await prepared(one, worldsOf[outsider.of] ?? world, "owner");
        asked.push({ outsider, sent, session: await outsider.cookie(at.actor) });
      }
      await setHindrances(true);
      try {
        const before = await readDigest();
        for (const { kind, status, init } of doors) {
          await cell(async () => expect((await send(atDoor.sent, atDoor.session, init)).status, kind).toBe(status));
        }
        for (const { outsider, sent, session } of asked) {
          await cell(async () => {
            const answer = await send(sent, session);
            expectTurned(answer, outsider.turned, one, outsider.kind);
            expectNone(answer, sent, marksOfSite((worldsOf[outsider.of] ?? world).here), outsider.kind);
          });
        }
        await expectUnchanged(before);
      } finally {
        await setHindrances(false);
      }
    });

    if (isLook && !names.includes(`POST ${declared}`)) it("takes no form", async () => {
      const { sent, session } = await prepared(one, world, "owner");
      const before = await readDigest();
      // An address of the API is one for its own method alone; the router says so on the console, outside production.
      const warned = vi.spyOn(console, "warn").mockReturnValue();
      await cell(async () => expect((await send({ ...sent, form: {} }, session)).status).toBe(isOfApi ? 404 : 405));
      warned.mockRestore();
      await expectUnchanged(before);
    });

    if (isOpen) it("answers everybody alike, whatever session they bring", async () => {
      const kinds: [kind: string, cookie: (at: Called) => Promise<string>, status: number][] = [
        ["a stranger", async () => "", one.ok],
        ...(isLook ? ([["an owner", ({ actor }) => cookieOf(actor.claims), one.withSession ?? one.ok]] as [string, (at: Called) => Promise<string>, number][]) : []),
        ...OUTSIDERS.filter(({ kind }) => /tampered|retired/.test(kind)).map(({ kind, cookie }): [string, (at: Called) => Promise<string>, number] => [kind, ({ actor }) => cookie(actor), one.ok]),
      ];
      for (const [kind, cookie, status] of kinds) {
        await cell(async () => {
          const { at, sent } = await prepared(one, world, "owner");
          const session = await cookie(at);
          const before = await readDigest();
          expect((await send(sent, session)).status, kind).toBe(status);
          if (isLook) await expectUnchanged(before, one.writes);
        });
      }
    });

    if (!isOpen) it("serves each role as the database has it, and notes whom it refuses", async () => {
      const comers: { about: string; role: MemberRole; isStale: boolean; at: Called; sent: Sent; session: string }[] = [];
      for (const role of MEMBER_ROLES) {
        // As they are; and with a cookie from before a change of role, which says the opposite.
        for (const cookieRole of [role, may(role, "site.change") ? ("viewer" as const) : ("owner" as const)]) {
          const { at, sent } = await prepared(one, world, role);
          const isStale = cookieRole !== role;
          const session = await cookieOf({ ...at.actor.claims, role: cookieRole, version: isStale ? 0 : 1 });
          comers.push({ about: `${role}, in the cookie ${cookieRole}`, role, isStale, at, sent, session });
        }
      }
      const before = await readDigest();
      for (const { about, at, sent, session } of comers.filter(({ role }) => !mayAsk(role))) {
        await cell(async () => expectRefusalNoted(await send(sent, session), sent, at, about));
      }
      await expectUnchanged(before, ["attempt", "audit_event", "audit_head"]);
      const beforeLooks = await readDigest();
      for (const { about, isStale, at, sent, session } of comers.filter(({ role }) => mayAsk(role))) {
        await cell(async () => {
          const answer = await send(sent, session);
          expect(answer.status, about).toBe(one.ok);
          if (isStale && permission) expect(answer.cookies.join(), about).toContain("__Host-session=");
          await one.after?.(at);
        });
      }
      if (isLook) await expectUnchanged(beforeLooks, one.writes);
    });

    async function expectRefusalNoted(answer: Answer, sent: Sent, { actor, site }: Called, about: string): Promise<void> {
      expect(answer.status, about).toBe(403);
      const events = await asOwner()`select action, actor_id, changes from audit_event where request_id = ${answer.requestId}`;
      expect(events, about).toEqual([{ action: "permission.refused", actor_id: actor.claims.memberId, changes: { permission } }]);
      expectNone(answer, sent, marksOfSite(site), about);
    }

    if (permission !== null && one.foreign !== null) it("gives another company's member nothing of this one, by its own ids", async () => {
      const ours = await prepared(one, world, "owner");
      const theirs = await makeAt(other, "owner");
      const before = await readDigest();
      await cell(async () => {
        const answer = await send(ours.sent, await cookieOf(theirs.actor.claims));
        expect(answer.status).toBe(one.foreign ?? one.ok);
        expectNone(answer, ours.sent, [...marksOf(world), ...marksOfSite(world.here)], "another company");
        await expectUnchanged(before, one.writes);
      });
    });

    const isOwn = /^(?:account|session)\./.test(permission ?? "");
    if (permission !== null && may("site_manager", permission) && one.foreign !== null && !isOwn) it("gives the manager of another site nothing of this one", async () => {
      const ours = await prepared(one, world, "admin");
      const manager = await makeAt({ ...world, here: world.there }, "site_manager");
      const before = await readDigest();
      await cell(async () => {
        const answer = await send(ours.sent, await cookieOf(manager.actor.claims));
        expect(answer.status).toBe(one.beyond ?? one.foreign ?? one.ok);
        expectNone(answer, ours.sent, marksOfSite(world.here), "the manager of another site");
        await expectUnchanged(before, one.writes);
      });
    });
  });
}

afterAll(() => {
  console.log(`every-route: ${names.length} routes × ${MEMBER_ROLES.length} roles (now and in an older cookie), ${OUTSIDERS.length} kinds of outsider, ${AT_THE_DOOR.length} refusals at the door, another company, another site = ${cells} cells, ${crossed} crossed`);
});
