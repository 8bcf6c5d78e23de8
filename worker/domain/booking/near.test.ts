import { describe, expect, it } from "vitest";
import { findNear, findNearDay } from "./near.ts";

describe("what may have been meant", () => {
  it.each([
    ["contracter", "contractor"], ["Vistor", "visitor"], ["delivry", "delivery"], ["emp", "employee"], ["guest", null], ["", null],
  ])("by the type %j is %j", (typed, meant) => {
    expect(findNear(typed, ["contractor", "visitor", "employee", "delivery"])).toBe(meant);
  });

  it("is the nearest name of a site, whatever its capitals and macrons", () => {
    const sites = ["Ōtāhuhu Apartments", "Te Atatū Depot", "Te Atatū"];
    expect(["otahuhu appartments", "Te Atatu Depo", "Otahuhu", "Hamilton"].map((typed) => findNear(typed, sites))).toEqual(["Ōtāhuhu Apartments", "Te Atatū Depot", "Ōtāhuhu Apartments", null]);
  });

  it.each([
    ["11/24/2026", "2026-11-24"], ["11-24-26", "2026-11-24"], ["2026-24-11", "2026-11-24"], ["24/11", "2026-11-24"], ["1/2", "2027-02-01"], ["32/13/2026", null], ["next week", null], ["", null],
  ])("by the day %j is %j", (typed, meant) => {
    expect(findNearDay(typed, "2026-11-23")).toBe(meant);
  });
});
