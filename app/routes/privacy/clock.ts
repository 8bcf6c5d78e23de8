/** The clock of a privacy request, in words. */
import { countOf } from "#app/routes/office/words.ts";
import type { Tone } from "#app/ui/index.ts";

export interface Clock {
  tone: Tone;
  text: string;
}

const SOON_DAYS = 5;

/** `days`: working days that are left, below 0 when so many have gone by; `isOver`: the last day is past, even where no working day was since. */
export function describeClock(days: number, isOver: boolean): Clock {
  if (isOver) return { tone: "danger", text: days === 0 ? "Overdue" : `Overdue by ${countOf(-days, "working day", "working days")}` };
  if (days === 0) return { tone: "danger", text: "Due today" };
  return { tone: days <= SOON_DAYS ? "caution" : "info", text: `${countOf(days, "working day", "working days")} left` };
}

export const KINDS = { access: "See all of it", correction: "Correction", erasure: "Erasure" } as const;
export const STATES = { open: "Open", done: "Done", refused: "Refused" } as const;
