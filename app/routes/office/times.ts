/** Times as people read them, in a site's own zone. */
import type { Moment } from "#app/ui/time.tsx";

const formats = new Map<string, Intl.DateTimeFormat>();

// Making one costs far more than using it; it holds nothing of any request.
function formatOf(name: string, timeZone: string, options: Intl.DateTimeFormatOptions, locale = "en-NZ"): Intl.DateTimeFormat {
  const key = `${name} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, format);
  }
  return format;
}

// No-break spaces keep "7:02 am" and "Fri 20 Nov" on one line.
const tidy = (text: string) => text.replaceAll(",", "").replace(/\s/g, "\u00a0");

const clock = (at: Date, timeZone: string) => tidy(formatOf("clock", timeZone, { hour: "numeric", minute: "2-digit" }).format(at));

/** The day in that zone, as YYYY-MM-DD. */
export function dayOf(at: Date, timeZone: string): string {
  // Canada writes a day so; taking a date apart and putting it together costs twice as much.
  return formatOf("day", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA").format(at);
}

/** Whether the instant is on an earlier day than `now`, in that zone. */
export function isEarlierDay(at: Date, now: Date, timeZone: string): boolean {
  return dayOf(at, timeZone) < dayOf(now, timeZone);
}

/** "7:02 am" today, "Fri 20 Nov, 7:02 am" otherwise, with the year when it is not this one. */
export function since(at: Date, now: Date, timeZone: string): Moment {
  return dayOf(at, timeZone) === dayOf(now, timeZone) ? { at: at.toISOString(), text: clock(at, timeZone) } : dated(at, now, timeZone);
}

/** Always with its day: "Fri 20 Nov, 7:02 am". */
export function dated(at: Date, now: Date, timeZone: string): Moment {
  const isThisYear = dayOf(at, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  const day = formatOf(isThisYear ? "dated" : "dated-year", timeZone, isThisYear ? options : { ...options, year: "numeric" }).format(at);
  return { at: at.toISOString(), text: `${tidy(day)}, ${clock(at, timeZone)}` };
}

/** "20 Nov" of a calendar day YYYY-MM-DD; with `year`, "20 Nov 2026". */
export function calendarDay(on: string, year = false): string {
  const at = new Date(`${on}T12:00:00Z`);
  return tidy(formatOf(year ? "calendar-year" : "calendar", "UTC", { day: "numeric", month: "short", ...(year ? { year: "numeric" } : {}) }).format(at));
}

/** The calendar day so many days before YYYY-MM-DD. */
export function daysBefore(on: string, days: number): string {
  const at = new Date(`${on}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
