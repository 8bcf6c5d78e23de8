import { describe, expect, it } from "vitest";
import { addDays, dayKind, isHoliday, toInstant, toLocal } from "./calendar.ts";

const ZONE = "Pacific/Auckland";

describe("the calendar of the demo data", () => {
  it("moves with daylight saving: seven in the morning is another instant in summer and winter", () => {
    expect(toInstant("2026-07-01", 7 * 60, ZONE).toISOString()).toBe("2026-06-30T19:00:00.000Z");
    expect(toInstant("2026-12-01", 7 * 60, ZONE).toISOString()).toBe("2026-11-30T18:00:00.000Z");
  });

  it("is right on the days on which the clocks change", () => {
    expect(toInstant("2026-04-05", 7 * 60, ZONE).toISOString()).toBe("2026-04-04T19:00:00.000Z");
    expect(toInstant("2026-09-27", 7 * 60, ZONE).toISOString()).toBe("2026-09-26T18:00:00.000Z");
  });

  it("comes back to the same day and minute on each day of three years", () => {
    for (let day = "2025-01-01"; day < "2028-01-01"; day = addDays(day, 1)) {
      for (const minute of [4 * 60, 390, 1439]) expect(toLocal(toInstant(day, minute, ZONE), ZONE)).toEqual({ day, minute });
    }
  });

  it("knows the public holidays, those that fall on a weekend included", () => {
    const of2026 = ["2026-01-01", "2026-01-02", "2026-01-26", "2026-02-06", "2026-04-03", "2026-04-06", "2026-04-27", "2026-06-01",
      "2026-07-10", "2026-10-26", "2026-12-25", "2026-12-28"];
    const found: string[] = [];
    for (let day = "2026-01-01"; day < "2027-01-01"; day = addDays(day, 1)) if (isHoliday(day)) found.push(day);
    expect(found).toEqual(of2026);
    for (const day of ["2027-12-27", "2027-12-28", "2028-01-03", "2028-01-04", "2027-02-08"]) expect(isHoliday(day), day).toBe(true);
  });

  it("rests on Sundays and over the summer break", () => {
    expect([dayKind("2026-11-20"), dayKind("2026-11-21"), dayKind("2026-11-22"), dayKind("2026-12-29")]).toEqual(["workday", "saturday", "quiet", "quiet"]);
  });
});
