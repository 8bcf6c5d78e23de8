/** Days and times as a site in New Zealand lives them. A day is written "2026-08-31". */

const DAY_MS = 86_400_000;
const toDay = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 10);
const atNoon = (day: string) => Date.parse(`${day}T12:00:00Z`);

export function addDays(day: string, days: number): string {
  return toDay(atNoon(day) + days * DAY_MS);
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(atNoon(day)).getUTCDay();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The site's day and the minutes since its midnight, by the clock on its wall. */
export function toLocal(at: Date, timeZone: string): { day: string; minute: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, minute: Number(parts["hour"]) * 60 + Number(parts["minute"]) };
}

const offsets = new Map<string, number>();

/** The instant at which the wall clock shows that minute (and its fraction). For times after 4 am: no clock is changed later in a day. */
export function toInstant(day: string, minute: number, timeZone: string): Date {
  const key = `${timeZone} ${day}`;
  let offsetMs = offsets.get(key);
  if (offsetMs === undefined) {
    // A guess of 12 hours is right to the hour, so the real offset can be read there.
    const guess = new Date(atNoon(day) - DAY_MS / 2);
    const local = toLocal(guess, timeZone);
    offsetMs = Date.parse(`${local.day}T00:00:00Z`) + local.minute * 60_000 - guess.getTime();
    offsets.set(key, offsetMs);
  }
  return new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000 - offsetMs);
}

// Set by the Te Kāhui o Matariki Public Holiday Act 2022; it follows the Māori lunar calendar.
const MATARIKI = ["2025-06-20", "2026-07-10", "2027-06-25", "2028-07-14", "2029-07-06", "2030-06-21", "2031-07-11", "2032-07-02", "2033-06-24", "2034-07-07", "2035-06-29"];

function easterSunday(year: number): string {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`;
}

/** The n-th Monday on or after a day. */
function monday(day: string, nth = 1): string {
  return addDays(day, ((8 - weekday(day)) % 7) + (nth - 1) * 7);
}

/** A holiday on a weekend is kept on the next Monday; the second of a pair on the Tuesday when the Monday is taken. */
function observed(day: string, secondOfPair = false): string {
  const on = weekday(day);
  if (secondOfPair) return on === 6 || on === 0 ? addDays(day, 2) : on === 1 ? addDays(day, 1) : day;
  return on === 6 ? addDays(day, 2) : on === 0 ? addDays(day, 1) : day;
}

const holidays = new Map<number, Set<string>>();

/** Whether Auckland has a public holiday on that day. */
export function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  let set = holidays.get(year);
  if (!set) {
    const easter = easterSunday(year);
    set = new Set([
      observed(`${year}-01-01`), observed(`${year}-01-02`, true),
      // Auckland Anniversary: the Monday nearest to 29 January.
      monday(`${year}-01-26`), observed(`${year}-02-06`), addDays(easter, -2), addDays(easter, 1), observed(`${year}-04-25`),
      monday(`${year}-06-01`), monday(`${year}-10-01`, 4), observed(`${year}-12-25`), observed(`${year}-12-26`, true),
      ...MATARIKI.filter((matariki) => matariki.startsWith(`${year}-`)),
    ]);
    holidays.set(year, set);
  }
  return set.has(day);
}

export type DayKind = "workday" | "saturday" | "quiet";

/** Quiet: Sundays, public holidays and the builders' summer break. */
export function dayKind(day: string): DayKind {
  const date = day.slice(5);
  if (weekday(day) === 0 || isHoliday(day) || date >= "12-23" || date <= "01-08") return "quiet";
  return weekday(day) === 6 ? "saturday" : "workday";
}
