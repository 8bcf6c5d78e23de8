import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent, anyForm } from "#worker/testing/any-induction.ts";
import { idOf, makeBlock, makeRandom } from "#worker/testing/induction.ts";
import { parseAnswers, type Answers, type Photo } from "./answers.ts";
import { isQuestion, type Block } from "./content.ts";
import { draw, stepsOf } from "./steps.ts";

const TODAY = "2026-11-23";
const AT = { today: TODAY, photos: true };
const id = idOf("q");
const answer = (block: Block, values: string[], drawn?: string[]) => {
  const result = parseAnswers({ blocks: [block] }, {}, { [id]: values, ...(drawn ? { [`${id}.drawn`]: drawn } : {}) }, AT);
  return "answers" in result ? result.answers[id] : { fault: result.fields[id] ?? result.fields["form"] };
};
const photo: Photo = { photo: { attemptId: "00000000-0000-7000-8000-000000000003", mediaType: "image/jpeg", bytes: 4, sha256: "00" } };

describe("an answer", () => {
  const number = makeBlock("number", "q", { min: -5, max: 120 });
  const anyNumber = makeBlock("number", "q");
  it.each<[string, Block, string[], unknown]>([
    ["short text on one line", makeBlock("short_text", "q"), [" Mere\n  Parata "], "Mere Parata"],
    ["text with its lines", makeBlock("long_text", "q"), [" one\r\n\r\ntwo "], "one\n\ntwo"],
    ["macrons in one form", makeBlock("short_text", "q"), ["Ōtāhuhu".normalize("NFD")], "Ōtāhuhu".normalize("NFC")],
    ["emoji and Arabic", makeBlock("short_text", "q"), ["👩🏽‍🏭 محمد"], "👩🏽‍🏭 محمد"],
    ["200 emoji", makeBlock("short_text", "q"), ["👷".repeat(200)], "👷".repeat(200)],
    ["a whole number", number, ["12"], "12"],
    ["a number with zeros around", number, [" 007.50 "], "7.5"],
    ["a number below zero", number, ["-5"], "-5"],
    ["nothing below zero", number, ["-0"], "0"],
    ["a day gone by", makeBlock("date", "q", { when: "past" }), ["2026-11-22"], "2026-11-22"],
    ["today, as past", makeBlock("date", "q", { when: "past" }), [TODAY], TODAY],
    ["today, as future", makeBlock("date", "q", { when: "future" }), [TODAY], TODAY],
    ["an option", makeBlock("single", "q"), ["b"], "b"],
    ["several options, in their order and once", makeBlock("multiple", "q"), ["c", "", "a", "c"], ["a", "c"]],
    ["no", makeBlock("yes_no", "q"), ["no"], "no"],
    ["a tick", makeBlock("checkbox", "q"), ["ticked"], "ticked"],
    ["an acknowledgement", makeBlock("acknowledgement", "q", { required: true }), ["ticked"], "ticked"],
    ["a typed name", makeBlock("signature", "q"), [" Māia  Tūī "], { typed: "Māia Tūī" }],
  ])("is %s", (_, block, values, expected) => {
    expect(answer(block, values)).toEqual(expected);
  });

  it("is a drawn signature, with a name or without", () => {
    const drawing = "M12.5 3L-4,7 m1 1l2-2";
    expect(answer(makeBlock("signature", "q"), ["Ana"], [drawing])).toEqual({ typed: "Ana", drawn: drawing });
    expect(answer(makeBlock("signature", "q", { required: true }), [""], [drawing])).toEqual({ typed: "", drawn: drawing });
    expect(answer(makeBlock("signature", "q"), ["Ana"], [""])).toEqual({ typed: "Ana" });
  });

  it.each<[string, Block, string[], string]>([
    ["text over 200 characters", makeBlock("short_text", "q"), ["x".repeat(201)], "Use 200 characters or fewer"],
    ["a flood", makeBlock("short_text", "q"), ["x".repeat(5_000_000)], "Use 200 characters or fewer"],
    ["text over 2,000 characters", makeBlock("long_text", "q"), ["x".repeat(2001)], "Use 2,000 characters or fewer"],
    ["a control character", makeBlock("long_text", "q"), ["a\u0007b"], "Use letters, numbers and ordinary signs only"],
    ["half a character", makeBlock("short_text", "q"), ["\uDC00"], "Use letters, numbers and ordinary signs only"],
    ["a number in words", number, ["twelve"], "Enter a number in digits, like 12 or 2.5"],
    ["a number of another notation", number, ["1e2"], "Enter a number in digits, like 12 or 2.5"],
    ["digits of another script", anyNumber, ["١٢"], "Enter a number in digits, like 12 or 2.5"],
    ["a number without end", anyNumber, ["9".repeat(40)], "Enter a number in digits, like 12 or 2.5"],
    ["a number that is too small", number, ["-6"], "Enter a number from -5 to 120"],
    ["a number over the only bound", makeBlock("number", "q", { max: 5 }), ["6"], "Enter 5 or less"],
    ["a number under the only bound", makeBlock("number", "q", { min: 5 }), ["4.9"], "Enter 5 or more"],
    ["a day that is none", makeBlock("date", "q"), ["2026-02-30"], "Enter a date, like 2026-08-31"],
    ["a day of another century", makeBlock("date", "q"), ["1066-10-14"], "Enter a date of this century"],
    ["tomorrow, as past", makeBlock("date", "q", { when: "past" }), ["2026-11-24"], "Enter a date that is not after today"],
    ["yesterday, as future", makeBlock("date", "q", { when: "future" }), ["2026-11-22"], "Enter a date that is not before today"],
    ["an option of another question", makeBlock("single", "q"), ["z"], "Choose one of the options"],
    ["options with a foreign one", makeBlock("multiple", "q"), ["a", "z"], "Choose one of the options"],
    ["two answers where one is asked", makeBlock("single", "q"), ["a", "b"], "Give one answer"],
    ["perhaps", makeBlock("yes_no", "q"), ["perhaps"], "Choose yes or no"],
    ["another tick", makeBlock("checkbox", "q"), ["on"], "Tick this to go on"],
    ["a photo in words", makeBlock("photo", "q"), ["../../etc/passwd"], "This page has changed since you opened it. Open it again and answer once more."],
    ["a name over 100 characters", makeBlock("signature", "q"), ["x".repeat(101)], "Use 100 characters or fewer"],
  ])("that is %s is refused", (_, block, values, sentence) => {
    expect(answer(block, values)).toEqual({ fault: sentence });
  });

  it.each(['M1 1"/><script>alert(1)</script>', "url(#x)", "M0 0C1 1 2 2 3 3", "L1 1", "M", "M1e3 2", `M${"1 ".repeat(15_000)}`])("is no drawing that holds more than moves and lines: %.30s", (drawing) => {
    expect(answer(makeBlock("signature", "q"), ["Ana"], [drawing])).toEqual({ fault: "That drawing can't be kept. Clear it and sign again, or type your name" });
  });

  it.each(["short_text", "long_text", "number", "date", "single", "multiple", "yes_no", "checkbox", "acknowledgement", "signature"] as const)("may be left out only where it is not required: %s", (kind) => {
    for (const form of [{}, { [id]: [""] }, { [id]: [" "] }, { [id]: [] }]) {
      const values = kind === "multiple" && form[id]?.[0] === " " ? {} : form;
      expect(parseAnswers({ blocks: [makeBlock(kind, "q")] }, { [id]: "earlier" }, values, AT)).toEqual({ answers: {} });
      expect(parseAnswers({ blocks: [makeBlock(kind, "q", { required: true })] }, {}, values, AT)).toEqual({ fields: { [id]: expect.stringMatching(/^(Enter|Choose|Tick|Sign)/) as string } });
    }
  });

  it("is the photo that was kept before, which is asked for where photos are on", () => {
    const step = { blocks: [makeBlock("photo", "q", { required: true })] };
    expect(parseAnswers(step, { [id]: photo }, {}, AT)).toEqual({ answers: { [id]: photo } });
    expect(parseAnswers(step, {}, {}, AT)).toEqual({ fields: { [id]: "Add a photo" } });
    expect(parseAnswers(step, { [id]: "a photo of old" }, {}, AT)).toEqual({ fields: { [id]: "Add a photo" } });
    expect(parseAnswers(step, {}, {}, { ...AT, photos: false })).toEqual({ answers: {} });
  });
});

describe("a text that nobody can see", () => {
  it.each(["short_text", "long_text", "signature"] as const)("is no answer: %s", (kind) => {
    for (const typed of ["\u200B", "\u3164 \u2800", "\u200D\n\u0304"]) {
      expect(answer(makeBlock(kind, "q"), [typed])).toBeUndefined();
      expect(answer(makeBlock(kind, "q", { required: true }), [typed])).toEqual({ fault: expect.any(String) as string });
    }
  });
});

describe("the answers of a step", () => {
  const first = makeBlock("yes_no", "q", { required: true });
  const dependent = makeBlock("short_text", "q2", { required: true, showIf: { questionId: idOf("q0"), is: { anyOf: ["yes"] } } });

  it("stand beside the earlier ones, in place of those of the same step", () => {
    const so = { [idOf("q0")]: "no", [id]: "yes" };
    expect(parseAnswers({ blocks: [first, makeBlock("text", "t")] }, so, { [id]: ["no"] }, AT)).toEqual({ answers: { [idOf("q0")]: "no", [id]: "no" } });
  });

  it("are all looked at, and each fault is told", () => {
    expect(parseAnswers({ blocks: [first, makeBlock("number", "q2")] }, {}, { [idOf("q2")]: ["x"] }, AT)).toEqual({ fields: { [id]: "Choose yes or no", [idOf("q2")]: "Enter a number in digits, like 12 or 2.5" } });
  });

  it("leave out what is not asked", () => {
    expect(parseAnswers({ blocks: [dependent] }, { [idOf("q0")]: "no" }, { [idOf("q2")]: ["sent all the same"] }, AT)).toEqual({ answers: { [idOf("q0")]: "no" } });
    expect(parseAnswers({ blocks: [dependent] }, { [idOf("q0")]: "yes" }, {}, AT)).toEqual({ fields: { [idOf("q2")]: "Enter an answer" } });
  });

  it.each([idOf("other"), `${id}.drawn`, "__proto__", "constructor", ""])("are refused with a field that the step does not have: %j", (name) => {
    const form = Object.fromEntries([[id, ["yes"]], [name, ["x"]]]);
    expect(parseAnswers({ blocks: [first] }, {}, form, AT)).toEqual({ fields: { form: "This page has changed since you opened it. Open it again and answer once more." } });
  });

  it("are taken or refused, never an error, whatever the form and the draft", () => {
    const met = { taken: 0, refused: 0 };
    const drafts = anyContent.chain((content) => fc.tuple(fc.constant(content), anyForm(content.blocks.filter(isQuestion).flatMap((block) => [block.id, `${block.id}.drawn`])), fc.integer()));
    fc.assert(
      fc.property(drafts, ([content, form, seed]) => {
        let answers: Answers = {};
        for (const step of stepsOf(content, draw(content, makeRandom(seed)))) {
          const names = step.blocks.flatMap((block) => [block.id, `${block.id}.drawn`]);
          const own = Object.fromEntries(Object.entries(form).filter(([name]) => names.includes(name)));
          for (const sent of [form, own]) {
            const result = parseAnswers(step, answers, sent, AT);
            if ("answers" in result) {
              met.taken++;
              answers = result.answers;
              expect(Object.keys(answers).every((key) => content.blocks.some((block) => block.id === key))).toBe(true);
              expect(parseAnswers({ blocks: [] }, answers, {}, AT)).toEqual({ answers });
            } else {
              met.refused++;
              expect(Object.values(result.fields).every((sentence) => /^[A-Z]/.test(sentence))).toBe(true);
              expect(Object.keys(result.fields).length).toBeGreaterThan(0);
            }
          }
        }
      }),
    );
    expect(Math.min(met.taken, met.refused)).toBeGreaterThan(10);
  });
});
