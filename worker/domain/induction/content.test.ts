import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent } from "#worker/testing/any-induction.ts";
import { BLOCK_KINDS, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { countContentBytes, draftContent, MAX_CONTENT_BYTES, type Block } from "./content.ts";

const whole = makeContent(BLOCK_KINDS.map((kind, index) => makeBlock(kind, `b${index}`)));
const refusals = (content: unknown) => draftContent.safeParse(content).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
const withBlock = (block: object) => ({ ...whole, blocks: [block] });

describe("a draft", () => {
  it("may hold every kind of block, and stays what it is", () => {
    expect(whole.blocks.map(({ kind }) => kind)).toEqual(BLOCK_KINDS);
    fc.assert(fc.property(anyContent, (content) => void expect(draftContent.parse(content)).toEqual(content)));
  });

  it("may be half-finished", () => {
    expect(refusals({ languages: ["en"], title: {}, blocks: [], quiz: null, validDays: null })).toEqual([]);
    expect(refusals(withBlock({ ...makeBlock("image", "i"), assetId: null, alt: {} }))).toEqual([]);
    expect(refusals(withBlock({ ...makeBlock("video", "v"), url: "", title: { en: "" } }))).toEqual([]);
    expect(refusals(withBlock(makeBlock("single", "q", { options: [], text: {}, showIf: { questionId: "gone0000", is: { anyOf: [] } } })))).toEqual([]);
  });

  it.each([
    ["a field that nobody knows", { ...whole, colour: "red" }],
    ["a field that a block doesn't have", withBlock({ ...makeBlock("heading", "h"), required: true })],
    ["a mark on what has no right answer", withBlock({ ...makeBlock("photo", "p"), points: 1 })],
    ["an unknown kind", withBlock({ ...makeBlock("heading", "h"), kind: "script" })],
    ["a block id of another form", withBlock({ ...makeBlock("heading", "h"), id: "H" })],
    ["a block id twice", { ...whole, blocks: [makeBlock("heading", "h"), makeBlock("text", "h")] }],
    ["an option id twice", withBlock(makeBlock("single", "q", { options: [{ id: "a", text: {} }, { id: "a", text: {} }] }))],
    ["21 options", withBlock(makeBlock("single", "q", { options: Array.from({ length: 21 }, (_, index) => ({ id: `o${index}`, text: {} })) }))],
    ["a right answer twice", withBlock(makeBlock("multiple", "q", { right: ["a", "a"] }))],
    ["201 blocks", { ...whole, blocks: Array.from({ length: 201 }, (_, index) => makeBlock("heading", `b${index}`)) }],
    ["no language", { ...whole, languages: [] }],
    ["a language twice", { ...whole, languages: ["en", "en"] }],
    ["a language that is none", { ...whole, languages: ["English"] }],
    ["words in a language that is none", { ...whole, title: { constructor: "x" } }],
    ["a control character", { ...whole, title: { en: "a\u0000b" } }],
    ["half a character", { ...whole, title: { en: "a\uD83Db" } }],
    ["a sign that turns the text around", { ...whole, title: { en: "gnp\u202Egpj" } }],
    ["a long heading", withBlock(makeBlock("heading", "h", { text: { en: "x".repeat(201) } }))],
    ["a huge heading", withBlock(makeBlock("heading", "h", { text: { en: "x".repeat(1_000_000) } }))],
    ["points out of bounds", withBlock(makeBlock("yes_no", "q", { points: 11 }))],
    ["a number that is none", withBlock(makeBlock("number", "q", { min: Infinity }))],
    ["a pass mark over 100", { ...whole, quiz: { passPercent: 101, attempts: 1, coolDownMinutes: 0, draw: null } }],
    ["a validity of no days", { ...whole, validDays: 0 }],
    ["no object", null],
  ])("with %s is refused", (_, content) => {
    expect(refusals(content)).not.toEqual([]);
  });

  it("is refused when it is over 256 KiB as it is kept", () => {
    const blocks = (characters: number): Block[] => Array.from({ length: 14 }, (_, index) => makeBlock("text", `b${index}`, { text: { en: "x".repeat(characters) } }));
    const around = countContentBytes({ ...whole, blocks: blocks(0) });
    const fits = Math.floor((MAX_CONTENT_BYTES - around) / 14);
    expect(refusals({ ...whole, blocks: blocks(fits) })).toEqual([]);
    expect(refusals({ ...whole, blocks: blocks(fits + 1) })).toEqual([": This induction is too long: use 256 KiB of text or less"]);
    // Two bytes each.
    const macrons = blocks(0).map((block) => ({ ...block, text: { en: "ā".repeat(fits) } }));
    expect(refusals({ ...whole, blocks: macrons })).toEqual([": This induction is too long: use 256 KiB of text or less"]);
  });

  it("keeps macrons, emoji and the scripts that run from right to left, in one form", () => {
    const title = { en: "Kererū 👷🏽‍♀️".normalize("NFD"), ar: "السلامة أولاً\u200F", fa: "می\u200Cخواهم" };
    expect(makeContent([], { languages: ["en", "ar", "fa"], title }).title).toEqual({ ...title, en: "Kererū 👷🏽‍♀️".normalize("NFC") });
    const text = makeContent([makeBlock("text", "t", { text: { en: "  one\r\ntwo\rthree  " } })]).blocks[0];
    expect(text).toMatchObject({ text: { en: "  one\ntwo\nthree  " } });
  });
});
