import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { countGuessBits, MAX_WORD } from "./guess-bits.ts";
import { isCommonPassword, newPassword } from "./password-rules.ts";

const person = ["mere.parata7@tui-builders.co.nz", "Tūī Builders Ltd", "Mere Parata"];
const words = COMMON_PASSWORDS.trim().split(/\s+/);
const reasons = (typed: unknown) => newPassword.safeParse(typed).error?.issues.map(({ message }) => message) ?? [];

/** Text of any UTF-16 units, broken ones too. */
const anyText = fc.uint16Array({ maxLength: 300 }).map((units) => String.fromCharCode(...units));

/** As a password manager makes one: each sign as likely as any other, whatever it is. */
function makeRandom(alphabet: string, length: number): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(length)), (number) => alphabet.charAt(number % alphabet.length)).join("");
}

describe("a new password", () => {
  it.each([
    ["", "Enter a password"],
    [undefined, "Enter a password"],
    ["eleven char", /^Use 12 characters or more\./],
    // Eleven to the eye: a letter and its macron are one.
    ["ā".repeat(11).normalize("NFD"), /^Use 12 characters or more\./],
    ["👷".repeat(11), /^Use 12 characters or more\./],
    ["x".repeat(201), "Use 200 characters or fewer"],
    ["x".repeat(1_000_000), "Use 200 characters or fewer"],
  ])("is refused with what to do: %.20j", (typed, reason) => {
    expect(reasons(typed)[0]).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
  });

  it.each(["twelve chars", "            ", "ā".repeat(12), "👷".repeat(12), "x".repeat(200), "lower case only here", "ki te kore te putake"])("of 12 to 200 characters is taken, whatever they are: %.20j", (typed) => {
    expect(newPassword.parse(typed)).toBe(typed);
  });

  it("is kept in one form, however the keyboard writes its macrons", () => {
    expect(newPassword.parse("kererū on a wire".normalize("NFD"))).toBe("kererū on a wire".normalize("NFC"));
  });

  it("of anything at all is taken or refused, never an error", () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText), (typed, context) => {
        const result = newPassword.safeParse(typed);
        if (!result.success) return result.error.issues.every(({ message }) => /^(Enter|Use)/.test(message));
        return result.data === typed.normalize("NFC") && typeof isCommonPassword(result.data, context) === "boolean";
      }),
    );
  });
});

describe("a common password", () => {
  it.each([
    ["a listed one", ["1qaz2wsx3edc", "administrator", "counterstrike", "lost4815162342", "construction", "unbelievable"]],
    ["a word with digits, signs or a year about it", ["password1234", "Password1234!", "!!dragon!!2026", "12345iloveyou", "Summer-2026!", "construction1"]],
    ["a word with signs for letters", ["P@ssw0rd1234", "p4$$w0rd2026", "we1come12345", "adm1n1strator"]],
    ["the same again", ["passwordpassword", "hunter2hunter2", "monkey123monkey", "abcdabcdabcd", "zvkqzvkqzvkq", "aaaaaaaaaaaa", "............", "Summer2026Summer"]],
    ["a run of the keyboard, the alphabet or the numbers", ["qwertyuiop[]", "zxcvbnmasdfgh", "poiuytrewqlkj", "abcdefghijkl", "123456789012", "987654321098", "1q2w3e4r5t6y", "qazwsxedcrfv"]],
    ["two words", ["dragonmonkey1", "kiaorakiaora", "manchesterunited", "master-shadow"]],
    ["what people here think of", ["allblacks2026", "newzealand123", "Wellington26!", "Aotearoa2026", "scaffolding1", "kiaora123456"]],
    ["the product's name", ["inductlite123", "InductLite2026!", "inductliteinductlite"]],
    ["the person's e-mail or name", ["mereparata2026", "MereParata!!", "mere.parata7@tui", "parata123456", "tui-builders.co.nz"]],
    ["the company's name", ["TūīBuilders1", "tuibuilders2026", "BuildersLtd!!!"]],
  ])("is %s", (_, passwords) => {
    expect(passwords.filter((password) => !isCommonPassword(password, person))).toEqual([]);
  });

  it("is common in any case, and with or without macrons", () => {
    fc.assert(
      fc.property(fc.constantFrom(...words.filter(({ length }) => length >= 12)), fc.integer({ min: 0 }), (word, cases) => {
        const typed = Array.from(word, (letter, index) => ((cases >> index % 31) & 1 ? letter.toUpperCase() : letter)).join("");
        return isCommonPassword(typed, []);
      }),
    );
    expect(isCommonPassword("Kīāōrā123456", [])).toBe(true);
  });

  it("is another person's own words only for that person", () => {
    const password = "ngaiopetrovic";
    expect(isCommonPassword(password, ["ngaio.petrovic@example.com"])).toBe(true);
    expect(isCommonPassword(password, person)).toBe(false);
  });
});

describe("what is not common", () => {
  it("is a password manager's random string", () => {
    const letters = "abcdefghijkmnopqrstuvwxyz";
    for (const alphabet of [letters, `${letters}ABCDEFGHJKLMNPQRSTUVWXYZ23456789`, `${letters}ABCDEFGHJKLMNPQRSTUVWXYZ0123456789!@#$%^&*-_=+?`]) {
      const made = Array.from({ length: 100 }, () => makeRandom(alphabet, 16));
      expect(made.filter((password) => isCommonPassword(password, person))).toEqual([]);
    }
    expect(isCommonPassword(makeRandom("0123456789", 32), person)).toBe(false);
  });

  it("is four different words, even of those that are guessed first", () => {
    const plain = words.filter((word) => /^[a-z]{4,}$/.test(word));
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...plain), { minLength: 4, maxLength: 4 }), fc.constantFrom(" ", "-", "."), (four, between) => {
        fc.pre(four.every((word) => four.every((other) => word === other || !word.includes(other.slice(0, 3)))));
        return !isCommonPassword(four.join(between), []);
      }),
    );
  });

  it.each(["correct horse battery staple", "kererū-in-the-rain", "our digger has no brakes", "ko te reo te mauri", "李小龍李連杰甄子丹成龍洪金寶", "mere likes tall ladders in builders yards"])("is %s", (password) => {
    expect(isCommonPassword(password, person)).toBe(false);
  });
});

describe("the list", () => {
  it("is small, in lower case, each word once and none longer than is looked up", () => {
    expect(COMMON_PASSWORDS.length).toBeLessThan(40_000);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => word !== word.toLowerCase() || word.length > MAX_WORD)).toEqual([]);
  });

  it("leaves out what the other words and the runs come to anyway", () => {
    const some = words.filter((_, index) => index % 40 === 0);
    const without = (word: string) => new Set(words.filter((other) => other !== word));
    expect(some.filter((word) => countGuessBits(word, without(word), new Set()) <= 6)).toEqual([]);
  });
});
