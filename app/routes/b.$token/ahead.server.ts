/** What would hold somebody up at the gate, told while they can still do something about it. A ban is not among it: nobody is told at home. */
import { daysIn } from "#app/messages/days.ts";
import type { Messages } from "#app/messages/index.ts";
import type { GateRules } from "#worker/domain/entry/rules.ts";
import type { OwnBooking } from "#worker/store/own-bookings.ts";

/** A calendar day (YYYY-MM-DD): "Tuesday 24 November", in the visitor's language. */
export const dayText = (on: string, words: Messages) => daysIn(words, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" })(new Date(`${on}T12:00:00Z`));

/** By the site's hours of that day: from and to, "closed", or null where the site has no hours. */
function hoursOn(on: string, { hours }: GateRules): string | null {
  if (hours.effect === "off") return null;
  const day = hours.week[(new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7];
  return day ? `${day.from}–${day.to}` : "closed";
}

/** `on` is the first of their days that is still to come. `why` is empty where nothing is known that would hold them up. */
export function describeAhead({ ahead, host }: OwnBooking, rules: GateRules, on: string, words: Messages) {
  const hours = hoursOn(on, rules);
  const isClosed = hours === "closed";
  const why = ahead.map((reason) => (reason.kind === "approval" ? words.entry.approval : { unknown: words.entry.papersUnknown, insurance: words.entry.insurance, licence: words.entry.licence }[reason.what]));
  return {
    why: [...(isClosed ? [words.booking.closedOn(dayText(on, words))] : []), ...new Set(why)],
    isStop: ahead.some(({ isStop }) => isStop) || (isClosed && rules.hours.effect === "stop"),
    askFor: host || rules.contact?.name || null,
    hours: isClosed ? null : hours,
  };
}
