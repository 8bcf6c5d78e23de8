import type { SigningKey, Slot } from "../signing-keys.ts";

/** What can be known of the keys without reading them. */
export type KeySlots = {
  /** Null when the two Workers do not agree: turning was cut short. */
  signing: Slot | null;
  filled: Slot[];
  /** Where the keys themselves can be read. */
  ids?: Partial<Record<Slot, string>>;
};

/** Where the signing keys are kept: in the state folder, or at Cloudflare. Each step can be repeated. */
export type KeyStore = {
  /** How long it takes until a key that was put is known wherever a statement is verified. */
  settleSeconds: number;
  /** What each step ends with, for the person. */
  takesEffect: string;
  read(): Promise<KeySlots>;
  /** Fills a slot, over what it held. */
  put(slot: Slot, key: SigningKey): Promise<void>;
  signWith(slot: Slot): Promise<void>;
};
