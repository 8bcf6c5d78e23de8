/** How it stands with somebody who was not let in at once, as their own page shows it. */
import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { messagesOfRequest } from "#app/interface-language.server.ts";
import { daysIn, WEEKDAY_AND_TIME } from "#app/messages/days.ts";
import { languageOf, type Messages } from "#app/messages/index.ts";
import { sayAnswer } from "#app/routes/completions.$id/said.server.ts";
import { makeQr } from "#app/routes/office/qr.server.ts";
import type { Said } from "#app/ui/induction/shown.ts";
import type { GateReason } from "#worker/domain/entry/rules.ts";
import { wordsIn } from "#worker/domain/induction/words.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { OwnEntry } from "#worker/store/entries.ts";

type Screen = "waiting" | "lapsed" | "stopped" | "denied" | "withdrawn";

/** Quick while somebody surely stands there, slower the longer it takes. Null: nothing changes any more. */
function secondsToNextLook(screen: Screen, { askedAt, reasons }: OwnEntry, now: Date): number | null {
  if (screen === "stopped") return reasons.every(({ kind }) => kind === "answers") ? 30 : null;
  if (screen !== "waiting") return null;
  const waitedMinutes = (now.getTime() - askedAt.getTime()) / 60_000;
  return waitedMinutes < 2 ? 5 : waitedMinutes < 20 ? 15 : 60;
}

function screenOf({ state, askedAt }: OwnEntry, now: Date): Screen {
  if (state === "waiting") return askedAt.getTime() + LIFETIMES.entrySeconds * 1000 < now.getTime() ? "lapsed" : "waiting";
  // An approved one has its visit; without it the page was asked for in the blink between.
  return state === "approved" ? "waiting" : state;
}

/** In the visitor's words. What they answered is said with the question itself, and of a ban no more than that the office wants to talk. */
function whyOf(reasons: GateReason[], words: Messages["entry"]): string[] {
  const sentences = reasons.flatMap((reason) => {
    switch (reason.kind) {
      case "answers":
        return [];
      case "banned":
        return [words.banned];
      case "hours":
        return [words.hours];
      case "papers":
        return [{ unknown: words.papersUnknown, insurance: words.insurance, licence: words.licence }[reason.what]];
      case "stopped-before":
      case "denied-before":
        return [words.before];
      case "banned-phone":
      case "approval":
        return [words.approval];
    }
  });
  return [...new Set(sentences)];
}

export function describeEntry(entry: OwnEntry, { request, context }: LoaderFunctionArgs) {
  const words = messagesOfRequest(request);
  const now = context.request.now;
  const screen = screenOf(entry, now);
  const clock = daysIn(words, { timeZone: entry.timeZone, ...WEEKDAY_AND_TIME });
  const questions = (entry.questions?.asked ?? []).map(({ question, answer }): { text: Said; answer: string } => {
    const say = (of: Parameters<typeof wordsIn>[0]) => wordsIn(of, entry.language ?? languageOf(words), entry.questions?.languages ?? []);
    return { text: say(question.text), answer: answer === null ? "" : sayAnswer(question, answer, (of) => say(of).text, words.answer) };
  });
  return {
    screen,
    name: entry.name,
    title: words.entry.title(entry.siteName),
    siteName: entry.siteName,
    siteAddress: entry.siteAddress,
    companyName: entry.companyName,
    asked: clock(entry.askedAt),
    why: whyOf(entry.reasons, words.entry),
    questions,
    note: entry.note,
    byName: entry.decidedByName,
    contact: entry.rules.contact,
    qr: screen === "waiting" || (screen === "stopped" && questions.length > 0) ? makeQr(`${context.env.APP_ORIGIN}/approvals/${entry.id}`) : null,
    lookAgainSeconds: secondsToNextLook(screen, entry, now),
  };
}

export type EntryPage = ReturnType<typeof describeEntry>;
