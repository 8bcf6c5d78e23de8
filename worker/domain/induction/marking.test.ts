import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent, anyForm } from "#worker/testing/any-induction.ts";
import { idOf, makeBlock, makeContent, makeRandom } from "#worker/testing/induction.ts";
import { parseAnswers, type Answer, type Answers } from "./answers.ts";
import { isQuestion, type Block, type Content } from "./content.ts";
import { criticalOf, mark } from "./marking.ts";
import type { Question } from "./questions.ts";
import { draw, stepsOf } from "./steps.ts";

const id = idOf("q");
const quiz = { passPercent: 75, attempts: 3, coolDownMinutes: 0, draw: null };
const markOne = (block: Block, answer: Answer | undefined) => mark(makeContent([block], { quiz }), [], answer === undefined ? {} : { [id]: answer });

describe("a question with a right answer", () => {
  const single = makeBlock("single", "q", { right: ["a", "b"], points: 3 });
  const multiple = makeBlock("multiple", "q", { right: ["a", "c"], points: 3 });
  const yesNo = makeBlock("yes_no", "q", { right: "no", points: 3 });
  const number = makeBlock("number", "q", { right: { min: 110.5, max: 111 }, points: 3 });

  it.each<[string, Question, Answer | undefined, boolean]>([
    ["one of the right options", single, "b", true],
    ["another option", single, "c", false],
    ["none", single, undefined, false],
    ["all right options", multiple, ["a", "c"], true],
    ["all right options the other way round", multiple, ["c", "a"], true],
    ["some of the right options", multiple, ["a"], false],
    ["more than the right options", multiple, ["a", "b", "c"], false],
    ["the right word", yesNo, "no", true],
    ["the other word", yesNo, "yes", false],
    ["the least right number", number, "110.5", true],
    ["the greatest right number", number, "111", true],
    ["a number under", number, "110.499999", false],
    ["a number over", number, "111.000001", false],
  ])("is answered with %s", (_, block, answer, isRight) => {
    expect(markOne(block, answer)).toEqual({ score: isRight ? 3 : 0, outOf: 3, passed: isRight, wrong: isRight ? [] : [id], stopped: null, critical: [] });
  });

  it.each(["single", "multiple", "yes_no", "number"] as const)("is not marked where none is right: %s", (kind) => {
    expect(criticalOf(makeBlock(kind, "q", { critical: "stop" }))).toBeNull();
    expect(markOne(makeBlock(kind, "q", { critical: "stop" }), undefined)).toEqual({ score: 0, outOf: 0, passed: true, wrong: [], stopped: null, critical: [] });
  });
});

describe("a critical question", () => {
  it.each(["stop", "ask"] as const)("answered wrongly has its effect, whatever the score: %s", (critical) => {
    const easy = makeBlock("yes_no", "q1", { right: "yes", points: 10 });
    const content = makeContent([easy, makeBlock("yes_no", "q", { right: "yes", critical })], { quiz });
    expect(mark(content, [], { [idOf("q1")]: "yes", [id]: "no" })).toEqual({ score: 10, outOf: 11, passed: true, wrong: [id], stopped: critical, critical: [id] });
    expect(mark(content, [], { [idOf("q1")]: "yes", [id]: "yes" })).toMatchObject({ stopped: null, critical: [] });
  });

  it("that is to be ticked and is not has it too, and takes no points", () => {
    for (const kind of ["checkbox", "acknowledgement"] as const) {
      const content = makeContent([makeBlock(kind, "q", { critical: "ask" })], { quiz });
      expect(mark(content, [], {})).toEqual({ score: 0, outOf: 0, passed: true, wrong: [], stopped: "ask", critical: [id] });
      expect(mark(content, [], { [id]: "ticked" })).toMatchObject({ stopped: null, critical: [] });
    }
  });

  it("that stops outweighs one that asks", () => {
    const content = makeContent([makeBlock("checkbox", "q1", { critical: "ask" }), makeBlock("checkbox", "q2", { critical: "stop" })]);
    expect(mark(content, [], {})).toMatchObject({ stopped: "stop", critical: [idOf("q1"), idOf("q2")] });
  });
});

describe("the mark", () => {
  const pool = ["p1", "p2", "p3", "p4", "p5"].map((name) => makeBlock("yes_no", name, { pool: true, right: "yes" }));
  const content = makeContent(pool, { quiz: { ...quiz, draw: 4 } });
  const drawn = ["p4", "p2", "p1", "p5"].map(idOf);
  const answerRight = (count: number) => Object.fromEntries(drawn.map((question, index) => [question, index < count ? "yes" : "no"]));

  it("passes at the pass mark and not under it, of what was drawn", () => {
    expect(mark(content, drawn, answerRight(3))).toMatchObject({ score: 3, outOf: 4, passed: true, wrong: [idOf("p5")] });
    expect(mark(content, drawn, answerRight(2))).toMatchObject({ score: 2, outOf: 4, passed: false });
  });

  it("counts in whole points: 1 of 3 is no 34 %, and 2 of 3 is 66 %", () => {
    const three = (passPercent: number) => makeContent(pool.slice(0, 3), { quiz: { ...quiz, passPercent } });
    const all = pool.slice(0, 3).map((block) => block.id);
    expect(mark(three(34), all, { [idOf("p1")]: "yes" }).passed).toBe(false);
    expect(mark(three(66), all, { [idOf("p1")]: "yes", [idOf("p2")]: "yes" }).passed).toBe(true);
  });

  it("always passes without a quiz, and says what was wrong", () => {
    expect(mark({ ...content, quiz: null }, drawn, answerRight(0))).toMatchObject({ score: 0, outOf: 4, passed: true });
  });

  it("leaves out what was not shown, and what hung on an answer that was taken back", () => {
    const hung = makeContent(
      [
        makeBlock("yes_no", "q1"),
        makeBlock("yes_no", "q2", { showIf: { questionId: idOf("q1"), is: { anyOf: ["yes"] } } }),
        makeBlock("yes_no", "q", { showIf: { questionId: idOf("q2"), is: { anyOf: ["yes"] } }, right: "yes", critical: "stop" }),
      ],
      { quiz },
    );
    const answers = { [idOf("q1")]: "yes", [idOf("q2")]: "yes", [id]: "no" };
    expect(mark(hung, [], answers)).toMatchObject({ outOf: 1, passed: false, stopped: "stop" });
    expect(mark(hung, [], { ...answers, [idOf("q1")]: "no" })).toEqual({ score: 0, outOf: 0, passed: true, wrong: [], stopped: null, critical: [] });
  });

  it("never exceeds what it is out of, and adds up, whatever was asked and answered", () => {
    const attempts = anyContent.chain((draft) => fc.tuple(fc.constant(draft), anyForm(draft.blocks.filter(isQuestion).map((block) => block.id)), fc.integer()));
    fc.assert(
      fc.property(attempts, ([draft, form, seed]) => {
        const questions = draw(draft, makeRandom(seed));
        const result = mark(draft, questions, answerAll(draft, questions, form));
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(result.outOf);
        expect(result.wrong.length === 0).toBe(result.score === result.outOf);
        expect(result.critical.length === 0).toBe(result.stopped === null);
        if (draft.quiz === null || result.score === result.outOf) expect(result.passed).toBe(true);
        const undrawn = draft.blocks.filter((block) => "pool" in block && block.pool && !questions.includes(block.id));
        for (const block of undrawn) expect([...result.wrong, ...result.critical]).not.toContain(block.id);
      }),
    );
  });
});

function answerAll(content: Content, drawn: string[], form: Record<string, string[]>): Answers {
  let answers: Answers = {};
  for (const step of stepsOf(content, drawn)) {
    for (const block of step.blocks) {
      const result = parseAnswers({ blocks: [block] }, answers, { [block.id]: form[block.id] ?? [] }, { today: "2026-11-23", photos: true });
      if ("answers" in result) answers = result.answers;
    }
  }
  return answers;
}
