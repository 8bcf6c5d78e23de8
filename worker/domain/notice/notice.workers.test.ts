import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { boardOf, requireRead } from "#worker/domain/notice/board.ts";
import { getNotices } from "#worker/domain/notice/list.ts";
import { putUpNotice, takeNoticeDown } from "#worker/domain/notice/put-up.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import type { BoardNotice } from "#worker/store/platform-store.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeSite } from "#worker/testing/factories.ts";

const notice = (siteId: string | null, more: object = {}) => ({ noticeId: uuidv7(), siteId, kind: "hazard" as const, severity: "medium" as const, title: "Crane lifts today", text: "Stay out of the yellow lines.\nĀta haere.", fromOn: "2026-01-01", toOn: null, ...more });
const boardAt = async (site: MadeSite) => (await siteGateOf(env, site.code).changed(site.code))?.board.map(({ title }) => title);

async function made() {
  const company = await makeCompany(2);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  return { company, here, there, admin: await makeMember(company, "admin") };
}

describe("the board", () => {
  it("shows what was put up at its site and at all sites, the most serious first, until it is over or taken down", async () => {
    const { here, there, admin } = await made();
    const low = notice(here.siteId, { severity: "low", title: "Low" });
    for (const one of [low, notice(null, { title: "Everywhere" }), notice(here.siteId, { severity: "high", title: "High" }), notice(here.siteId, { title: "Over", toOn: "2026-02-01" })]) await putUpNotice(admin, env, one);
    expect(await boardAt(here)).toEqual(["High", "Everywhere", "Low"]);
    expect(await boardAt(there)).toEqual(["Everywhere"]);
    expect(await takeNoticeDown(admin, env, { noticeId: low.noticeId })).toBe(true);
    expect(await takeNoticeDown(admin, env, { noticeId: low.noticeId })).toBe(false);
    expect(await boardAt(here)).toEqual(["High", "Everywhere"]);
  });

  it("puts up one of a form that is sent twice, with one event", async () => {
    const { here, admin, company } = await made();
    const one = notice(here.siteId);
    expect(await Promise.all([putUpNotice(admin, env, one), putUpNotice(admin, env, one)])).toEqual(expect.arrayContaining([true, false]));
    expect(await asOwner()`select action, changes ->> 'severity' as severity from audit_event where company_id = ${company.companyId}`).toEqual([{ action: "notice.put-up", severity: "medium" }]);
  });

  it("keeps what it was as it was put up, for the schema's owner too", async () => {
    const { here, admin } = await made();
    const { noticeId, ...more } = notice(here.siteId);
    await putUpNotice(admin, env, { noticeId, ...more });
    for (const attempt of [asOwner()`update notice set title = 'x' where id = ${noticeId}`, asOwner()`delete from notice where id = ${noticeId}`]) await expect(attempt).rejects.toThrow("stands as it was put up");
  });

  it("is changed by a site manager at their own sites alone", async () => {
    const { company, here, there, admin } = await made();
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const [everywhere, elsewhere] = [notice(null), notice(there.siteId)];
    for (const one of [everywhere, elsewhere]) await putUpNotice(admin, env, one);
    for (const { noticeId } of [everywhere, elsewhere]) await expect(takeNoticeDown(manager, env, { noticeId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const siteId of [null, there.siteId]) await expect(putUpNotice(manager, env, notice(siteId))).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await putUpNotice(manager, env, notice(here.siteId))).toBe(true);
    expect((await getNotices(manager)).map(({ siteId }) => siteId).sort()).toEqual([here.siteId, null].sort());
  });

  it("is in the record of who read it, typed or remembered, and counts them", async () => {
    const { here, there, admin, company } = await made();
    const one = notice(null);
    await putUpNotice(admin, env, one);
    const first = prepare();
    await signIn(makeVisitor(here), { ...somebody(), prepared: first, notices: [one.noticeId] });
    await signInAgain(makeVisitor(there), { earlierToken: first.signOutToken, prepared: prepare(), notices: [one.noticeId] });
    expect(await asOwner()`select to_json(notices) as notices from visit where company_id = ${company.companyId}`).toEqual([{ notices: [one.noticeId] }, { notices: [one.noticeId] }]);
    expect(await asOwner()`select changes -> 'notices' as read from audit_event where company_id = ${company.companyId} and action = 'visit.signed-in'`).toEqual([{ read: [one.noticeId] }, { read: [one.noticeId] }]);
    expect(await getNotices(admin)).toMatchObject([{ id: one.noticeId, readBy: 2, state: "up" }]);
  });
});

describe("reading it", () => {
  const board = [{ id: uuidv7(), fromOn: "2026-11-24", toOn: "2026-11-24" }, { id: uuidv7(), fromOn: "2026-11-01", toOn: null }] as BoardNotice[];
  const site = { board, timeZone: "Pacific/Auckland" };

  it("goes by the days of the site's own clock", () => {
    // 10:59 and 11:00 in UTC: a minute to midnight, and midnight, in Auckland.
    expect(boardOf(site, new Date("2026-11-23T10:59:00Z"))).toHaveLength(1);
    expect(boardOf(site, new Date("2026-11-23T11:00:00Z"))).toHaveLength(2);
    expect(boardOf(site, new Date("2026-11-24T11:00:00Z"))).toHaveLength(1);
    // A snapshot that was kept before there were boards.
    expect(boardOf({ timeZone: "Pacific/Auckland" }, new Date())).toEqual([]);
  });

  it("is asked of everybody where something stands there, and anew for what is new", () => {
    const [one, other] = board.map(({ id }) => id) as [string, string];
    expect(requireRead([], [], false)).toEqual([]);
    expect(requireRead(board, [one, other], true)).toEqual([one, other]);
    expect(() => requireRead(board, [one, other], false)).toThrow("INVALID_INPUT");
    expect(() => requireRead(board, [one], true)).toThrow("INVALID_INPUT");
  });
});
