import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent } from "#worker/testing/any-induction.ts";
import { BLOCK_KINDS, idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { isQuestion, type Block, type Quiz } from "./content.ts";
import { PHOTOS_OFF, publishable } from "./publishable.ts";
import type { Condition } from "./questions.ts";

const quiz: Quiz = { passPercent: 75, attempts: 3, coolDownMinutes: 0, draw: null };
const messages = (blocks: Block[], own: { quiz?: Quiz; languages?: string[] } = {}) => publishable(makeContent(blocks, own), { photosAllowed: false }).map(({ message }) => message);
const right = makeBlock("yes_no", "r", { right: "yes" });
const pooled = makeBlock("yes_no", "p", { right: "yes", pool: true });

describe("what stands in the way of publishing", () => {
  it("is no required photo where the company allows photos", () => {
    expect(publishable(makeContent([makeBlock("photo", "q", { required: true })]), { photosAllowed: true })).toEqual([]);
  });

  it("is nothing where every kind of block is as it should be", () => {
    expect(messages(BLOCK_KINDS.map((kind, index) => makeBlock(kind, `b${index}`)))).toEqual([]);
    expect(messages([pooled, { ...pooled, id: idOf("p2") }, right], { quiz: { ...quiz, draw: 2 } })).toEqual([]);
  });

  it("is told with the block that it is about, the whole first", () => {
    const content = makeContent([makeBlock("heading", "h", { text: {} }), makeBlock("pdf", "d", { assetId: null, title: { en: " " } })], { title: {} });
    expect(publishable(content, { photosAllowed: false })).toEqual([
      { blockId: null, message: "Enter a title" },
      { blockId: idOf("h"), message: "Enter the text" },
      { blockId: idOf("d"), message: "Enter a title" },
      { blockId: idOf("d"), message: "Choose a file" },
    ]);
  });

  it.each<[string, Block, string]>([
    ["a photo that is required", makeBlock("photo", "q", { required: true }), PHOTOS_OFF],
    ["a question without text", makeBlock("photo", "q", { text: {} }), "Enter the text"],
    ["text in another language only", makeBlock("text", "t", { text: { mi: "He kōrero" } }), "Enter the text"],
    ["a picture that is not described", makeBlock("image", "i", { alt: {} }), "Say in words what the picture shows"],
    ["a picture without a file", makeBlock("image", "i", { assetId: null }), "Choose a file"],
    ["a video of elsewhere", makeBlock("video", "v", { url: "https://example.com/film" }), "Paste the address of a video at YouTube or Vimeo, beginning with https://"],
    ["a unit without words", makeBlock("number", "q", { unit: {} }), "Enter the unit, or take it away"],
    ["an option without text", makeBlock("single", "q", { options: [{ id: "a", text: { en: "A" } }, { id: "b", text: {} }] }), "Enter the text of each answer"],
    ["several options without text", makeBlock("single", "q", { options: [{ id: "a", text: {} }, { id: "b", text: {} }] }), "Enter the text of each answer"],
    ["one option", makeBlock("multiple", "q", { options: [{ id: "a", text: { en: "A" } }] }), "Add at least two options"],
    ["bounds that cross", makeBlock("number", "q", { min: 3, max: 2 }), "The lowest number is higher than the highest"],
    ["no right answer of the pool", makeBlock("yes_no", "q", { pool: true }), "A question that is asked only sometimes needs a right answer"],
    ["no right answer of what stops people", makeBlock("single", "q", { critical: "ask" }), "A question that can stop people needs a right answer"],
    ["a right answer that is no option", makeBlock("single", "q", { right: ["a", "z"] }), "Say which answer is right: nobody can give the one that is chosen now"],
    ["no right option at all", makeBlock("multiple", "q", { right: [] }), "Say which answer is right: nobody can give the one that is chosen now"],
    ["a right number out of bounds", makeBlock("number", "q", { max: 5, right: { min: 6, max: 9 } }), "Say which answer is right: nobody can give the one that is chosen now"],
    ["a right number that is none", makeBlock("number", "q", { right: { min: 2, max: 1 } }), "Say which answer is right: nobody can give the one that is chosen now"],
  ])("is %s", (_, block, message) => {
    expect(messages([block])).toEqual([message]);
  });

  it("is an empty induction, and a quiz that has nothing to ask", () => {
    expect(messages([])).toEqual(["Add a block"]);
    expect(messages([makeBlock("yes_no", "q")], { quiz })).toEqual(["The quiz has no question with a right answer"]);
    expect(messages([right], { quiz: { ...quiz, draw: 1 } })).toEqual(["The quiz asks only some questions, and no question is marked “Ask it only sometimes”"]);
    expect(messages([pooled], { quiz: { ...quiz, draw: 2 } })).toEqual(["The quiz asks 2 of the questions marked “Ask it only sometimes”, and there are 1"]);
  });
});

describe("a condition", () => {
  const blocks = (questionId: string, is: Condition["is"]): Block[] => [
    makeBlock("heading", "h"),
    makeBlock("single", "s"),
    makeBlock("short_text", "t"),
    makeBlock("acknowledgement", "a"),
    pooled,
    makeBlock("photo", "q", { showIf: { questionId: idOf(questionId), is } }),
    makeBlock("yes_no", "later"),
  ];
  const gone = "The question it depends on is gone or comes later";

  it.each<[string, string, Condition["is"], string[]]>([
    ["an option", "s", { anyOf: ["a", "c"] }, []],
    ["a tick", "a", { anyOf: ["ticked"] }, []],
    ["any text", "t", "answered", []],
    ["a later question", "later", "answered", [gone]],
    ["the question itself", "q", "answered", [gone]],
    ["a question that is gone", "gone", "answered", [gone]],
    ["what is no question", "h", "answered", [gone]],
    ["an option that is gone", "s", { anyOf: ["a", "z"] }, ["Choose the answers it depends on"]],
    ["no option", "s", { anyOf: [] }, ["Choose the answers it depends on"]],
    ["yes of a choice", "s", { anyOf: ["yes"] }, ["Choose the answers it depends on"]],
    ["a word of a text", "t", { anyOf: ["yes"] }, ["The question it depends on has no answers to choose from: ask whether it was answered"]],
    ["a question of the pool", "p", "answered", ["It depends on a question that is asked only sometimes, so not everybody answers it"]],
  ])("may look at earlier questions alone: %s", (_, questionId, is, expected) => {
    expect(messages(blocks(questionId, is))).toEqual(expected);
  });

  it("is none of a question of the pool", () => {
    expect(messages([right, { ...pooled, showIf: { questionId: right.id, is: "answered" } }])).toEqual(["A question that is asked only sometimes can't depend on an answer: choose one of the two"]);
  });

  it("never comes round to where it began: of any ring of conditions one is refused", () => {
    const rings = fc.integer({ min: 1, max: 12 }).chain((length) => fc.shuffledSubarray(Array.from({ length }, (_, index) => index), { minLength: length }));
    fc.assert(
      fc.property(rings, (order) => {
        // The blocks stand by their number; each asks for the next of the ring, wherever that stands.
        const next = (number: number) => order[(order.indexOf(number) + 1) % order.length];
        const blocks = order.map((_, number) => makeBlock("photo", `c${number}`, { showIf: { questionId: idOf(`c${next(number)}`), is: "answered" } }));
        expect(messages(blocks)).toContain(gone);
      }),
    );
  });

  it("looks back in whatever can be published, so each chain of them ends", () => {
    const met = { conditions: 0 };
    fc.assert(
      fc.property(anyContent, (content) => {
        const refused = new Set(publishable(content, { photosAllowed: false }).map(({ blockId }) => blockId));
        content.blocks.forEach((block, index) => {
          if (!isQuestion(block) || block.showIf === null || refused.has(block.id)) return;
          met.conditions++;
          expect(content.blocks.slice(0, index).map(({ id }) => id)).toContain(block.showIf.questionId);
        });
      }),
      { numRuns: 2000 },
    );
    expect(met.conditions).toBeGreaterThan(5);
  });
});
