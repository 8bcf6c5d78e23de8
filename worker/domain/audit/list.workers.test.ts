import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeVisitContext } from "#worker/context.ts";
import { closeSite } from "#worker/domain/site/close.ts";
import { reopenSite } from "#worker/domain/site/reopen.ts";
import { erasePerson } from "#worker/domain/person/erase.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import { keptSince, makeChain, makeChore, moveBack, tamper, verifyToEnd } from "#worker/testing/chains.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany, type MadeMember } from "#worker/testing/factories.ts";
import { archiveEvents } from "./archive.ts";
import { getEvent, getEvents } from "./list.ts";

let company: MadeCompany;
let owner: MadeMember;
let admin: MadeMember;
const visitor = somebody();
const prepared = prepare();

beforeAll(async () => {
  company = await makeCompany(2);
  owner = await makeMember(company, "owner", [], { name: "Mere Tawhai" });
  admin = await makeMember(company, "admin");
  const [first, second] = company.sites;
  await signIn(makeVisitor(first), { ...visitor, prepared });
  await closeSite(owner, env, { siteId: first.siteId });
  await reopenSite(admin, env, { siteId: first.siteId });
  await closeSite(owner, env, { siteId: second!.siteId });
  await signOut(makeVisitContext(makeRequest(), prepared.signOutToken), { signOutToken: prepared.signOutToken });
});

const numbers = async (filter: Parameters<typeof getEvents>[1]) => (await getEvents(owner, filter)).events.map(({ number }) => number);

describe("the log", () => {
  it("tells events with the names of who did them and to what, the latest first", async () => {
    const { events, members, archive, checkpoint } = await getEvents(owner, {});
    expect(events.map(({ number, action, actorKind, actorName, subjectName, siteName }) => [number, action, actorKind, actorName, subjectName, siteName])).toEqual([
      [5, "visit.signed-out", "visit", null, visitor.name, company.sites[0].name],
      [4, "site.closed", "member", "Mere Tawhai", company.sites[1]?.name, company.sites[1]?.name],
      [3, "site.reopened", "member", "Test Member", company.sites[0].name, company.sites[0].name],
      [2, "site.closed", "member", "Mere Tawhai", company.sites[0].name, company.sites[0].name],
      [1, "visit.signed-in", "site_link", null, visitor.name, company.sites[0].name],
    ]);
    expect(members.map(({ name }) => name)).toEqual(["Mere Tawhai", "Test Member"]);
    expect({ archive, checkpoint }).toEqual({ archive: null, checkpoint: null });
    expect(Math.abs((events[0]?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it("is filtered by who, what, row and day, and by all of them together", async () => {
    const [first] = company.sites;
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Auckland" }).format(new Date());
    const tomorrow = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Auckland" }).format(new Date(Date.now() + 86_400_000));
    expect(await numbers({ who: owner.claims.memberId })).toEqual([4, 2]);
    expect(await numbers({ who: "visitors" })).toEqual([5, 1]);
    expect(await numbers({ who: "operator" })).toEqual([]);
    expect(await numbers({ action: "site.closed" })).toEqual([4, 2]);
    expect(await numbers({ row: `site:${first.siteId}` })).toEqual([3, 2]);
    expect(await numbers({ row: `visit:${prepared.visitId}` })).toEqual([5, 1]);
    expect(await numbers({ fromOn: today, toOn: today })).toHaveLength(5);
    expect(await numbers({ fromOn: tomorrow })).toEqual([]);
    expect(await numbers({ toOn: "2026-01-01" })).toEqual([]);
    expect(await numbers({ who: owner.claims.memberId, action: "site.closed", row: `site:${first.siteId}`, fromOn: today })).toEqual([2]);
  });

  it("takes a day by the company's clock", async () => {
    const { companyId } = await makeChain(1);
    const member = await makeMember({ companyId, sites: company.sites }, "admin");
    // 11:30 in the evening of 1 June in Auckland.
    await tamper("update audit_event set at = '2026-06-01T11:30:00Z' where company_id = $1", [companyId]);
    const on = async (day: string) => (await getEvents(member, { fromOn: day, toOn: day })).events.length;
    expect([await on("2026-05-31"), await on("2026-06-01"), await on("2026-06-02")]).toEqual([0, 1, 0]);
  });

  it("goes on page by page in both directions and loses nothing between", async () => {
    const first = await getEvents(owner, { pageRows: 2 });
    expect(first).toMatchObject({ hasOlder: true, hasNewer: false });
    const second = await getEvents(owner, { pageRows: 2, olderThan: first.events.at(-1)?.number });
    const third = await getEvents(owner, { pageRows: 2, olderThan: second.events.at(-1)?.number });
    expect([first, second, third].flatMap(({ events }) => events.map(({ number }) => number))).toEqual([5, 4, 3, 2, 1]);
    expect(third).toMatchObject({ hasOlder: false, hasNewer: true });
    const back = await getEvents(owner, { pageRows: 2, newerThan: third.events[0]?.number });
    expect(back).toMatchObject({ hasOlder: true, hasNewer: true, events: [{ number: 3 }, { number: 2 }] });
  });

  it("refuses what is no filter", async () => {
    for (const [field, filter] of Object.entries({ who: { who: "nobody" }, action: { action: "'; drop" }, row: { row: "site:1" }, fromOn: { fromOn: "yesterday" }, toOn: { fromOn: "2026-02-02", toOn: "2026-02-01" }, olderThan: { olderThan: Number.NaN } })) {
      await expect(getEvents(owner, filter as never), field).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { [field]: expect.any(String) as string } });
    }
  });

  it("is for owners and admins, and for their own company", async () => {
    for (const role of ["site_manager", "viewer"] as const) {
      const member = await makeMember(company, role, [company.sites[0].siteId]);
      await expect(getEvents(member, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(getEvent(member, env.FILES, { number: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(verifyToEnd(member)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const stranger = await makeMember(await makeCompany(), "owner");
    expect((await getEvents(stranger, {})).events).toEqual([]);
    expect((await getEvents(stranger, { row: `site:${company.sites[0].siteId}` })).events).toEqual([]);
    await expect(getEvent(stranger, env.FILES, { number: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("one event", () => {
  it("is shown in full, with what it committed to and its hashes", async () => {
    const [{ event: first }, { event: second }] = [await getEvent(owner, env.FILES, { number: 1 }), await getEvent(owner, env.FILES, { number: 2 })];
    expect(first.openings.name?.value).toBe(visitor.name);
    expect(Object.keys(first.commitments).sort()).toEqual(Object.keys(first.openings).sort());
    expect(second.previousHash).toBe(first.hash);
  });

  it("is found in its file once it was moved there", async () => {
    const old = await makeChain(4);
    await moveBack(old.companyId, 3, 100);
    const member = await makeMember(old, "admin");
    const before = await getEvent(member, env.FILES, { number: 2 });
    await archiveEvents(await makeChore(old.companyId), env.FILES, keptSince());
    const { event, fileKey } = await getEvent(member, env.FILES, { number: 2 });
    expect(fileKey).toBe(`audit/${old.companyId}/1-3.ndjson`);
    expect(event).toEqual({ ...before.event, companyId: old.companyId, actorName: null, subjectName: null, siteName: null, openings: {} });
    expect((await getEvents(member, {})).archive).toMatchObject({ files: 1, events: 3 });
  });

  it("is nothing where there is none", async () => {
    await expect(getEvent(owner, env.FILES, { number: 999 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

it("stays whole when a person is erased, and shows nothing of them any more", async () => {
  const made = await makeCompany();
  const member = await makeMember(made, "admin");
  const [once, who] = [prepare(), somebody()];
  await signIn(makeVisitor(made.sites[0]), { ...who, prepared: once });
  await signOut(makeVisitContext(makeRequest(), once.signOutToken), { signOutToken: once.signOutToken });
  const [{ person_id: personId }] = (await asOwner()`select person_id from visit where company_id = ${made.companyId}`) as [{ person_id: string }];
  const before = await getEvent(member, env.FILES, { number: 1 });
  await erasePerson(member, env.FILES, { personId });
  const after = await getEvent(member, env.FILES, { number: 1 });
  expect(after.event).toEqual({ ...before.event, openings: {}, subjectName: "Erased" });
  expect(JSON.stringify(await asOwner()`select * from audit_event where company_id = ${made.companyId}`)).not.toContain(who.name);
  expect(await verifyToEnd(member)).toMatchObject({ outcome: "whole", seen: { number: 3 } });
  await expect(erasePerson(member, env.FILES, { personId: uuidv7() })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
