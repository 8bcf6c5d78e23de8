/**
 * Codes of an authenticator app: RFC 6238 with SHA-1, 6 digits and 30 seconds, the only form that every app reads. Ours
 * rather than a library's: it is one HMAC, and a test holds it equal to one (docs/decisions/0009-small-libraries.md).
 */
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";

const SECRET_BYTES = 20;
const DIGITS = 6;
const STEP_SECONDS = 30;
/** One step each side: a phone's clock may be half a minute off. */
const STEPS_ASIDE = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret of 20 bytes, as long as the digest. `makeBytes` gives fresh random bytes. */
export function makeTotpSecret(makeBytes: (length: number) => Uint8Array): Uint8Array {
  return makeBytes(SECRET_BYTES);
}

/** RFC 4648 base32 without padding, as people type it into an app that can't scan. */
export function toBase32(secret: Uint8Array): string {
  const bits = Array.from(secret, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32.charAt(parseInt(group.padEnd(5, "0"), 2))).join("");
}

/** The `otpauth:` address that stands in the QR code. */
export function totpUri({ secret, email, issuer }: { secret: Uint8Array; email: string; issuer: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`;
  // URLSearchParams writes a space as "+", which apps show as it is.
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}

/**
 * The 30-second step that this code belongs to, to be kept as the next `lastCounter`; null when the code is wrong, too old,
 * or of a step up to `lastCounter`, so that a code works once. Spaces in the code don't count.
 */
export function findTotpCounter(secret: Uint8Array, code: string, now: Date, lastCounter: number | null): number | null {
  const typed = toDigits(code);
  if (typed === null) return null;
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  let found: number | null = null;
  // Each step is computed and compared whole, so that the time taken tells nothing of the code.
  for (let counter = Math.max(0, current - STEPS_ASIDE); counter <= current + STEPS_ASIDE; counter++) {
    const isMatch = isSameText(codeAt(secret, counter), typed);
    if (isMatch && counter > (lastCounter ?? -1)) found ??= counter;
  }
  return found;
}

/** Six ASCII digits, also when they were typed wide or with spaces between; null when there are not six. */
function toDigits(code: string): string | null {
  if (code.length > 40) return null;
  const digits = code.normalize("NFKC").replace(/\s/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

function codeAt(secret: Uint8Array, counter: number): string {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(counter));
  const digest = hmac(sha1, secret, message);
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = new DataView(digest.buffer, digest.byteOffset).getUint32(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

function isSameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
