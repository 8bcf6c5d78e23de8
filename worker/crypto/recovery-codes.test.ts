import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { toHex } from "./digest.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "./recovery-codes.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const hash = (account: string, code: string) => {
  const bytes = hashRecoveryCode(account, code);
  return bytes && toHex(bytes);
};
/** Text of any UTF-16 units, broken ones too. */
const anyText = fc.uint16Array({ maxLength: 120 }).map((units) => String.fromCharCode(...units));
/** Bytes one after the other, as if they were random. */
const anyCode = fc.uint8Array({ minLength: 240, maxLength: 240 }).map((bytes) => {
  let taken = 0;
  return makeRecoveryCodes((length) => bytes.slice(taken, (taken += length)))[0] ?? "";
});

describe("recovery codes", () => {
  it("are ten different ones, in six groups of four signs without look-alikes", () => {
    const codes = makeRecoveryCodes(random);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}$/);
  });

  it("carry 120 bits each: 24 signs, and of a byte each sign takes five bits", () => {
    const lengths: number[] = [];
    const codes = makeRecoveryCodes((length) => {
      lengths.push(length);
      return Uint8Array.from({ length }, (_, index) => index + 24 * lengths.length);
    });
    expect(lengths).toEqual(Array(10).fill(24));
    expect(codes.slice(0, 3)).toEqual(["rstv-wxyz-0123-4567-89ab-cdef", "ghjk-mnpq-rstv-wxyz-0123-4567", "89ab-cdef-ghjk-mnpq-rstv-wxyz"]);
  });

  it("are known again however they are typed", () => {
    fc.assert(
      fc.property(anyCode, fc.constantFrom("", " ", "-", "–", " - ", "\u00ad"), fc.boolean(), (code, between, isUpper) => {
        const typed = code.replaceAll("0", "o").replaceAll("1", "l").replaceAll("v", "u").split("-").join(between);
        return hash("a", isUpper ? typed.toUpperCase() : typed) === hash("a", code);
      }),
    );
    expect(hash("a", "  OI23 4567 89ab cdef ghjk mnpq\n")).toBe(hash("a", "0123-4567-89ab-cdef-ghjk-mnpq"));
    expect(hash("a", "０１２３-4567-89ab-cdef-ghjk-mnpq")).toBe(hash("a", "0123-4567-89ab-cdef-ghjk-mnpq"));
  });

  it("have a digest for each account and code", () => {
    const digests = [hash("a", "0123-4567-89ab-cdef-ghjk-mnpq"), hash("b", "0123-4567-89ab-cdef-ghjk-mnpq"), hash("a", "0123-4567-89ab-cdef-ghjk-mnpr")];
    expect(new Set(digests).size).toBe(3);
    expect(digests[0]).toHaveLength(64);
  });

  it.each(["", "0123", "0123-4567-89ab-cdef", "0123-4567-89ab-cdef-ghjk-mnp", "0123-4567-89ab-cdef-ghjk-mnpq0", "0123-4567-89ab-cdef-ghjk-mnp!", "0123-4567-89ab-cdef-ghjk-mnpé", "0".repeat(200), `0123-4567-89ab-cdef-ghjk-mnpq${" ".repeat(200)}`, "0123_4567_89ab_cdef_ghjk_mnpq"])("%j is none", (typed) => {
    expect(hashRecoveryCode("a", typed)).toBeNull();
  });

  it("typed as anything at all never throw", () => {
    fc.assert(fc.property(anyText, (typed) => [null, 32].includes(hashRecoveryCode("a", typed)?.length ?? null)));
  });
});
