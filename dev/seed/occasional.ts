/** Deliveries, crews for some weeks, and visitors: what fills a site's day beside its regulars. */
import type { DemoCompany, Visitor } from "./companies.ts";
import { dayKind } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { Leaving, Stay } from "./schedule.ts";

type Kind = keyof DemoCompany["occasional"];

const SHARE: Record<Kind, number> = { delivery: 0.55, contractor: 0.3, visitor: 0.15 };
const STAY_MINUTES: Record<Kind, readonly [number, number]> = { delivery: [8, 45], contractor: [120, 420], visitor: [30, 150] };
const WEIGHT = { workday: 1, saturday: 0.2, quiet: 0 };
const LAST_MINUTE = 17 * 60;

/** About `count` stays, spread over the days by how busy each is. Nobody is at two sites at a time. */
export function planOccasional(company: DemoCompany, days: readonly string[], count: number, random: Random): Stay[] {
  const whole = days.reduce((sum, day) => sum + WEIGHT[dayKind(day)], 0);
  return days.flatMap((day, index) => {
    const today = Math.round((count * WEIGHT[dayKind(day)]) / whole);
    const starts = Array.from({ length: today }, () => random.within(405, 960)).sort((one, other) => one - other);
    const freeFrom = new Map<Visitor, number>();
    return starts.flatMap((from) => planOne(company, { day, from, season: index / days.length }, freeFrom, random));
  });
}

function planOne(company: DemoCompany, when: { day: string; from: number; season: number }, freeFrom: Map<Visitor, number>, random: Random): Stay[] {
  const kind = pickKind(company, random);
  const pool = company.occasional[kind];
  // Crews come and go with the stages of the building: those of one season are a quarter of all.
  const window = kind === "contractor" ? pool.slice(Math.floor(when.season * pool.length * 0.75)).slice(0, Math.ceil(pool.length / 4)) : pool;
  const free = window.filter((visitor) => (freeFrom.get(visitor) ?? 0) <= when.from);
  if (free.length === 0) return [];
  const visitor = random.pick(free);
  const site = kind === "delivery" ? random.between(0, company.sites.length - 1) : visitor.site;
  const to = Math.min(when.from + random.within(...STAY_MINUTES[kind]), LAST_MINUTE);
  const forgot = random.chance(kind === "delivery" ? 0.03 : 0.08);
  const leaving: Leaving = forgot ? { how: "assumed_left", reason: "office" } : { how: "signed_out" };
  freeFrom.set(visitor, forgot ? Infinity : to + 15);
  return [{ visitor, site, day: when.day, from: when.from, to, leaving }];
}

function pickKind(company: DemoCompany, random: Random): Kind {
  const kinds = (Object.keys(SHARE) as Kind[]).filter((kind) => company.occasional[kind].length > 0);
  let left = random.next() * kinds.reduce((sum, kind) => sum + SHARE[kind], 0);
  return kinds.find((kind) => (left -= SHARE[kind]) < 0) ?? "delivery";
}
