import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { gateRules, isOpenAt, toGateRules } from "#worker/domain/entry/rules.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { changeGateRules, getGateRules } from "#worker/domain/site/rules.ts";
import { DomainError } from "#worker/errors.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, type MadeSite } from "#worker/testing/factories.ts";

const workday = { from: "06:30", to: "17:00" };
const week = (...days: ({ from: string; to: string } | null)[]) => Array.from({ length: 7 }, (_, day) => days[day] ?? null);

async function made() {
  const company = await makeCompany(2);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  return { company, here, there, admin: await makeMember(company, "admin") };
}

const markOf = async (member: Awaited<ReturnType<typeof makeMember>>, siteId: string) => (await getGateRules(member, { siteId })).mark;

describe("the rules of a site", () => {
  it("begin with nobody asked and nobody stopped", async () => {
    const { here, admin } = await made();
    expect(await getGateRules(admin, { siteId: here.siteId })).toMatchObject({ siteName: here.name, rules: toGateRules({}), contractors: 0, lacking: { insurance: 0, licence: 0 } });
  });

  it("are changed with old and new in the log, whom to call apart, and the gate knows at once", async () => {
    const { company, here, admin } = await made();
    const { siteId } = here;
    const before = await siteGateOf(env, here.code).snapshot(here.code);
    const rules = { contact: { name: "Ana  Rangi", phone: "021 555 0101" }, hours: { effect: "stop" as const, week: week(workday) }, approval: ["visitor" as const] };
    expect(await changeGateRules(admin, env, { siteId, mark: await markOf(admin, siteId), rules })).toBe(true);
    const kept = { contact: { name: "Ana Rangi", phone: "021 555 0101" }, hours: rules.hours, approval: ["visitor"], papers: { effect: "off", kinds: ["insurance"] } };
    expect(await siteGateOf(env, here.code).snapshot(here.code)).toMatchObject({ rules: kept, version: (before?.version ?? 0) + 1 });
    const mark = await markOf(admin, siteId);
    expect(await changeGateRules(admin, env, { siteId, mark, rules })).toBe(false);
    expect(await changeGateRules(admin, env, { siteId, mark, rules: { ...rules, contact: null } })).toBe(true);
    const events = await asOwner()`select changes, openings from audit_event where company_id = ${company.companyId} order by number`;
    expect(events).toHaveLength(2);
    expect(events[0]?.["changes"]).toEqual({ hours: [null, rules.hours], papers: [null, kept.papers], approval: [null, ["visitor"]] });
    expect(events[0]?.["openings"]).toMatchObject({ contact: { value: "Ana Rangi" }, contactPhone: { value: "021 555 0101" } });
    expect([events[1]?.["changes"], events[1]?.["openings"]]).toMatchObject([{}, { contactBefore: { value: "Ana Rangi" } }]);
  });

  it("are told to whoever saves on older ones, and theirs stay", async () => {
    const { here, admin } = await made();
    const { siteId } = here;
    const mark = await markOf(admin, siteId);
    await changeGateRules(admin, env, { siteId, mark, rules: { approval: ["visitor"] } });
    await expect(changeGateRules(admin, env, { siteId, mark, rules: { approval: ["delivery"] } })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await getGateRules(admin, { siteId })).rules.approval).toEqual(["visitor"]);
    const again = await markOf(admin, siteId);
    const both = await Promise.allSettled((["delivery", "employee"] as const).map((kind) => changeGateRules(admin, env, { siteId, mark: again, rules: { approval: [kind] } })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("are a site manager's at their own sites alone, and no viewer's", async () => {
    const { company, here, there } = await made();
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const mark = await markOf(manager, here.siteId);
    expect(await changeGateRules(manager, env, { siteId: here.siteId, mark, rules: { approval: ["visitor"] } })).toBe(true);
    await expect(changeGateRules(manager, env, { siteId: there.siteId, mark, rules: {} })).rejects.toEqual(new DomainError("NOT_FOUND"));
    await expect(getGateRules(await makeMember(company, "viewer"), { siteId: here.siteId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["a time that is none", { hours: { effect: "off" as const, week: week({ from: "7", to: "17:00" }) } }, "rules.hours.week.0.from", "Enter a time such as 06:30"],
    ["hours of no length", { hours: { effect: "off" as const, week: week(workday, { from: "09:00", to: "09:00" }) } }, "rules.hours.week.1.to", "Enter two different times. For the whole day enter 00:00 twice"],
    ["hours on no day", { hours: { effect: "stop" as const, week: week() } }, "rules.hours.effect", "Enter hours for one day at least: with none, nobody could come in"],
    ["papers of no kind", { papers: { effect: "ask" as const, kinds: [] } }, "rules.papers.kinds", "Tick what a contractor must have in date"],
    ["a name without a number", { contact: { name: "Ana", phone: "" } }, "rules.contact.phone", "Enter a phone number, like 021 123 4567"],
  ])("take no %s", async (_, rules, field, sentence) => {
    const { here, admin } = await made();
    await expect(changeGateRules(admin, env, { siteId: here.siteId, mark: await markOf(admin, here.siteId), rules })).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { [field]: sentence } });
  });
});

/** Of 2026 in New Zealand: the clock goes back on Sunday 5 April at 3:00, forward on Sunday 27 September at 2:00. */
const AROUND = {
  "a Monday's beginning and end": ["2026-11-22T17:29:00Z", "2026-11-22T17:30:00Z", "2026-11-23T03:59:00Z", "2026-11-23T04:00:00Z"],
  "midnight of a night shift, and its morning": ["2026-11-24T10:59:00Z", "2026-11-24T11:00:00Z", "2026-11-24T16:59:00Z", "2026-11-24T17:00:00Z", "2026-11-25T09:00:00Z"],
  "the night when the clock goes back": ["2026-04-04T12:59:00Z", "2026-04-04T13:30:00Z", "2026-04-04T14:30:00Z", "2026-04-04T15:30:00Z", "2026-04-04T17:59:00Z", "2026-04-04T18:00:00Z"],
  "the night when it goes forward": ["2026-09-26T11:30:00Z", "2026-09-26T13:59:00Z", "2026-09-26T14:00:00Z", "2026-09-26T16:59:00Z", "2026-09-26T17:00:00Z"],
};

describe("opening hours", () => {
  const rules = gateRules.parse({ hours: { effect: "stop", week: week(workday, { from: "22:00", to: "06:00" }, { from: "00:00", to: "00:00" }, null, null, { from: "22:00", to: "06:00" }) } });

  it("are the same to the gate's page and to the database, around midnight and daylight saving, in both zones", async () => {
    const { here } = await made();
    const [sql, seen] = [asOwner(), new Set<boolean>()];
    await sql`update site set rules = ${JSON.stringify(rules)}::jsonb where id = ${here.siteId}`;
    for (const timeZone of ["Pacific/Auckland", "Pacific/Chatham"]) {
      await sql`update site set time_zone = ${timeZone} where id = ${here.siteId}`;
      const instants = Object.values(AROUND).flat();
      const rows = await sql`select at, g.stops = '[]' as open from unnest(${instants}::timestamptz[]) with ordinality t (at, place), site s, gate_says(s, 'visitor', '+64211234567', 'x', '', at) g where s.id = ${here.siteId} order by place`;
      const ofDatabase = rows.map((row) => row["open"] as boolean);
      expect(instants.map((at) => isOpenAt(rules, new Date(at), timeZone)), timeZone).toEqual(ofDatabase);
      for (const isOpen of ofDatabase) seen.add(isOpen);
    }
    expect(seen.size).toBe(2);
  });

  it("go by the clock on the wall: a night shift goes on through the hour that comes twice, and through the one that is left out", () => {
    const isOpen = (name: keyof typeof AROUND) => AROUND[name].map((at) => isOpenAt(rules, new Date(at), "Pacific/Auckland"));
    expect(isOpen("a Monday's beginning and end")).toEqual([false, true, true, false]);
    expect(isOpen("midnight of a night shift, and its morning")).toEqual([true, true, true, true, true]);
    expect(isOpen("the night when the clock goes back")).toEqual([true, true, true, true, true, false]);
    expect(isOpen("the night when it goes forward")).toEqual([true, true, true, true, false]);
  });
});
