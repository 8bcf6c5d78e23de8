/** What is held about somebody, in the words and times of a page: the visitor's own, or the office's. */
import { daysIn } from "#app/messages/days.ts";
import type { Messages } from "#app/messages/index.ts";
import { saidIn, type Said } from "#app/routes/completions.$id/said.server.ts";
import { phoneText } from "#app/routes/office/words.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";
import type { Held, HeldBan, HeldBooking, HeldCompletion, HeldEntry, HeldVisit, OwnRequest } from "#worker/store/privacy.ts";

/** One line of the record: what it is about, and what is known of it. */
export interface ShownLine {
  id: string;
  title: string;
  details: string[];
}

export interface ShownCompletion extends ShownLine {
  /** Of the title. */
  language: string;
  said: Said[];
  isErased: boolean;
}

export interface ShownHeld {
  name: string;
  phone: string;
  employer: string;
  visitCount: number;
  visits: ShownLine[];
  completionCount: number;
  completions: ShownCompletion[];
  entries: ShownLine[];
  bookings: ShownLine[];
  bans: ShownLine[];
}

/** Instants with their day and clock, in that zone; and days. */
export function clockOf(words: Messages, timeZone: string) {
  const clock = daysIn(words, { timeZone, day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" });
  return (at: string) => clock(new Date(at));
}

export function dayText(words: Messages, on: string): string {
  return daysIn(words, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" })(new Date(`${on.slice(0, 10)}T12:00:00Z`));
}

const sentence = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(", ");

function showVisit(visit: HeldVisit, name: string, words: Messages): ShownLine {
  const { held } = words;
  const at = clockOf(words, visit.timeZone);
  const [from, to] = [at(visit.signedInAt), visit.signedOutAt && at(visit.signedOutAt)];
  const accepted = [held.accepted(visit.privacyNotice), visit.terms !== null && held.terms(visit.terms), visit.noticesRead > 0 && held.read(visit.noticesRead), visit.isOfOffice && held.byOffice];
  const details = [to ? held.to(from, to) : held.since(from), sentence(words.types[visit.visitorType].label, visit.employer, visit.name !== name && visit.name), sentence(...accepted)];
  return { id: visit.id, title: visit.siteName, details };
}

function showCompletion(completion: HeldCompletion, words: Messages): ShownCompletion {
  const { held } = words;
  const at = clockOf(words, completion.timeZone);
  const { content, drawn, answers, language } = completion;
  const title = wordsIn(content.title, language, content.languages);
  const counts = completion.validUntil ? held.until(at(completion.validUntil)) : held.forEver;
  const details = [`${held.passed(at(completion.completedAt))}, ${completion.siteName}`, sentence(held.version(completion.number), completion.outOf > 0 && held.score(completion.score, completion.outOf), counts)];
  return { id: completion.id, title: title.text, language: title.language, details, isErased: completion.isErased, said: completion.isErased ? [] : saidIn(content, drawn, answers, language, words.answer) };
}

function showEntry(entry: HeldEntry, words: Messages): ShownLine {
  const { held } = words;
  return { id: entry.id, title: entry.siteName, details: [`${held.entryStates[entry.state]}, ${clockOf(words, entry.timeZone)(entry.askedAt)}`, entry.note && held.note(entry.note)].filter(Boolean) };
}

function showBooking(booking: HeldBooking, words: Messages): ShownLine {
  const { held } = words;
  const days = held.days(dayText(words, booking.fromOn), dayText(words, booking.toOn));
  return { id: booking.id, title: booking.siteName, details: [sentence(days, booking.isCancelled && held.cancelled), sentence(booking.email, booking.host && held.host(booking.host)), booking.note && held.note(booking.note)].filter(Boolean) };
}

function showBan(ban: HeldBan, words: Messages): ShownLine {
  const { held } = words;
  const from = dayText(words, ban.bannedAt);
  return { id: ban.id, title: ban.siteName ?? held.allSites, details: [sentence(ban.untilOn ? held.bannedUntil(from, dayText(words, ban.untilOn)) : held.banned(from), ban.isLifted && held.lifted), ban.reason || held.whyBanned] };
}

export function showHeld(record: Held, words: Messages): ShownHeld {
  const { name, phone, employer, visitCount, completionCount, visits, completions, entries, bookings, bans } = record;
  return {
    name,
    phone: phoneText(phone),
    employer: employer ?? "",
    visitCount,
    visits: visits.map((visit) => showVisit(visit, name, words)),
    completionCount,
    completions: completions.map((completion) => showCompletion(completion, words)),
    entries: entries.map((entry) => showEntry(entry, words)),
    bookings: bookings.map((booking) => showBooking(booking, words)),
    bans: bans.map((ban) => showBan(ban, words)),
  };
}

export interface ShownRequest extends ShownLine {
  isOpen: boolean;
  text: string;
  answer: string;
}

export function showRequest({ id, kind, text, state, askedAt, dueOn, answeredAt, answer }: OwnRequest, words: Messages, timeZone: string): ShownRequest {
  const { held } = words;
  const at = clockOf(words, timeZone);
  const became = state === "open" || !answeredAt ? held.due(dayText(words, dueOn)) : state === "done" ? held.done(at(answeredAt)) : held.refused(at(answeredAt));
  return { id, title: held.kinds[kind], details: [held.asked(at(askedAt)), became], isOpen: state === "open", text, answer };
}
