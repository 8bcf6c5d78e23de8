/** The two companies of the demo. Nothing here is real: companies, people, addresses and numbers are made up. */
import { toKey } from "#worker/domain/person/words.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { DELIVERY_FIRMS, EMPLOYERS, REGULARS, SHARED_PHONES, SHORT_TERM_FIRMS, VISITING_FIRMS, nameNumber } from "./names.ts";
import type { Random } from "./random.ts";

/** For the demo alone, the same on each machine and printed by it: never on a deployment. */
export const DEMO_PASSWORD = "demo-kowhai-gate";

/** Somebody as they type themselves in. `site` is the position of the site they mostly work at. */
export type Visitor = { name: string; phone: string; employer: string; visitorType: VisitorType; site: number };

export type DemoMember = { name: string; email: string; role: "owner" | "admin" | "site_manager" | "viewer"; sites?: readonly number[]; isDisabled?: true };

/** Somebody who was asked to join and has not come yet. Nobody has the link: sending it again makes one. */
export type DemoInvite = Omit<DemoMember, "isDisabled">;

export type DemoCompany = {
  id: string;
  name: string;
  timeZone: string;
  sites: readonly { name: string; address: string }[];
  members: readonly DemoMember[];
  invites: readonly DemoInvite[];
  regulars: readonly Visitor[];
  /** Who comes now and then, by kind. */
  occasional: Readonly<Record<"delivery" | "contractor" | "visitor", readonly Visitor[]>>;
  /** One visit each, never signed out. */
  forgetful: readonly Visitor[];
  visits: number;
  seed: number;
};

/** Looks after safety for both companies, with one log-in. */
const ADVISOR: DemoMember = { name: "Sione Fakatava", email: "advisor@safety.example", role: "viewer" };

// By the public numbering plan no subscriber has 027 or 029 followed by 0 or 1, nor 021 00 with seven digits in all;
// the library that checks numbers takes them as New Zealand mobiles all the same. The last one is Australia's own for films.
const RANGES = ["027 0", "027 1", "021 00", "029 0", "029 1"];
const FROM_AUSTRALIA = "+61 491 570 156";

function phoneNumber(n: number): string {
  const range = RANGES[n % RANGES.length] ?? "027 0";
  const rest = String(100_000 + ((n * 7_919) % 900_000)).slice(0, 10 - range.replace(" ", "").length);
  const digits = `${range.slice(4)}${rest}`;
  return `${range.slice(0, 3)} ${digits.slice(0, 3)} ${digits.slice(3)}`;
}

const PHONE_OF_OCCASIONAL = 1_000;

function occasionalVisitors(visitorType: VisitorType, firms: readonly string[], names: { from: number; count: number }, sites: number): Visitor[] {
  return Array.from({ length: names.count }, (_, index) => {
    const n = names.from + index;
    const phone = n === 300 ? FROM_AUSTRALIA : phoneNumber(PHONE_OF_OCCASIONAL + n);
    return { name: nameNumber(n), phone, employer: firms[index % firms.length] ?? "", visitorType, site: index % sites };
  });
}

function regularsOfTui(): Visitor[] {
  const owners = new Map(SHARED_PHONES.flatMap(([owner = 0, ...others]) => others.map((other) => [other, owner] as const)));
  return REGULARS.map(([name, firm], index) => ({
    name,
    phone: phoneNumber(owners.get(index) ?? index),
    employer: EMPLOYERS[firm] ?? "",
    visitorType: firm === 0 ? "employee" : "contractor",
    site: index % 3,
  }));
}

const COURIERS = occasionalVisitors("delivery", DELIVERY_FIRMS, { from: 0, count: 70 }, 3);

export const TUI: DemoCompany = {
  id: "0196a000-0000-7000-8000-000000000001",
  name: "Tūī Builders",
  timeZone: "Pacific/Auckland",
  sites: [
    { name: "Ōtāhuhu Apartments", address: "14 Kōtare Rise, Ōtāhuhu, Auckland 1062" },
    { name: "Māngere Health Centre", address: "203 Tōtara Crossing, Māngere, Auckland 2022" },
    { name: "Ōrākei Terraces", address: "8 Pōhutukawa Steps, Ōrākei, Auckland 1071" },
  ],
  members: [
    { name: "Mere Tūhoro", email: "owner@tui-builders.example", role: "owner" },
    { name: "Deb Hollings", email: "admin@tui-builders.example", role: "admin" },
    { name: "Wiremu Pōtae", email: "manager@tui-builders.example", role: "site_manager", sites: [0, 1] },
    { name: "Arjun Patel", email: "viewer@tui-builders.example", role: "viewer" },
    ADVISOR,
    { name: "Kirsty Boyd", email: "former@tui-builders.example", role: "viewer", isDisabled: true },
  ],
  invites: [{ name: "Hana Whaanga", email: "hana@tui-builders.example", role: "site_manager", sites: [2] }],
  regulars: regularsOfTui(),
  occasional: {
    delivery: COURIERS,
    contractor: occasionalVisitors("contractor", SHORT_TERM_FIRMS, { from: 70, count: 200 }, 3),
    visitor: occasionalVisitors("visitor", VISITING_FIRMS, { from: 270, count: 110 }, 3),
  },
  forgetful: occasionalVisitors("visitor", VISITING_FIRMS, { from: 380, count: 9 }, 3),
  visits: 20_000,
  seed: 20_260_301,
};

export const KAURI: DemoCompany = {
  id: "0196a000-0000-7000-8000-000000000002",
  name: "Kauri Logistics",
  timeZone: "Pacific/Auckland",
  sites: [
    { name: "Wiri Distribution Centre", address: "51 Kauri Loop, Wiri, Auckland 2104" },
    { name: "Te Rapa Depot", address: "6 Harakeke Link, Te Rapa, Hamilton 3200" },
  ],
  members: [
    { name: "Tūrei Mānihera", email: "owner@kauri-logistics.example", role: "owner" },
    { name: "Helen Strickland", email: "admin@kauri-logistics.example", role: "admin" },
    ADVISOR,
  ],
  invites: [],
  regulars: occasionalVisitors("employee", ["Kauri Logistics"], { from: 420, count: 8 }, 2),
  // The same two couriers, on the same phones, come to both companies: neither may learn it from the other.
  occasional: { delivery: COURIERS.slice(0, 2).map((courier, site) => ({ ...courier, site })), contractor: [], visitor: [] },
  forgetful: [],
  visits: 1_700,
  seed: 20_260_302,
};

export const COMPANIES: readonly DemoCompany[] = [TUI, KAURI];

/** Who somebody is to the product: a number and a name. */
export function keyOf(visitor: Visitor): string {
  return `${visitor.phone} ${toKey(visitor.name)}`;
}

/** Some type their name without its macrons; they are the same person to the product. */
export function asTyped(visitor: Visitor, random: Random): Visitor {
  return random.chance(0.04) ? { ...visitor, name: visitor.name.normalize("NFD").replace(/\p{M}/gu, "") } : visitor;
}
