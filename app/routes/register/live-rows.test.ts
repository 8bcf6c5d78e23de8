import { describe, expect, it } from "vitest";
import { forgetLoaded, LEAVING_MS, type Loaded, type LoadedSite, NOTHING_TOLD, showLive, shownNumber, take } from "./live-rows.ts";
import { waitAfter } from "./watch-site.ts";

const NOW = Date.parse("2026-11-23T22:00:00Z");
const site: LoadedSite = { id: "s1", name: "Depot", timeZone: "Pacific/Auckland", onSite: 1, number: 5 };
const here = { id: "v1", siteId: "s1", siteName: "Depot", name: "Mere Tau", phone: "+64211", employer: "", visitorType: "visitor" as const, since: { at: "2026-11-23T20:00:00.000Z", text: "9:00 am" }, isEarlier: false };
const loaded: Loaded = { sites: [site], visits: [here], filters: { site: "", search: "", earlier: false }, isFirstPage: true };
const hemi = { id: "v2", name: "Hēmi Parata", phone: "+64212", employer: "Tūī", visitorType: "contractor" as const, signedInAt: "2026-11-23T21:59:00.000Z", number: 6 };
const message = (since: number, number: number, more: object = {}) => ({ since, number, joined: [], left: [], onSite: 2, at: "", ...more });
const told = (...messages: ReturnType<typeof message>[]) => messages.reduce((live, one) => take(live, site, one, NOW) ?? live, NOTHING_TOLD);
const show = (live: typeof NOTHING_TOLD, more: Partial<Loaded> = {}, at = { nowMs: NOW, held: null as string | null }) => showLive({ ...loaded, ...more }, live, at);
const namesOf = ({ visits }: ReturnType<typeof show>) => visits.map(({ name }) => name);

describe("the register, once it is told of a change", () => {
  const joined = told(message(5, 6, { joined: [hemi] }));

  it("shows who came at the top, in the site's own time, and counts them", () => {
    const shown = show(joined);
    expect(shown.visits[0]).toMatchObject({ name: "Hēmi Parata", look: "joined", since: { text: "10:59\u00a0am" }, isEarlier: false });
    expect(namesOf(shown)).toEqual(["Hēmi Parata", "Mere Tau"]);
    expect(shown.sites[0]?.onSite).toBe(2);
    expect(shownNumber(joined, [site], "s1")).toBe(6);
  });

  it("pushes nobody between what somebody searches or reads further on, and says how many came", () => {
    expect(show(joined, { isFirstPage: false })).toMatchObject({ newer: 1, visits: [{ id: "v1" }] });
    expect(show(joined, { filters: { site: "", search: "mere", earlier: false } })).toMatchObject({ newer: 1, visits: [{ id: "v1" }] });
    expect(show(joined, { filters: { site: "", search: "", earlier: true } })).toMatchObject({ newer: 0, visits: [{ id: "v1" }] });
    expect(show(joined, { filters: { site: "another", search: "", earlier: false } })).toMatchObject({ newer: 0, visits: [{ id: "v1" }] });
  });

  it("lets who left fade, keeps the row that somebody is in, and then takes it away", () => {
    const left = told(message(5, 6, { joined: [hemi] }), message(6, 7, { left: ["v1"], onSite: 1 }));
    expect(show(left).visits[1]).toMatchObject({ id: "v1", look: "leaving" });
    const later = NOW + LEAVING_MS;
    expect(namesOf(show(left, {}, { nowMs: later, held: "v1" }))).toEqual(["Hēmi Parata", "Mere Tau"]);
    expect(namesOf(show(left, {}, { nowMs: later, held: null }))).toEqual(["Hēmi Parata"]);
  });

  it("writes a corrected name into the row where it stands", () => {
    expect(namesOf(show(told(message(5, 6, { joined: [{ ...hemi, id: "v1", name: "Mere Tūhoe" }] }))))).toEqual(["Mere Tūhoe"]);
  });

  it("has to load itself when it missed something, and knows what is older already", () => {
    expect(take(NOTHING_TOLD, site, message(6, 7, { left: ["v1"] }), NOW)).toBeNull();
    expect(take(NOTHING_TOLD, site, { ...message(5, 9), reload: true }, NOW)).toBeNull();
    expect(take(joined, site, message(4, 5, { left: ["v2"] }), NOW)).toBe(joined);
  });

  it("forgets what the rows have once they were loaded anew", () => {
    expect(forgetLoaded(joined, [{ ...site, number: 6 }]).changes).toEqual([]);
    expect(forgetLoaded(joined, [site])).toBe(joined);
  });
});

it("waits from about one second to about thirty, each time longer", () => {
  expect([0, 1, 2, 9].map((tries) => waitAfter(tries, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(waitAfter(0, 0)).toBe(500);
});
