/** Recovery codes: the way in for whoever has lost the phone. Each works once; only digests of them are kept. */
import { sha256Of } from "#worker/crypto/digest.ts";

const CODES = 10;
const LENGTH = 24;
/** 32 signs, 5 bits each: no i, l, o or u, which are read as 1, 1, 0 and v. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LOOK_ALIKES: Record<string, string> = { i: "1", l: "1", o: "0", u: "v" };

/** Ten codes of 120 random bits: `xxxx-xxxx-xxxx-xxxx-xxxx-xxxx`. `makeBytes` gives fresh random bytes. */
export function makeRecoveryCodes(makeBytes: (length: number) => Uint8Array): string[] {
  return Array.from({ length: CODES }, () => {
    // 256 is a multiple of 32: each sign is as likely as any other.
    const code = Array.from(makeBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
    return code.replace(/(.{4})(?=.)/g, "$1-");
  });
}

/**
 * What is kept of a code, 32 bytes; null when this has not the form of one. Case, spaces, dashes and look-alikes don't
 * matter. A plain digest is enough: nobody tries 2^120 codes. It is bound to its account, so no two accounts share one.
 */
export function hashRecoveryCode(accountId: string, code: string): Uint8Array | null {
  if (code.length > 100) return null;
  const signs = code.normalize("NFKC").toLowerCase().replace(/[\s\p{Pd}\u2212\u00AD]/gu, "").replace(/[ilou]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
  if (signs.length !== LENGTH || Array.from(signs).some((sign) => !ALPHABET.includes(sign))) return null;
  return sha256Of(`recovery-code\n${accountId}\n${signs}`);
}
