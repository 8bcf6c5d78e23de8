/** Instants as a mail tells them: a mail is read on any day, so with the whole date and the zone. */

const HOME = "Pacific/Auckland";
const formats = new Map<string, Intl.DateTimeFormat>();

const days = new Intl.DateTimeFormat("en-NZ", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** "Tuesday 24 November 2026" of a calendar day YYYY-MM-DD. */
export const tellDay = (on: string) => days.format(new Date(`${on}T12:00:00Z`)).replace(",", "");

/** "Tuesday 24 November 2026 at 9:05 am NZDT". The clock's own spaces don't break. */
export function tellTime(at: Date, timeZone = HOME): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-NZ", { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" });
    formats.set(timeZone, format);
  }
  return format.format(at).replace(",", "").replace(/\s(?=[ap]m)/i, "\u00a0");
}
