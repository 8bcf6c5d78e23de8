import { randomInt } from "node:crypto";

/** Numbers that come out the same for the same seed, so that a demo can be told again. Never for secrets. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Any number from `least` up to `most`. */
  within(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new Error("there is nothing to pick from");
    return picked;
  }

  /** A UUIDv7 of that instant: rows made in order lie in order. */
  id(at: Date): string {
    const hex = (bits: number) => Math.floor(this.next() * 2 ** bits).toString(16).padStart(bits / 4, "0");
    const time = at.getTime().toString(16).padStart(12, "0");
    const variant = (8 + Math.floor(this.next() * 4)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${variant}${hex(12)}-${hex(24)}${hex(24)}`;
  }
}

const LINK_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Half of a sign-in link: secret, so another one on each machine. */
export function makeLinkHalf(length: number): string {
  return Array.from({ length }, () => LINK_ALPHABET[randomInt(LINK_ALPHABET.length)]).join("");
}
