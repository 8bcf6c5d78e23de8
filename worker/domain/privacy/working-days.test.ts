import { describe, expect, it } from "vitest";
import { dueDay, isWorkingDay, workingDaysLeft } from "./working-days.ts";

describe("a working day", () => {
  it.each([
    ["2026-11-23", "a Monday like any other"],
    ["2026-12-24", "the day before Christmas"],
    ["2027-01-18", "the first Monday after 15 January"],
    ["2026-04-07", "the Tuesday after Easter"],
    ["2026-01-26", "Auckland's anniversary: a day of one province counts"],
    ["2028-06-12", "the second Monday of June"],
    ["2053-06-20", "a year that the schedule of Matariki does not name"],
  ])("is %s, %s", (day) => {
    expect(isWorkingDay(day)).toBe(true);
  });

  it.each([
    ["2026-11-21", "a Saturday"],
    ["2026-11-22", "a Sunday"],
    ["2026-12-25", "Christmas Day"],
    ["2026-12-29", "a Tuesday between the years"],
    ["2027-01-15", "15 January"],
    ["2026-02-06", "Waitangi Day on a Friday"],
    ["2027-02-08", "the Monday after a Waitangi Day on a Saturday"],
    ["2028-02-07", "the Monday after a Waitangi Day on a Sunday"],
    ["2026-04-27", "the Monday after an Anzac Day on a Saturday"],
    ["2027-04-26", "the Monday after an Anzac Day on a Sunday"],
    ["2026-04-03", "Good Friday"],
    ["2026-04-06", "Easter Monday"],
    ["2027-03-26", "Good Friday in March"],
    ["2038-04-26", "Easter Monday on the day after Anzac Day"],
    ["2026-06-01", "the Sovereign's birthday on the 1st"],
    ["2027-06-07", "the Sovereign's birthday on the 7th"],
    ["2026-07-10", "Matariki"],
    ["2052-06-21", "the last Matariki of the schedule"],
    ["2026-10-26", "Labour Day"],
    ["2029-10-22", "Labour Day at its earliest"],
  ])("is not %s, %s", (day) => {
    expect(isWorkingDay(day)).toBe(false);
  });
});

describe("the last day to answer", () => {
  it.each([
    ["2026-08-03", "2026-08-31", "four weeks on, where nothing stands between"],
    ["2026-08-01", "2026-08-28", "counted from the Monday, for what came on a Saturday"],
    ["2026-11-23", "2026-12-21", "before Christmas"],
    ["2026-12-01", "2027-01-20", "after the summer: 17 days of December, 3 of January"],
    ["2026-12-25", "2027-02-15", "from 18 January on, with Waitangi Day's Monday left out"],
    ["2026-03-20", "2026-04-21", "with both days of Easter left out"],
    ["2026-06-19", "2026-07-20", "with Matariki left out"],
  ])("of what came on %s is %s: %s", (received, due) => {
    expect(dueDay(received)).toBe(due);
  });

  it("is a working day, and so far away as the days to answer in say", () => {
    for (let at = Date.parse("2026-01-01T12:00:00Z"); at < Date.parse("2030-01-01T12:00:00Z"); at += 24 * 3_600_000) {
      const received = new Date(at).toISOString().slice(0, 10);
      const due = dueDay(received);
      expect([isWorkingDay(due), workingDaysLeft(due, received)], received).toEqual([true, 20]);
    }
  });
});

describe("the days that are left", () => {
  it("are none on the last day, and count on below it", () => {
    expect(workingDaysLeft("2026-08-31", "2026-08-31")).toBe(0);
    expect(workingDaysLeft("2026-08-31", "2026-08-28")).toBe(1);
    expect(workingDaysLeft("2026-08-31", "2026-09-01")).toBe(-1);
    expect(workingDaysLeft("2026-08-31", "2026-09-07")).toBe(-5);
  });
});
