/** Why the gate's rules did not let somebody in at once, as the office reads it: on the approvals and after a crew. */
import { calendarDay } from "#app/routes/office/times.server.ts";
import { VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import type { GateReason } from "#worker/domain/entry/rules.ts";

interface Comer {
  employer: string;
  visitorType: string;
  /** What the office wrote of each ban, by its id; left out where the page doesn't tell. */
  banReasons?: Record<string, string>;
}

const PAPERS = { insurance: "insurance", licence: "licence" };

/** Without a full stop. */
export function reasonText(reason: GateReason, { employer, visitorType, banReasons }: Comer): string {
  switch (reason.kind) {
    case "answers":
      return "An answer of theirs needs a supervisor";
    case "banned":
      return banReasons ? `Banned: ${banReasons[reason.ban] ?? "the reason was erased"}` : "Banned from here";
    case "banned-phone":
      return `Has the same phone number as somebody who is banned${banReasons ? ` (${banReasons[reason.ban] ?? "the reason was erased"})` : ""}`;
    case "hours":
      return "Outside the site's hours";
    case "papers":
      if (reason.what === "unknown") return employer ? `“${employer}” is not in your list of contractors` : "They gave no employer, and contractors must have papers here";
      return reason.expiredOn ? `The ${PAPERS[reason.what]} of ${employer} ended ${calendarDay(reason.expiredOn, true)}` : `No ${PAPERS[reason.what]} of ${employer} is in the list of contractors`;
    case "approval":
      return `At this site a supervisor decides on each ${(VISITOR_TYPE_LABELS[visitorType] ?? "visitor").toLowerCase()}`;
    case "denied-before":
      return "Turned away in the last 12 hours";
    case "stopped-before":
      return "Stopped by an answer in the last 12 hours";
  }
}
