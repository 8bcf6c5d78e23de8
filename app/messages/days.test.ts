import { describe, expect, it } from "vitest";
import { DAY_AND_TIME, daysIn, WEEKDAY_AND_TIME, WHOLE_DAY } from "./days.ts";
import { messagesFor } from "./index.ts";

const [en, mi] = [messagesFor("en"), messagesFor("mi")];
const timeZone = "Pacific/Auckland";
/** A Monday, five past nine in the morning in Auckland. */
const morning = new Date("2026-11-01T20:05:00Z");

describe("days", () => {
  it("are said in English and in te reo Māori, by the site's clock", () => {
    expect(daysIn(en, { timeZone, ...DAY_AND_TIME })(morning)).toMatch(/^Monday,? 2 November(,| at) 9:05 am$/u);
    expect(daysIn(mi, { timeZone, ...DAY_AND_TIME })(morning)).toBe("Rāhina 2 Whiringa-ā-rangi, 9:05 i te ata");
    expect(daysIn(mi, { timeZone, ...WEEKDAY_AND_TIME })(new Date("2026-01-31T11:30:00Z"))).toBe("Rātapu, 12:30 i te ata");
    expect(daysIn(mi, { timeZone: "Pacific/Chatham", hour: "numeric", minute: "2-digit" })(morning)).toBe("9:50 i te ata");
    expect(daysIn(mi, { timeZone, ...WHOLE_DAY })(morning)).toBe("2 Whiringa-ā-rangi 2026");
  });

  it("have seven names of weekdays and twelve of months, and three parts", () => {
    const all = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 12)));
    const say = (parts: object) => new Set(all.map(daysIn(mi, { timeZone: "UTC", ...parts })));
    expect([say({ weekday: "long" }).size, say({ month: "long" }).size]).toEqual([7, 12]);
    const hours = Array.from({ length: 24 }, (_, hour) => daysIn(mi, { timeZone: "UTC", hour: "numeric", minute: "2-digit" })(new Date(Date.UTC(2026, 0, 1, hour))));
    expect([hours[0], hours[11], hours[12], hours[17], hours[18], hours[23]]).toEqual(["12:00 i te ata", "11:00 i te ata", "12:00 i te ahiahi", "5:00 i te ahiahi", "6:00 i te pō", "11:00 i te pō"]);
  });
});
