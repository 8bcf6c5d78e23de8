import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent } from "#worker/testing/any-induction.ts";
import { idOf, makeBlock, makeContent, makeRandom } from "#worker/testing/induction.ts";
import { isQuestion, type Block } from "./content.ts";
import { isOfPool } from "./questions.ts";
import { draw, keepAsked, shown, stepsOf } from "./steps.ts";

const names = (blocks: Block[]) => blocks.map(({ id }) => id.replace(/z+$/, "")).join(" ");
const layOut = (blocks: Block[], drawn: string[] = []) => stepsOf(makeContent(blocks), drawn.map(idOf)).map((step) => names(step.blocks));
const questions = (count: number) => Array.from({ length: count }, (_, index) => makeBlock("short_text", `q${index + 1}`));
const pooled = (name: string) => makeBlock("yes_no", name, { pool: true, right: "yes" });
const dependsOn = (name: string) => ({ questionId: idOf(name), is: "answered" as const });

describe("the steps of an induction", () => {
  it("begin at each heading", () => {
    expect(layOut([makeBlock("text", "t1"), makeBlock("heading", "h1"), makeBlock("heading", "h2"), ...questions(2)])).toEqual(["t1", "h1", "h2 q1 q2"]);
    expect(layOut([])).toEqual([]);
  });

  it("hold six questions at most, and what leads in to the seventh goes along with it", () => {
    expect(layOut(questions(13))).toEqual(["q1 q2 q3 q4 q5 q6", "q7 q8 q9 q10 q11 q12", "q13"]);
    expect(layOut([...questions(6), makeBlock("text", "t1"), makeBlock("image", "i1"), makeBlock("short_text", "q7")])).toEqual(["q1 q2 q3 q4 q5 q6", "t1 i1 q7"]);
  });

  it("hold one photo", () => {
    expect(layOut([makeBlock("photo", "q1"), makeBlock("short_text", "q2"), makeBlock("text", "t1"), makeBlock("photo", "q3")])).toEqual(["q1 q2", "t1 q3"]);
  });

  it("put a question on a later step than the one it depends on, and keep the order", () => {
    const [first, second] = questions(2) as [Block, Block];
    const dependent = makeBlock("short_text", "q3", { showIf: dependsOn("q1") });
    expect(layOut([first, second, makeBlock("text", "t1"), dependent, makeBlock("text", "t2")])).toEqual(["q1 q2", "t1 q3 t2"]);
    const chain = questions(4).map((question, index) => (index === 0 ? question : { ...question, showIf: dependsOn(`q${index}`) }));
    expect(layOut(chain)).toEqual(["q1", "q2", "q3", "q4"]);
  });

  it("hold what was drawn of the pool, in drawn order, where its first question stood", () => {
    const blocks = [makeBlock("heading", "h1"), pooled("p1"), makeBlock("text", "t1"), pooled("p2"), pooled("p3")];
    expect(layOut(blocks, ["p3", "p1"])).toEqual(["h1 p3 p1 t1"]);
    expect(layOut(blocks, [])).toEqual(["h1 t1"]);
    expect(layOut(blocks, ["p2", "p2", "t1", "none"])).toEqual(["h1 p2 t1"]);
  });

  it("cover each block that is to be met once and in order, whatever the draft", () => {
    fc.assert(
      fc.property(anyContent, fc.integer(), (content, seed) => {
        const drawn = draw(content, makeRandom(seed));
        const steps = stepsOf(content, drawn);
        const met = steps.flatMap((step) => step.blocks);
        const place = content.blocks.findIndex(isOfPool);
        const before = content.blocks.filter((block, index) => !isOfPool(block) && index < place);
        const after = content.blocks.filter((block, index) => !isOfPool(block) && index >= place);
        expect(met.map(({ id }) => id)).toEqual([...before.map(({ id }) => id), ...drawn, ...after.map(({ id }) => id)]);
        for (const { blocks } of steps) {
          expect(blocks.length).toBeGreaterThan(0);
          expect(blocks.filter(isQuestion).length).toBeLessThanOrEqual(6);
          expect(blocks.slice(1).filter(({ kind }) => kind === "heading")).toEqual([]);
          blocks.forEach((block, index) => {
            if (isQuestion(block)) expect(blocks.slice(0, index).filter(isQuestion).map(({ id }) => id)).not.toContain(block.showIf?.questionId);
          });
        }
      }),
    );
  });
});

describe("a draw", () => {
  const blocks = ["p1", "p2", "p3", "p4", "p5"].map(pooled);
  const quiz = { passPercent: 75, attempts: 3, coolDownMinutes: 0, draw: 3 };

  it("takes so many of the pool, each once", () => {
    fc.assert(
      fc.property(anyContent, fc.integer(), (content, seed) => {
        const drawn = draw(content, makeRandom(seed));
        const pool = content.blocks.filter(isOfPool).map(({ id }) => id);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((id) => pool.includes(id))).toBe(true);
        expect(drawn).toHaveLength(Math.min(content.quiz?.draw ?? pool.length, pool.length));
      }),
    );
  });

  it("takes each question as often as another, in each place", () => {
    const content = makeContent(blocks, { quiz });
    const random = makeRandom(7);
    const counts = new Map<string, number>();
    for (let attempt = 0; attempt < 6000; attempt++) draw(content, random).forEach((id, place) => counts.set(`${id} ${place}`, (counts.get(`${id} ${place}`) ?? 0) + 1));
    expect(counts.size).toBe(15);
    for (const count of counts.values()) expect(Math.abs(count - 1200)).toBeLessThan(150);
  });

  it("shuffles the whole pool where no number is said", () => {
    expect(draw(makeContent(blocks, { quiz: { ...quiz, draw: null } }), makeRandom(1)).sort()).toEqual(blocks.map(({ id }) => id));
    expect(draw(makeContent(blocks), makeRandom(1))).toHaveLength(5);
  });
});

describe("what is shown", () => {
  const blocks = [makeBlock("text", "t1"), makeBlock("short_text", "q9", { showIf: { questionId: idOf("q1"), is: { anyOf: ["a", "yes"] } } })];

  it.each([
    ["one of the options", "a", true],
    ["yes", "yes", true],
    ["another option", "b", false],
    ["several, one of them meant", ["b", "a"], true],
    ["several others", ["b", "c"], false],
    ["a signature", { typed: "a" }, false],
  ])("depends on an answer that was given: %s", (_, answer, isShown) => {
    expect(names(shown(blocks, { [idOf("q1")]: answer }))).toBe(isShown ? "t1 q9" : "t1");
  });

  it("is no question whose condition nobody has answered", () => {
    expect(names(shown(blocks, {}))).toBe("t1");
    expect(names(shown([makeBlock("photo", "q2", { showIf: dependsOn("q1") })], {}))).toBe("");
    expect(names(shown([makeBlock("photo", "q2", { showIf: dependsOn("q1") })], { [idOf("q1")]: "x" }))).toBe("q2");
  });
});

describe("the answers that count", () => {
  it("end where an earlier answer was changed, down the whole chain", () => {
    const steps = stepsOf(
      makeContent([
        makeBlock("yes_no", "q1"),
        makeBlock("yes_no", "q2", { showIf: { questionId: idOf("q1"), is: { anyOf: ["yes"] } } }),
        makeBlock("short_text", "q3", { showIf: { questionId: idOf("q2"), is: "answered" } }),
        makeBlock("short_text", "q4"),
      ]),
      [],
    );
    const answers = { [idOf("q1")]: "yes", [idOf("q2")]: "no", [idOf("q3")]: "because", [idOf("q4")]: "there" };
    expect(keepAsked(steps, answers)).toEqual(answers);
    expect(keepAsked(steps, { ...answers, [idOf("q1")]: "no" })).toEqual({ [idOf("q1")]: "no", [idOf("q4")]: "there" });
  });
});
