import { Notice, useMessages } from "#app/ui/index.ts";
import type { BookingRefusal } from "./route.server.ts";

/** Why the page is here again. */
export function WhyAgain({ refusal: { notice, retryAfterSeconds } }: { refusal: BookingRefusal }) {
  const { booking, gate, entry } = useMessages();
  const said: Record<BookingRefusal["notice"], { title: string; text: string }> = {
    stale: { title: booking.staleTitle, text: booking.stale },
    new_terms: { title: entry.termsTitle, text: booking.stale },
    already_here: { title: gate.alreadyTitle, text: booking.hereElsewhere },
    too_many: { title: gate.tooManyTitle(retryAfterSeconds), text: booking.unavailableTitle },
    quiz_pause: { title: gate.pauseTitle(Math.ceil(retryAfterSeconds / 60)), text: gate.pause },
    unavailable: { title: booking.unavailableTitle, text: booking.unavailable },
  };
  return (
    <Notice tone={notice === "unavailable" ? "danger" : "caution"} title={said[notice].title} live>
      <p>{said[notice].text}</p>
    </Notice>
  );
}
