import { Secret, TOTP, URI } from "otpauth";
import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { findTotpCounter, makeTotpSecret, toBase32, totpUri } from "./totp.ts";

const secret = new TextEncoder().encode("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);
const other = (bytes: Uint8Array) => new TOTP({ secret: new Secret({ buffer: bytes.slice().buffer }), algorithm: "SHA1", digits: 6, period: 30 });

/** A second's code by the other library. */
const codeAt = (seconds: number) => other(secret).generate({ timestamp: seconds * 1000 });

const anySecret = fc.uint8Array({ minLength: 20, maxLength: 20 });
/** Text of any UTF-16 units, broken ones too. */
const anyText = fc.uint16Array({ maxLength: 60 }).map((units) => String.fromCharCode(...units));
/** Up to the year 2300. */
const anySecond = fc.integer({ min: 0, max: 10_413_792_000 });

describe("a code", () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at second %i is the RFC's: %s", (seconds, code) => {
    expect(findTotpCounter(secret, code, at(seconds), null)).toBe(Math.floor(seconds / 30));
  });

  it("is the one that another implementation makes, for any secret and time", () => {
    fc.assert(
      fc.property(anySecret, anySecond, (bytes, seconds) => {
        const step = Math.floor(seconds / 30);
        const found = findTotpCounter(bytes, other(bytes).generate({ timestamp: seconds * 1000 }), at(seconds), step - 1);
        return found === step;
      }),
    );
  });

  it("counts for one step before and one after, and no longer", () => {
    const code = codeAt(3000);
    expect(findTotpCounter(secret, code, at(2969), null)).toBeNull();
    for (const seconds of [2970, 3000, 3029, 3059]) expect(findTotpCounter(secret, code, at(seconds), null)).toBe(100);
    expect(findTotpCounter(secret, code, at(3060), null)).toBeNull();
  });

  it("works once: nothing up to the last used step matches again", () => {
    expect(findTotpCounter(secret, codeAt(3000), at(3000), 99)).toBe(100);
    expect(findTotpCounter(secret, codeAt(3000), at(3000), 100)).toBeNull();
    expect(findTotpCounter(secret, codeAt(2970), at(3000), 100)).toBeNull();
    expect(findTotpCounter(secret, codeAt(3030), at(3000), 100)).toBe(101);
  });

  it("may be typed with spaces, or with wide digits", () => {
    expect(findTotpCounter(secret, " 287 082\u00a0", at(59), null)).toBe(1);
    expect(findTotpCounter(secret, "２８７０８２", at(59), null)).toBe(1);
  });

  it.each(["", "28708", "2870820", "287083", "28708x", "-287082", "287.082", "287082".repeat(1000), `287082${" ".repeat(100)}`, "٢٨٧٠٨٢", "\uD800"])("%j is refused", (code) => {
    expect(findTotpCounter(secret, code, at(59), null)).toBeNull();
  });

  it("of another secret is refused", () => {
    expect(findTotpCounter(new Uint8Array(20), "287082", at(59), null)).toBeNull();
  });

  it("typed as anything at all never throws", () => {
    fc.assert(fc.property(anyText, (code) => [null, 1].includes(findTotpCounter(secret, code, at(59), null))));
  });
});

describe("a secret", () => {
  it("is the 20 bytes that it was given", () => {
    expect(makeTotpSecret((length) => new Uint8Array(length).fill(7))).toEqual(new Uint8Array(20).fill(7));
  });

  it("is written in base32 as another implementation writes it", () => {
    expect(toBase32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => toBase32(bytes) === new Secret({ buffer: bytes.slice().buffer }).base32));
  });

  it("stands in an address that another implementation reads back", () => {
    const uri = totpUri({ secret, email: "mere+site@tūī & sons.co.nz", issuer: "InductLite" });
    expect(uri).toMatch(/^otpauth:\/\/totp\/InductLite:mere%2Bsite%40t%C5%AB%C4%AB%20%26%20sons\.co\.nz\?/);
    const read = URI.parse(uri) as TOTP;
    expect([read.issuer, read.label, read.algorithm, read.digits, read.period]).toEqual(["InductLite", "mere+site@tūī & sons.co.nz", "SHA1", 6, 30]);
    expect(read.secret.bytes).toEqual(secret);
  });
});
