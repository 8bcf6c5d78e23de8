import { randomBytes } from "node:crypto";

/** 32 bytes, written as 43 base64url characters; the id stands in what it signs. */
export type SigningKey = { id: string; secret: string };

export type Slot = "A" | "B";

/** Two slots: one signs, both verify. B is empty until the first rotation. */
export type SigningKeys = { A: SigningKey; B?: SigningKey; signingWith: Slot };

/** A new random key under an id that no key before it had. */
export function makeSigningKey(): SigningKey {
  return { id: randomBytes(4).toString("hex"), secret: randomBytes(32).toString("base64url") };
}

export function otherSlot(slot: Slot): Slot {
  return slot === "A" ? "B" : "A";
}

/** The keys as both Workers read them (worker/env.ts). */
export function signingVariables(keys: SigningKeys): Record<string, string> {
  return {
    SIGNING_KEY_A: JSON.stringify(keys.A),
    ...(keys.B ? { SIGNING_KEY_B: JSON.stringify(keys.B) } : {}),
    SIGNING_WITH: keys.signingWith,
  };
}
