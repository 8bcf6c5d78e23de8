/** Which step of a rotation is next. Pure: what is known goes in, the step comes out. */
import { LIFETIMES } from "#worker/limits.ts";
import { otherSlot, type Slot } from "../signing-keys.ts";
import type { KeySlots } from "./key-store.ts";

/** What the deployment's log knows of the keys, the oldest first. */
export type KeyEvent = { action: "signing-key.made" | "signing-key.turned"; slot: Slot; keyId: string; at: Date };

export type KeyLog = {
  events: KeyEvent[];
  /** What is older stands in the archive alone; null when nothing was archived yet. */
  archivedUntil: Date | null;
};

export type Step =
  /** A fresh key goes into this slot, where nothing is lost by it. */
  | { next: "make"; slot: Slot }
  /** What this slot signed until then may still live: a fresh key in it would end that early. Null when the log does not tell. */
  | { next: "wait"; slot: Slot; retiredAt: Date | null }
  /** This slot has its fresh key, and may sign from then on. */
  | { next: "turn"; slot: Slot; keyId: string; settledAt: Date }
  /** The Workers sign with different slots, and the log does not tell which was meant. */
  | { next: "unknown" };

/** What a key verifies that it signed before it was turned off. Links that have left need no key: the database knows their digests. */
export const VERIFIED: readonly { what: string; seconds: number }[] = [
  { what: "sessions of the office", seconds: LIFETIMES.sessionSeconds },
  { what: "sign-in forms that stand open on phones", seconds: LIFETIMES.signInFormSeconds },
  { what: "mails with a link that are still on their way out", seconds: LIFETIMES.inviteSeconds },
  { what: "phones that a company remembers", seconds: LIFETIMES.rememberedDeviceSeconds },
  { what: "devices on which members have logged in before", seconds: LIFETIMES.knownDeviceSeconds },
];

const longestSeconds = Math.max(...VERIFIED.map(({ seconds }) => seconds));
export const LONGEST_DAYS = Math.ceil(longestSeconds / 86_400);

export const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/** Until when something may live that was signed before the key was turned off. */
export const lastOf = (retiredAt: Date) => after(retiredAt, longestSeconds);

/** @param settleSeconds how long a key that was put takes until it is known everywhere. */
export function planRotation({ signing, filled, ids }: KeySlots, log: KeyLog, settleSeconds: number, now: Date): Step {
  // The log of a database that outlived its state folder may speak of other keys.
  const events = log.events.filter(({ slot, keyId }) => !ids || ids[slot] === keyId);
  const turnedAt = events.findLastIndex(({ action }) => action === "signing-key.turned");
  const turned = events[turnedAt];
  const made = events.slice(turnedAt + 1).at(-1);
  // Also where the slot signs already: then its turn was cut short of the log.
  if (made) return { next: "turn", slot: made.slot, keyId: made.keyId, settledAt: after(made.at, settleSeconds) };
  if (!signing) return { next: "unknown" };
  const slot = otherSlot(signing);
  if (!filled.includes(slot)) return { next: "make", slot };
  if (turned?.slot === signing) return lastOf(turned.at) <= now ? { next: "make", slot } : { next: "wait", slot, retiredAt: turned.at };
  // In a log that is whole no turn at all means that B never signed: making its key was cut short.
  const neverSigned = !turned && signing === "A" && !log.archivedUntil;
  return neverSigned ? { next: "make", slot } : { next: "wait", slot, retiredAt: null };
}
