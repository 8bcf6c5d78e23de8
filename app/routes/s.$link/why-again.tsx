import { Notice, useMessages } from "#app/ui/index.ts";
import type { Refusal } from "./route.server.ts";

/** Says why the form is here again; what was typed stands in it still. */
export function WhyAgain({ refusal }: { refusal: Refusal }) {
  const { gate: words, entry } = useMessages();
  const wait = refusal.retryAfterSeconds ?? 60;
  switch (refusal.notice) {
    case "kept":
    case "check":
    case "already_here":
      return null;
    case "stale_form":
      return (
        <Notice tone="caution" title={words.staleTitle} live>
          <p>{words.stale}</p>
        </Notice>
      );
    case "new_terms":
      return (
        <Notice tone="caution" title={entry.termsTitle} live>
          <p>{entry.terms}</p>
        </Notice>
      );
    case "forgotten":
      return (
        <Notice tone="caution" title={words.forgottenTitle} live>
          <p>{words.forgotten}</p>
        </Notice>
      );
    case "too_many":
      return (
        <Notice tone="caution" title={words.tooManyTitle(wait)} live>
          <p>{words.tooMany}</p>
        </Notice>
      );
    case "quiz_pause":
      return (
        <Notice tone="caution" title={words.pauseTitle(Math.ceil(wait / 60))} live>
          <p>{words.pause}</p>
        </Notice>
      );
    case "unavailable":
      return (
        <Notice tone="danger" title={words.unavailableTitle} live>
          <p>{words.unavailable}</p>
        </Notice>
      );
  }
}
