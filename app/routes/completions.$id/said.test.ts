import { describe, expect, it } from "vitest";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { sayAnswer, saidIn } from "./said.server.ts";

const options: { id: string; text: Record<string, string> }[] = [{ id: "a", text: { en: "Hat", mi: "Pōtae" } }, { id: "b", text: { en: "Boots" } }];
const content = makeContent(
  [
    makeBlock("heading", "h"),
    makeBlock("multiple", "q1", { text: { en: "What do you wear?", mi: "He aha ō kākahu?" }, options, right: ["a", "b"] }),
    makeBlock("yes_no", "q2", { right: "yes" }),
    makeBlock("number", "q3", { unit: { en: "years" } }),
    makeBlock("single", "q4", { options, right: ["a"], pool: true }),
    makeBlock("short_text", "q5", { showIf: { questionId: idOf("q2"), is: { anyOf: ["no"] } } }),
    makeBlock("signature", "q6"),
  ],
  { languages: ["en", "mi"] },
);
const of = (answers: object, language = "en", drawn: string[] = []) => saidIn(content, drawn, answers as never, language).map(({ id, answer, isRight }) => [id.replace(/z+$/, ""), answer, isRight]);

describe("what somebody answered", () => {
  it("stands in words beside each question that was put to them, with whether it was right", () => {
    const answers = { [idOf("q1")]: ["a", "b"], [idOf("q2")]: "no", [idOf("q3")]: "12", [idOf("q5")]: "Gate 2", [idOf("q6")]: { typed: "Mere" } };
    expect(of(answers)).toEqual([["q1", "Hat, Boots", true], ["q2", "No", false], ["q3", "12 years", null], ["q5", "Gate 2", null], ["q6", "Signed: Mere", null]]);
  });

  it("is in the language that it was done in, as far as there are words", () => {
    const [first] = saidIn(content, [], { [idOf("q1")]: ["a", "b"] }, "mi");
    expect(first).toMatchObject({ question: "He aha ō kākahu?", language: "mi", answer: "Pōtae, Boots" });
  });

  it("has a day as days are written elsewhere", () => {
    expect(sayAnswer(makeBlock("date", "d"), "2027-05-01", () => "")).toMatch(/^1\sMay\s2027$/);
  });

  it("leaves out questions of the pool that were not drawn, and those whose condition was not met", () => {
    expect(of({ [idOf("q4")]: "b" }, "en", [idOf("q4")]).map(([id]) => id)).toEqual(["q1", "q2", "q3", "q4", "q6"]);
    expect(of({}).map(([id]) => id)).toEqual(["q1", "q2", "q3", "q6"]);
  });
});
