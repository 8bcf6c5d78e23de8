import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { personName, phoneNumber } from "./schemas.ts";
import { searchWords, toKey, toSearchTerms, toSearchText } from "./words.ts";

describe("a phone number", () => {
  it.each([
    ["021 123 4567", "+64211234567"],
    ["0211234567", "+64211234567"],
    ["(021) 123-4567", "+64211234567"],
    ["+64 21 123 4567", "+64211234567"],
    ["0064 21 123 4567", "+64211234567"],
    ["64 21 123 4567", "+64211234567"],
    ["09 377 1234", "+6493771234"],
    ["027 555 0123", "+64275550123"],
    ["+61 412 345 678", "+61412345678"],
    ["０２１ １２３ ４５６７", "+64211234567"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(phoneNumber.parse(typed)).toBe(kept);
  });

  it.each(["", " ", "12", "abc", "021 12", "111", "+64", "021 123 4567 ext 3", "02112345678901234", "9".repeat(60)])("%j is refused with what to type instead", (typed) => {
    expect(phoneNumber.safeParse(typed).error?.issues[0]?.message).toMatch(/phone number/);
  });

  it("is E.164 whenever anything at all is accepted", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        const result = phoneNumber.safeParse(typed);
        return !result.success || /^\+[1-9]\d{6,14}$/.test(result.data);
      }),
    );
  });
});

const EMOJI = "Use letters: an emoji can't be part of a name";
const UNSEEN = "Type this again by hand: there is something in it that can't be seen";

describe("a name", () => {
  it.each([
    ["  Hēmi   Parata ", "Hēmi Parata"],
    ["Māia", "Māia"],
    ["Nguyễn Văn An", "Nguyễn Văn An"],
    ["李小龍", "李小龍"],
    ["O'Brien-Smith, Jr.", "O'Brien-Smith, Jr."],
  ])("%j is kept as %j", (typed, kept) => {
    expect(personName.parse(typed)).toBe(kept);
  });

  it.each([["", "Enter your name"], ["   ", "Enter your name"], ["...", "Enter your name in letters"], ["a".repeat(101), "Use 100 characters or fewer"], ["a\u202Eb", UNSEEN], ["a\uFFFDb", UNSEEN], ["a\uD800b", UNSEEN], ["a\u0000b", UNSEEN], [`He${"\u0334".repeat(5)}mi`, "Type this again: a letter in it has too many marks"], ["👷", EMOJI], ["Hēmi 👷🏽‍♀️", EMOJI], ["Hēmi 🇳🇿", EMOJI]])(
    "%j is refused: %s",
    (typed, message) => {
      expect(personName.safeParse(typed).error?.issues[0]?.message).toBe(message);
    },
  );
});

describe("search words", () => {
  it("are found with or without macrons, and a phone in both its forms", () => {
    const person = { name: "Hēmi Ngāti-Porou", employer: "Tūī Scaffolding Ltd", phone: "+64211234567" };
    expect(searchWords(person)).toEqual(["hemi", "ngati", "porou", "tui", "scaffolding", "ltd", "64211234567", "0211234567"]);
    expect(toSearchText(person)).toBe(" hemi ngati porou tui scaffolding ltd 64211234567 0211234567");
    expect(toSearchTerms("HĒMI tui")).toEqual(["hemi", "tui"]);
    expect(toSearchTerms("021 123")).toEqual(["021123"]);
    expect(toSearchTerms("+64 21")).toEqual(["6421"]);
    expect(toSearchTerms("  ")).toEqual([]);
  });

  it("are the same for an ʻokina, an apostrophe and neither", () => {
    for (const name of ["Faʻasavalu", "Fa'asavalu", "Fa’asavalu", "FAASAVALU"]) expect(toKey(name)).toBe("faasavalu");
  });

  it("of any text are a key of their own key", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => toKey(toKey(text)) === toKey(text)));
  });

  it("of a name are all found by their own beginnings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), (name) => {
        const text = toSearchText({ name, employer: "", phone: "+64211234567" });
        return toSearchTerms(toKey(name)).every((term) => text.includes(` ${term}`) || /^\d+$/.test(term));
      }),
    );
  });
});
