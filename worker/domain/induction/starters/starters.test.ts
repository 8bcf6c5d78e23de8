import { describe, expect, it } from "vitest";
import { makeRandom } from "#worker/testing/induction.ts";
import type { Answers } from "../answers.ts";
import { draftContent, isQuestion, type Content } from "../content.ts";
import { criticalOf, mark } from "../marking.ts";
import { publishable } from "../publishable.ts";
import { gapsOf, questionsOf, withFacts } from "../gaps.ts";
import { isMarkable, isOfPool } from "../questions.ts";
import { draw, shown, stepsOf } from "../steps.ts";
import { textsOf } from "../texts.ts";
import { readTextsFile, toTextsFile } from "../texts-file.ts";
import { STARTERS } from "./all.ts";

const starters = Object.entries(STARTERS);

function answerRight(content: Content, drawn: string[]): Answers {
  const questions = stepsOf(content, drawn).flatMap(({ blocks }) => shown(blocks, {})).filter(isQuestion);
  const right = (question: (typeof questions)[number]) => {
    if (!isMarkable(question) || question.right === null) return question.kind === "signature" ? { typed: "Mere Parata" } : "ticked";
    return question.kind === "single" ? (question.right[0] ?? "") : question.kind === "yes_no" ? question.right : "";
  };
  return Object.fromEntries(questions.map((question) => [question.id, right(question)]));
}

describe.each(starters)("the starter for %s", (_, content) => {
  const pool = content.blocks.filter(isOfPool);
  const wordsOfAll = textsOf(content).map(({ words }) => words["en"] ?? "").join("\n");

  it("is a content of 12 to 25 blocks that nothing stands in the way of, but what the site fills in", () => {
    expect(draftContent.parse(content)).toEqual(content);
    expect(content.blocks.length).toBeGreaterThanOrEqual(12);
    expect(content.blocks.length).toBeLessThanOrEqual(25);
    expect(publishable(content, { photosAllowed: false })).toEqual([]);
    expect(gapsOf(content).length).toBeGreaterThan(15);
  });

  it("leaves no brackets but gaps that are asked for once, and is whole when all are filled in", () => {
    const brackets = wordsOfAll.match(/\[[^[\]\n]*\](?!\()/g) ?? [];
    expect(brackets).toEqual(gapsOf(content).map(({ text }) => text));
    const ids = questionsOf(content).flatMap(({ questions }) => questions.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["company", "site-name", "street-address", "assembly-point", "first-aider-s-name", "nearest-medical-centre-or-hospital"]));
    const whole = withFacts(content, Object.fromEntries(ids.map((id) => [id, "the hut"])));
    expect(gapsOf(whole)).toEqual([]);
    expect(draftContent.parse(whole)).toEqual(whole);
  });

  it("speaks of everything that an induction has to", () => {
    for (const topic of [/assembly point/i, /first aid/i, /\b111\b/, /near miss/i, /notifiable/i, /Health and Safety at Work Act 2015/, /0800 030 040/, /health and safety representative/i, /refuse/i, /alcohol/i, /toilets/i, /may not go/i, /gear/i, /earthquake/i, /phone number/i, /spill|recycling/i]) expect(wordsOfAll).toMatch(topic);
  });

  it("has a heading before each part, in te reo Māori too, and a signature at the end", () => {
    const headings = content.blocks.filter((block) => block.kind === "heading");
    expect(headings.length).toBeGreaterThanOrEqual(7);
    for (const { words } of [{ words: content.title }, ...headings.map(({ text }) => ({ words: text }))]) expect(words["mi"]?.normalize("NFC")).toBe(words["mi"]);
    expect(content.blocks.at(-1)?.kind).toBe("signature");
    expect(content.blocks.at(-2)?.kind).toBe("acknowledgement");
  });

  it("draws four of six or seven questions, whose right answer is not always in the same place", () => {
    expect(content.quiz).toMatchObject({ draw: 4, passPercent: 75 });
    expect(pool.length).toBeGreaterThanOrEqual(6);
    expect(pool.length).toBeLessThanOrEqual(7);
    expect(new Set(pool.flatMap((question) => (question.kind === "single" ? question.right : []))).size).toBe(3);
  });

  it("is passed with one wrong answer of the four and not with two, and stops or asks where it is critical", () => {
    const drawn = draw(content, makeRandom(content.blocks.length));
    const answers = answerRight(content, drawn);
    expect(mark(content, drawn, answers)).toMatchObject({ passed: true, wrong: [], stopped: null });
    const spoil = (ids: string[]) => mark(content, drawn, { ...answers, ...Object.fromEntries(ids.map((id) => [id, "none"])) });
    expect(spoil(drawn.slice(0, 1))).toMatchObject({ passed: true, wrong: drawn.slice(0, 1), stopped: null });
    expect(spoil(drawn.slice(0, 2))).toMatchObject({ passed: false });
    const criticals = content.blocks.filter(isQuestion).filter((question) => criticalOf(question) !== null);
    expect(criticals.map(criticalOf).sort()).toEqual(["ask", "stop"]);
    for (const question of criticals) expect(spoil([question.id])).toMatchObject({ passed: true, stopped: criticalOf(question) });
  });

  it("goes to a translator and comes back", () => {
    expect(readTextsFile(content, "mi", toTextsFile(content, "mi"))).toEqual({ content });
  });
});

it("takes nobody for another: each starter has a title of its own", () => {
  expect(new Set(starters.map(([, { title }]) => title["en"])).size).toBe(starters.length);
});
