/** What a new password must be: long, and none that is guessed first. What it is made of is nobody's business. */
import * as z from "zod";
import { COMMON_PASSWORDS } from "#worker/domain/account/common-passwords.ts";
import { countGuessBits, fold } from "#worker/domain/account/guess-bits.ts";

const MIN_CHARACTERS = 12;
const MAX_CHARACTERS = 200;

/** Two listed words with a year are 30 bits, three are 36, four with spaces 54; twelve random letters and signs about 50. */
const COMMON_BELOW_BITS = 32;

const TOO_LONG = "Use 200 characters or fewer";

/** 12 to 200 characters, in the one form of Unicode in which passwords are hashed. Ask isCommonPassword() of what it gives. */
export const newPassword = z
  .string("Enter a password")
  // Before anything is done with it.
  .max(5 * MAX_CHARACTERS, TOO_LONG)
  .transform((text) => text.normalize("NFC"))
  .refine((text) => text.length > 0, "Enter a password")
  .refine((text) => Array.from(text).length >= MIN_CHARACTERS, "Use 12 characters or more. Four words that don't belong together are easy to remember")
  .refine((text) => text.length <= MAX_CHARACTERS, TOO_LONG);

/** Per isolate, made at the first use: what nobody's request can change. */
let listed: ReadonlySet<string> | undefined;

/**
 * Whether a guesser soon comes to this password: a common one, a keyboard's run, a word with digits and signs about it, the same twice,
 * or mostly the person's own words. `context` are those: e-mail, name, company. Any case, macrons or not.
 */
export function isCommonPassword(password: string, context: string[]): boolean {
  listed ??= new Set(COMMON_PASSWORDS.trim().split(/\s+/));
  return countGuessBits(password, listed, ownWords(context)) < COMMON_BELOW_BITS;
}

/** "mere.parata7@tui.co.nz" → mere.parata7, tui.co.nz, mere, parata7, parata, tui. Two letters are in too many words. */
function ownWords(context: string[]): ReadonlySet<string> {
  const names = ["inductlite", ...context].flatMap((text) => fold(text).split(/[\s@]+/));
  const words = names.flatMap((name) => [name, ...(name.match(/[\p{L}\p{N}]+/gu) ?? []), ...(name.match(/\p{L}+/gu) ?? [])]);
  return new Set(words.filter((word) => word.length >= 3));
}
