/** How a paper stands on a day: what the badge says and in which colour. */
import { calendarDay, daysBefore } from "#app/routes/office/times.server.ts";
import type { Tone } from "#app/ui/notice.tsx";

export interface PaperState {
  tone: Tone | "plain";
  text: string;
}

const SOON_DAYS = 30;

/** `until`: the last day that it is good for; null where there is none. */
export function paperState(until: string | null, today: string): PaperState {
  if (until === null) return { tone: "plain", text: "None" };
  if (until < today) return { tone: "danger", text: `Expired ${calendarDay(until, true)}` };
  if (daysBefore(until, SOON_DAYS) <= today) return { tone: "caution", text: `Ends ${calendarDay(until, true)}` };
  return { tone: "good", text: `Until ${calendarDay(until, true)}` };
}
