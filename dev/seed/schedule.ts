/** Who is at which site when, over the last six months: plain facts, before they become rows. */
import { asTyped, keyOf, type DemoCompany, type Visitor } from "./companies.ts";
import { addDays, dayKind, toInstant, toLocal, weekday, type DayKind } from "./calendar.ts";
import { planOccasional } from "./occasional.ts";
import { Random } from "./random.ts";

export type Leaving = { how: "signed_out" } | { how: "assumed_left"; reason: "office" | "moved" };

/** `signedOutAt` and `leaving` are null while the visit is open. */
export type PlannedVisit = { visitor: Visitor; site: number; signedInAt: Date; signedOutAt: Date | null; leaving: Leaving | null };

/** A stay within one day, in minutes of the site's clock and their fractions. */
export type Stay = { visitor: Visitor; site: number; day: string; from: number; to: number; leaving: Leaving };

const DAYS = 182;
const REGULARS_PRESENT: Record<DayKind, number> = { workday: 0.92, saturday: 0.27, quiet: 0.03 };
const LEAST_ON_SITE = 6;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The past of a company up to `now`, in the order of sign-in. The same `now` gives the same past. */
export function planVisits(company: DemoCompany, now: Date): PlannedVisit[] {
  const random = new Random(company.seed);
  const today = toLocal(now, company.timeZone).day;
  const days = Array.from({ length: DAYS + 1 }, (_, index) => addDays(today, index - DAYS));
  const stays = days.flatMap((day) => company.regulars.flatMap((regular) => planRegular(regular, company, day, random)));
  stays.push(...planOccasional(company, days, company.visits - stays.length, random));
  const past = stays.map((stay) => toPast(stay, company, now, random)).filter((visit) => visit !== null);
  past.push(...planForgetful(company, today), ...planOnSiteNow(company, past, now, random));
  return past.sort((one, other) => one.signedInAt.getTime() - other.signedInAt.getTime());
}

function planRegular(regular: Visitor, company: DemoCompany, day: string, random: Random): Stay[] {
  const kind = dayKind(day);
  if (!random.chance(REGULARS_PRESENT[kind])) return [];
  const short = kind !== "workday";
  // Most come soon after the gate opens.
  const from = 390 + 150 * random.next() * random.next();
  const to = short ? random.within(720, 840) : (weekday(day) === 5 ? 870 : 920) + 75 * (random.next() + random.next());
  const leaving: Leaving = random.chance(0.06) ? { how: "assumed_left", reason: "office" } : { how: "signed_out" };
  const whole: Stay = { visitor: regular, site: regular.site, day, from, to, leaving };
  if (short) return [whole];
  const pause = random.within(705, 750);
  if (random.chance(0.28)) {
    return [{ ...whole, to: pause, leaving: { how: "signed_out" } }, { ...whole, from: pause + random.within(25, 50) }];
  }
  if (!random.chance(0.1)) return [whole];
  const site = (regular.site + random.between(1, company.sites.length - 1)) % company.sites.length;
  const arrival = pause + random.within(20, 45);
  // Who forgot to sign out is assumed to have left when they turn up elsewhere.
  const forgot = random.chance(0.3);
  return [
    { ...whole, to: forgot ? arrival : pause, leaving: forgot ? { how: "assumed_left", reason: "moved" } : { how: "signed_out" } },
    { ...whole, site, from: arrival },
  ];
}

/** What of a stay has happened by `now`; null when it lies ahead. */
function toPast(stay: Stay, company: DemoCompany, now: Date, random: Random): PlannedVisit | null {
  const signedInAt = toInstant(stay.day, stay.from, company.timeZone);
  // The office closes what is left open in the early evening.
  const closedLater = stay.leaving.how === "assumed_left" && stay.leaving.reason === "office";
  const signedOutAt = toInstant(stay.day, closedLater ? Math.max(stay.to + 5, random.within(1_050, 1_110)) : stay.to, company.timeZone);
  if (signedInAt > now) return null;
  const open = signedOutAt > now;
  return {
    visitor: asTyped(stay.visitor, random), site: stay.site, signedInAt,
    signedOutAt: open ? null : signedOutAt, leaving: open ? null : stay.leaving,
  };
}

/** One visit each since yesterday, last week or before, still open. */
function planForgetful(company: DemoCompany, today: string): PlannedVisit[] {
  return company.forgetful.map((visitor, index) => ({
    visitor, site: visitor.site, signedOutAt: null, leaving: null,
    signedInAt: toInstant(addDays(today, -(1 + Math.floor(index / 3) * 4)), 545 + index * 37, company.timeZone),
  }));
}

/** At any hour a demo has somebody on each site: a late or weekend crew that came within the last four hours. */
function planOnSiteNow(company: DemoCompany, past: readonly PlannedVisit[], now: Date, random: Random): PlannedVisit[] {
  const leftMs = new Map<string, number>();
  for (const { visitor, signedOutAt } of past) {
    leftMs.set(keyOf(visitor), Math.max(leftMs.get(keyOf(visitor)) ?? 0, signedOutAt?.getTime() ?? Infinity));
  }
  const least = Math.min(LEAST_ON_SITE, Math.floor(company.regulars.length / company.sites.length));
  return company.sites.flatMap((_, site) => {
    const present = past.filter((visit) => visit.site === site && !visit.signedOutAt && now.getTime() - visit.signedInAt.getTime() < DAY_MS / 2).length;
    const free = company.regulars
      .map((visitor) => ({ visitor, earliest: Math.max(now.getTime() - 240 * MINUTE_MS, (leftMs.get(keyOf(visitor)) ?? 0) + 5 * MINUTE_MS) }))
      .filter(({ visitor, earliest }) => visitor.site === site && earliest < now.getTime() - 15 * MINUTE_MS);
    return free.slice(0, Math.max(0, least - present)).map(({ visitor, earliest }) => ({
      visitor, site, signedOutAt: null, leaving: null,
      signedInAt: new Date(Math.floor(random.within(earliest, now.getTime() - 3 * MINUTE_MS))),
    }));
  });
}
