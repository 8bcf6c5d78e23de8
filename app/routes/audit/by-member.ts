/** Sentences of what happened to a visitor through a member: they begin with the visitor, for the member did not come in. */
import { whatWasDone, whoDid, type Told } from "./action-words.ts";

interface TellableEvent {
  action: string;
  actorKind: string;
  actorName: string | null;
  subjectName: string | null;
}

const at = (site: string | null) => (site ? ` at ${site}` : "");

function signedIn({ site, changes }: Told, member: string): string {
  if (changes["approved"] === true) return `was signed in${at(site)}, let in by ${member}`;
  return `was signed in${at(site)}${changes["checkedIn"] === true ? " with a crew" : ""} by ${member}`;
}

const OF_VISITOR: Record<string, (told: Told, member: string) => string> = {
  "visit.signed-in": signedIn,
  "entry.asked": ({ site }, member) => `had to wait to be let in${at(site)}, with a crew of ${member}`,
  "entry.stopped": ({ site }, member) => `was stopped by the rules of the gate${at(site)}, when ${member} wanted to let them in`,
};

/** Who, and what: the two halves of an event's sentence. */
export function inWords(event: TellableEvent, told: Told): { who: string; what: string } {
  const says = event.actorKind === "member" ? OF_VISITOR[event.action] : undefined;
  if (says) return { who: event.subjectName ?? "Somebody", what: says(told, event.actorName ?? "a member") };
  return { who: whoDid(event), what: whatWasDone(event.action, told) };
}
