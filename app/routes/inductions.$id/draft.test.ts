import { describe, expect, it } from "vitest";
import { draftContent, type Content } from "#worker/domain/induction/content.ts";
import { possibleAnswers } from "#worker/domain/induction/conditions.ts";
import { BLOCK_KINDS, idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { answersOf, changeBlock, duplicate, earlierQuestions, insertAfter, isQuestion, makeId, moveBy, moveTo, newBlock, remove, withoutOption } from "./draft.ts";

const three = makeContent([makeBlock("heading", "h1"), makeBlock("yes_no", "q1"), makeBlock("single", "q2", { right: ["a"] })]);
const order = ({ blocks }: Content) => blocks.map(({ id }) => id.replace(/z+$/, "")).join(" ");

describe("a draft in the editor", () => {
  it.each(BLOCK_KINDS)("begins a %s as an autosave may hold it", (kind) => {
    expect(draftContent.safeParse({ ...three, blocks: [newBlock(kind, idOf("new"))] }).error).toBeUndefined();
  });

  it("puts a block after another, or at the end", () => {
    const block = newBlock("text", idOf("t"));
    expect(order(insertAfter(three, block, idOf("h1")))).toBe("h1 t q1 q2");
    expect(order(insertAfter(three, block, null))).toBe("h1 q1 q2 t");
    expect(order(insertAfter(three, block, idOf("gone")))).toBe("h1 q1 q2 t");
  });

  it("moves a block, and no further than the ends", () => {
    expect(order(moveBy(three, idOf("q2"), -1))).toBe("h1 q2 q1");
    expect(order(moveTo(three, idOf("h1"), 2))).toBe("q1 q2 h1");
    expect(order(moveTo(three, idOf("h1"), 99))).toBe("q1 q2 h1");
    expect(moveBy(three, idOf("h1"), -1)).toBe(three);
    expect(moveBy(three, idOf("gone"), 1)).toBe(three);
  });

  it("takes a block away, and makes the same again with an id of its own", () => {
    expect(order(remove(three, idOf("q1")))).toBe("h1 q2");
    const twice = duplicate(three, idOf("q1"), idOf("q3"));
    expect(order(twice)).toBe("h1 q1 q3 q2");
    expect({ ...twice.blocks[2], id: idOf("q1") }).toEqual(three.blocks[1]);
    expect(duplicate(three, idOf("gone"), idOf("q3"))).toBe(three);
  });

  it("changes one block and leaves the old draft as it was", () => {
    const changed = changeBlock(three, idOf("h1"), { text: { en: "New" } });
    expect(changed.blocks[0]).toMatchObject({ text: { en: "New" } });
    expect(three.blocks[0]).toMatchObject({ text: { en: "Heading" } });
    expect(changed.blocks[1]).toBe(three.blocks[1]);
    expect(changeBlock(three, idOf("gone"), {})).toBe(three);
  });

  it("makes an id that none has, of eight letters or digits", () => {
    const numbers = [...Array<number>(8).fill(0), ...Array<number>(8).fill(35)];
    expect(makeId(() => numbers.shift() ?? 0, ["aaaaaaaa"])).toBe("99999999");
  });

  it("lets a condition look back alone, and past the pool", () => {
    const pooled = changeBlock(three, idOf("q1"), { pool: true });
    expect(earlierQuestions(three, idOf("q2")).map(({ id }) => id)).toEqual([idOf("q1")]);
    expect(earlierQuestions(three, idOf("q1"))).toEqual([]);
    expect(earlierQuestions(pooled, idOf("q2"))).toEqual([]);
  });

  it("knows the same answers to choose from as what decides about publishing", () => {
    for (const kind of BLOCK_KINDS) {
      const block = makeBlock(kind, "q");
      if (isQuestion(block)) expect([kind, answersOf(block)]).toEqual([kind, possibleAnswers(block)]);
    }
  });

  it("forgets that an option was right when it is taken away", () => {
    const single = makeBlock("single", "q", { right: ["a"] });
    expect(withoutOption(single, "a")).toMatchObject({ right: null, options: [{ id: "b" }, { id: "c" }] });
    expect(withoutOption({ ...single, right: ["a", "b"] }, "a")).toMatchObject({ right: ["b"] });
  });
});
