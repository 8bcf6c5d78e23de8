import { describe, expect, it } from "vitest";
import { COMPANIES, KAURI, TUI, keyOf, type DemoCompany } from "./companies.ts";
import { REGULARS } from "./names.ts";
import { planVisits, type PlannedVisit } from "./schedule.ts";

const HOUR_MS = 3_600_000;

// A working morning and evening, a night, a Sunday, Christmas Day, and the two days on which clocks change.
const INSTANTS = ["2026-11-23T22:15:00Z", "2026-11-24T05:40:00Z", "2026-11-24T13:30:00Z", "2026-11-21T23:00:00Z", "2026-12-24T20:00:00Z",
  "2026-09-26T14:30:00Z", "2027-04-03T14:30:00Z"];

const plans = new Map<string, PlannedVisit[]>();

function planOf(company: DemoCompany, now: Date): PlannedVisit[] {
  const key = `${company.id} ${now.toISOString()}`;
  const plan = plans.get(key) ?? planVisits(company, now);
  plans.set(key, plan);
  return plan;
}

describe("the plan of the demo's past", () => {
  it.each(INSTANTS)("has somebody on each site at %s, and nothing in the future", (text) => {
    const now = new Date(text);
    for (const company of COMPANIES) {
      const visits = planOf(company, now);
      expect(visits.filter(({ signedInAt, signedOutAt }) => signedInAt > now || (signedOutAt && signedOutAt > now))).toEqual([]);
      for (const site of company.sites.keys()) {
        const here = visits.filter((visit) => visit.site === site && !visit.signedOutAt && now.getTime() - visit.signedInAt.getTime() < 12 * HOUR_MS);
        expect(here.length, `${company.name}, site ${site}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it.each(INSTANTS)("has about 20,000 visits at %s, and nobody at two places at a time", (text) => {
    const visits = planOf(TUI, new Date(text));
    expect(visits.length).toBeGreaterThan(19_400);
    expect(visits.length).toBeLessThan(20_600);
    const freeFrom = new Map<string, number>();
    const clashes: string[] = [];
    for (const visit of visits) {
      const key = keyOf(visit.visitor);
      if (visit.signedInAt.getTime() < (freeFrom.get(key) ?? 0)) clashes.push(`${key} at ${visit.signedInAt.toISOString()}`);
      freeFrom.set(key, visit.signedOutAt?.getTime() ?? Infinity);
    }
    expect(clashes).toEqual([]);
  });

  it("is the same past when it is told again", () => {
    const now = new Date("2026-11-23T22:15:00Z");
    expect(planVisits(KAURI, now)).toEqual(planVisits(KAURI, now));
  });

  it("has sixty regulars, some of whom share a phone", () => {
    expect(REGULARS).toHaveLength(60);
    expect(new Set(TUI.regulars.map(keyOf)).size).toBe(60);
    expect(new Set(TUI.regulars.map(({ phone }) => phone)).size).toBe(54);
  });

  it("gives everybody else a name and a phone of their own", () => {
    const others = [...Object.values(TUI.occasional).flat(), ...TUI.forgetful, ...KAURI.regulars];
    expect(new Set(others.map(({ name }) => name)).size).toBe(others.length);
    expect(new Set([...others, ...TUI.regulars].map(({ phone }) => phone)).size).toBe(others.length + 54);
  });
});
