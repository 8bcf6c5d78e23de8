/** Why the gate's rules did not let somebody in at once, as the office reads it. */
import type { GateReason } from "#worker/domain/entry/rules.ts";

const PAPERS = { insurance: "Their employer has no insurance in date", licence: "Their employer has no licence in date", unknown: "Their employer is none of your contractors" };

export function reasonText(reason: GateReason): string {
  switch (reason.kind) {
    case "banned":
      return "They are banned from here";
    case "banned-phone":
      return "Somebody with the same phone number is banned";
    case "denied-before":
      return "They were turned away shortly before";
    case "stopped-before":
      return "An answer of theirs stopped them shortly before";
    case "hours":
      return "The site is outside its opening hours";
    case "papers":
      return PAPERS[reason.what];
    case "approval":
      return "Their kind of visitor always waits for a supervisor";
    case "answers":
      return "An answer of theirs needs a supervisor";
  }
}
