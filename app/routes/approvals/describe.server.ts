/** Somebody at a gate in the office's words. */
import { reasonText } from "#app/routes/approvals/reasons.server.ts";
import { since } from "#app/routes/office/times.server.ts";
import { sayAnswer } from "#app/routes/completions.$id/said.server.ts";
import { phoneText, VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";
import type { EntryShown } from "#worker/store/entries.ts";

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
    // Answers stand below with their questions.
    reasons: entry.reasons.filter(({ kind }) => kind !== "answers").map((reason) => reasonText(reason, entry)),
    answers: (questions?.asked ?? []).map(({ question, answer }) => ({ id: question.id, question: say(question.text), answer: answer === null ? "No answer" : sayAnswer(question, answer, say) })),
    score: entry.score && entry.score.outOf > 0 ? `${entry.score.score} of ${entry.score.outOf} points${entry.score.failed ? `, ${entry.score.failed.needed} needed` : ""}` : null,
    inducted: entry.score?.failed ? "Quiz not passed" : entry.score ? "Done just now" : entry.inductedUntil ? "In date" : null,
    /** A yes lets them in this once. */
    isThisOnce: Boolean(entry.score?.failed),
    // Of an answer that stops, a supervisor may say that it was a slip; of every other stop its cause is put right first.
    mayBeDecided: isWaiting || (state === "stopped" && entry.reasons.every(({ kind }) => kind === "answers")),
  };
}

export type EntryDescribed = ReturnType<typeof describeEntry>;
