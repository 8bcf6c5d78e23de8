/** Somebody at a gate in the office's words. */
import { calendarDay, since } from "#app/routes/office/times.server.ts";
import { sayAnswer } from "#app/routes/completions.$id/said.server.ts";
import { phoneText, VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import type { GateReason } from "#worker/domain/entry/rules.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";
import type { EntryShown } from "#worker/store/entries.ts";

const PAPERS = { insurance: "insurance", licence: "licence" };

function sentenceOf(reason: GateReason, { employer, visitorType, banReasons }: EntryShown): string | null {
  switch (reason.kind) {
    case "answers":
      return null;
    case "banned":
      return `Banned: ${banReasons[reason.ban] ?? "the reason was erased"}`;
    case "banned-phone":
      return `The same phone as somebody who is banned (${banReasons[reason.ban] ?? "the reason was erased"})`;
    case "hours":
      return "Outside the site's hours";
    case "papers":
      if (reason.what === "unknown") return `"${employer}" is not in your list of contractors`;
      return reason.expiredOn ? `The ${PAPERS[reason.what]} of ${employer} ended ${calendarDay(reason.expiredOn, true)}` : `No ${PAPERS[reason.what]} of ${employer} is in the list`;
    case "approval":
      return `Here somebody decides on each ${(VISITOR_TYPE_LABELS[visitorType] ?? "visitor").toLowerCase()}`;
    case "denied-before":
      return "Turned away earlier today";
    case "stopped-before":
      return "Stopped by an answer earlier today";
  }
}

export function describeEntry(entry: EntryShown, now: Date) {
  const { timeZone, questions, state } = entry;
  const say = (words: Parameters<typeof wordsIn>[0]) => wordsIn(words, "en", questions?.languages ?? []).text;
  const isWaiting = state === "waiting" && !entry.isLapsed;
  return {
    id: entry.id,
    name: entry.name,
    phone: phoneText(entry.phone),
    phoneLink: `tel:${entry.phone}`,
    type: VISITOR_TYPE_LABELS[entry.visitorType] ?? entry.visitorType,
    employer: entry.employer,
    siteName: entry.siteName,
    state: entry.isLapsed ? ("lapsed" as const) : state,
    asked: since(entry.askedAt, now, timeZone),
    waitedMinutes: Math.max(0, Math.floor((now.getTime() - entry.askedAt.getTime()) / 60_000)),
    decided: entry.decidedAt && since(entry.decidedAt, now, timeZone),
    decidedByName: entry.decidedByName,
    note: entry.note,
    reasons: entry.reasons.flatMap((reason) => sentenceOf(reason, entry) ?? []),
    answers: (questions?.asked ?? []).map(({ question, answer }) => ({ question: say(question.text), answer: answer === null ? "No answer" : sayAnswer(question, answer, say) })),
    score: entry.score && entry.score.outOf > 0 ? `${entry.score.score} of ${entry.score.outOf} points` : null,
    inducted: entry.score ? "Done just now" : entry.inductedUntil ? "In date" : null,
    // Of an answer that stops, a supervisor may say that it was a slip; of every other stop its cause is to be mended.
    mayBeDecided: isWaiting || (state === "stopped" && entry.reasons.every(({ kind }) => kind === "answers")),
  };
}

export type EntryDescribed = ReturnType<typeof describeEntry>;
