import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeRegisterContext } from "#worker/context.ts";
import { readRegister } from "#worker/domain/visit/live-register.ts";
import type { DomainError } from "#worker/errors.ts";
import { redirectLog } from "#worker/log.ts";
import { enlistRegister } from "#worker/store/register.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, somebody, type MadeCompany, type MadeMember, type MadeSite } from "#worker/testing/factories.ts";
import { comeIn, leave, objectOf, openSocket, untilObjectHas, watch } from "#worker/testing/watching.ts";

let company: MadeCompany;
let here: MadeSite;
let there: MadeSite;
let admin: MadeMember;

beforeEach(async () => {
  company = await makeCompany(2);
  [here, there] = company.sites as [MadeSite, MadeSite];
  admin = await makeMember(company, "admin");
});

describe("the object of a site", () => {
  it("reads nothing, and keeps nothing, until somebody watches", async () => {
    await comeIn(here);
    expect(await objectOf(here).state()).toMatchObject({ number: null, people: [] });
  });

  it("takes the next number, ignores an older one, and after a gap reads the whole register", async () => {
    const page = await watch(here, admin);
    const { who, visitId } = await comeIn(here);
    await page.untilTold(2);
    expect(page.told[1]).toMatchObject({ since: 0, number: 1, onSite: 1, left: [], joined: [{ id: visitId, employer: who.employer, visitorType: "contractor", number: 1 }] });
    await objectOf(here).apply([{ siteId: here.siteId, number: 1, left: visitId }]);
    expect((await objectOf(here).state()).people).toHaveLength(1);
    // As if nobody had told it of the first.
    await runInDurableObject(objectOf(here), (_object, { storage }) => {
      storage.sql.exec("update known set value = 0 where name = 'number'");
      storage.sql.exec("delete from present");
    });
    const second = await comeIn(here);
    await untilObjectHas(here, 2);
    expect((await objectOf(here).state()).people.map(({ id }) => id)).toEqual([visitId, second.visitId]);
  });

  it("sorts what arrives in another order, without reading again", async () => {
    await watch(here, admin);
    const person = { ...somebody(), signedInAt: new Date().toISOString() };
    const change = (number: number) => ({ siteId: here.siteId, number, joined: { ...person, id: uuidv7(), number } });
    await Promise.all([objectOf(here).apply([change(3)]), objectOf(here).apply([change(2)]), objectOf(here).apply([change(1)])]);
    // The database knows of none of them: a read would have found nobody.
    expect(await objectOf(here).state()).toMatchObject({ number: 3, people: [{ number: 1 }, { number: 2 }, { number: 3 }] });
  });

  it("knows after it was evicted what it knew before, its sockets too", async () => {
    const page = await watch(here, admin);
    const { visitId } = await comeIn(here);
    await page.untilTold(2);
    const before = await objectOf(here).state();
    await evictDurableObject(objectOf(here));
    expect(await objectOf(here).state()).toEqual(before);
    const { signOutToken } = await comeIn(here);
    await leave(signOutToken);
    await vi.waitFor(() => expect(page.told.at(-1)).toMatchObject({ number: 3, onSite: 1 }));
    expect(page.told.flatMap(({ left }) => left)).not.toContain(visitId);
  });

  it("is let in by its own secret alone, to its own site alone, and a visitor's link brings none", async () => {
    await watch(here, admin);
    const refused = async (readerHash: Uint8Array) => readRegister(makeRegisterContext(makeRequest(), readerHash)).catch((error: unknown) => (error as DomainError).code);
    const mine = new Uint8Array(await objectOf(here).reader());
    expect(await refused(mine)).toEqual({ number: 0, people: [] });
    expect(await refused(new Uint8Array(32))).toBe("NOT_FOUND");
    expect(await refused(new Uint8Array(await objectOf(there).reader()))).toBe("NOT_FOUND");
    const foreign = crypto.getRandomValues(new Uint8Array(32));
    // A link that hangs at the gate opens nobody's register, watched or not.
    for (const site of [here, there]) await expect(enlistRegister(makeVisitor(site).openStore("visit.sign-in"), site.siteId, foreign)).rejects.toThrow();
    expect(await refused(foreign)).toBe("NOT_FOUND");
  });
});

describe("a page that watches", () => {
  it("is told nothing but number and count when it shows the newest, what it missed when it shows an older one, and to load itself when that is too long ago", async () => {
    await watch(here, admin);
    const { signOutToken, visitId } = await comeIn(here);
    await comeIn(here);
    await leave(signOutToken);
    await untilObjectHas(here, 3);
    expect((await watch(here, admin, 3)).told).toEqual([{ since: 3, number: 3, joined: [], left: [], onSite: 1, at: expect.any(String) as string }]);
    expect((await watch(here, admin, 2)).told).toMatchObject([{ since: 2, number: 3, joined: [], left: [visitId], onSite: 1 }]);
    expect((await watch(here, admin, 1)).told).toMatchObject([{ since: 1, joined: [{ number: 2 }], left: [visitId] }]);
    expect((await watch(here, admin)).told).toMatchObject([{ number: 3, joined: [], left: [], reload: true }]);
  });

  it("is told to load itself when there is more to say than fits into 14 KB", async () => {
    const page = await watch(here, admin);
    const long = { employer: "Ō".repeat(100), phone: "+64211234567", visitorType: "contractor" as const, signedInAt: new Date().toISOString() };
    await objectOf(here).apply(Array.from({ length: 60 }, (_, index) => ({ siteId: here.siteId, number: index + 1, joined: { ...long, name: `Hēmi ${index}`, id: uuidv7(), number: index + 1 } })));
    await page.untilTold(2);
    expect(page.told[1]).toEqual({ since: 0, number: 60, joined: [], left: [], onSite: 60, at: expect.any(String) as string, reload: true });
  });

  it("may say ping, which is answered, and nothing else, which ends it", async () => {
    const page = await watch(here, admin);
    page.socket.send("ping");
    await vi.waitFor(() => expect(page.other).toEqual(["pong"]));
    page.socket.send(JSON.stringify({ number: 1 }));
    await page.untilClosed(1008);
  });

  it("is closed at the next proof when its session has ended or its member sees the site no more, and others are not", async () => {
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const disabled = await makeMember(company, "viewer");
    const revoked = await makeMember(company, "viewer");
    const [stays, moved, out, ended] = await Promise.all([admin, manager, disabled, revoked].map((member) => watch(here, member)));
    await asOwner()`update member_site set site_id = ${there.siteId} where member_id = ${manager.claims.memberId}`;
    await asOwner()`update member set disabled_at = now() where id = ${disabled.claims.memberId}`;
    await asOwner()`update session set revoked_at = now() where id = ${revoked.sessionId}`;
    expect(await runDurableObjectAlarm(objectOf(here))).toBe(true);
    for (const page of [moved, out, ended]) await page?.untilClosed(4401);
    await stays?.untilTold(2);
    expect(stays?.end.code).toBe(0);
    expect(stays?.told.at(-1)).toMatchObject({ joined: [], left: [], onSite: 0 });
  });

  it("learns at the next proof what nobody told the object", async () => {
    const page = await watch(here, admin);
    await asOwner()`update site_register set number = 7 where site_id = ${here.siteId}`;
    await runDurableObjectAlarm(objectOf(here));
    await vi.waitFor(() => expect(page.told.at(-1)?.number).toBe(7));
  });

  it("finds no more proofs asked for once nobody watches", async () => {
    const page = await watch(here, admin);
    page.socket.close();
    await vi.waitFor(async () => expect(await runInDurableObject(objectOf(here), (_object, state) => state.getWebSockets().length)).toBe(0));
    await runDurableObjectAlarm(objectOf(here));
    expect(await runDurableObjectAlarm(objectOf(here))).toBe(false);
  });

  it("is refused without a session, without its site, from elsewhere and by another company, and told nothing of why", async () => {
    const stranger = await makeMember(await makeCompany(), "owner");
    const manager = await makeMember(company, "site_manager", [there.siteId]);
    const statusOf = async (answer: Promise<Response>) => (await answer).status;
    expect(await statusOf(openSocket(here, stranger))).toBe(404);
    expect(await statusOf(openSocket(here, manager))).toBe(404);
    expect(await statusOf(openSocket({ ...here, siteId: uuidv7() }, admin))).toBe(404);
    expect(await statusOf(openSocket({ ...here, siteId: "nothing" }, admin))).toBe(404);
    expect(await statusOf(openSocket(here, admin, { headers: { Origin: "https://elsewhere.example" } }))).toBe(403);
    expect(await statusOf(openSocket(here, admin, { headers: { Cookie: "" } }))).toBe(401);
    await asOwner()`update session set revoked_at = now() where id = ${admin.sessionId}`;
    expect(await statusOf(openSocket(here, admin))).toBe(401);
  });

  it("is one of 200 at a site, and the next is told to come later", async () => {
    await watch(here, admin);
    await runInDurableObject(objectOf(here), (_object, state) => {
      for (let open = 1; open < 200; open += 1) {
        const { 1: server } = new WebSocketPair();
        state.acceptWebSocket(server);
        server.serializeAttachment({ sessionId: admin.sessionId, memberId: admin.claims.memberId, untilMs: Date.now() + 60_000 });
      }
    });
    const { status, headers } = await openSocket(here, admin);
    expect([status, headers.get("Retry-After")]).toEqual([429, "30"]);
    await runInDurableObject(objectOf(here), (_object, state) => void state.getWebSockets().at(-1)?.close());
    await watch(here, admin);
  });
});

describe("what is committed", () => {
  it("stands, and is answered, when the object can't be told", async () => {
    const lines: string[] = [];
    const restore = redirectLog((line) => lines.push(line));
    const broken = vi.spyOn(env.SITE_REGISTER, "get").mockImplementation(() => { throw new Error("away"); });
    try {
      const { visitId } = await comeIn(here);
      expect(await asOwner()`select register_number from visit where id = ${visitId}`).toEqual([{ register_number: "1" }]);
      await vi.waitFor(() => expect(lines.join()).toContain("register.untold"));
    } finally {
      broken.mockRestore();
      restore();
    }
  });
});
