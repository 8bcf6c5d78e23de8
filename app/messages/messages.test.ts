import { describe, expect, it } from "vitest";
import { explain } from "#app/ui/error-words.ts";
import { parseAnswers } from "#worker/domain/induction/answers.ts";
import { comerInput } from "#worker/domain/visit/schemas.ts";
import { ERRORS, type ErrorCode } from "#worker/errors.ts";
import { idOf, makeBlock, QUESTION_KINDS } from "#worker/testing/induction.ts";
import { LANGUAGE_NAMES, languageOf, messagesFor } from "./index.ts";

const [en, mi] = [messagesFor("en"), messagesFor("mi")];

/** Every text of a catalogue by its path; what is made with a name or a number is made with one. */
function textsOf(catalogue: object, path = ""): [path: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (key === "say") return [];
    if (typeof value === "object" && value !== null) return textsOf(value, `${path}${key}.`);
    const text = typeof value === "function" ? (value as (...args: unknown[]) => string)(7, 8, 9) : String(value);
    return [[path + key, text]];
  });
}

describe("the catalogues", () => {
  it("say everything in te reo Māori, in words of its own", () => {
    const inEnglish = Object.fromEntries(textsOf(en));
    const isSame = textsOf(mi).filter(([path, text]) => text.trim() === "" || (text === inEnglish[path] && path !== "gate.greeting"));
    expect(textsOf(mi).length).toBeGreaterThan(100);
    expect(isSame).toEqual([]);
  });

  it("keep the names and numbers that a sentence is about", () => {
    const numbersOf = (text: string) => [...new Set(text.match(/\d+/g))].sort();
    const inMaori = Object.fromEntries(textsOf(mi));
    for (const [path, text] of textsOf(en)) expect([path, numbersOf(inMaori[path] ?? "")]).toEqual([path, numbersOf(text)]);
  });

  it("know each other by name", () => {
    expect([languageOf(en), languageOf(mi)]).toEqual(["en", "mi"]);
    expect(LANGUAGE_NAMES).toEqual({ en: "English", mi: "Te reo Māori" });
  });
});

describe("in te reo Māori", () => {
  const isSaid = (sentence: string) => sentence === "" || mi.say(sentence) !== sentence;

  it("is said whatever a visitor has to mend in the gate's form", () => {
    const forms = [{}, { name: "", phone: "", visitorType: "contractor", employer: "" }, { name: "👷", phone: "", visitorType: "visitor", employer: "👷‍♀️" }, { name: "!", phone: "12", visitorType: "x", employer: "\u0007" }, { name: "a".repeat(300), phone: "0".repeat(50), visitorType: "visitor", employer: "e".repeat(200) }];
    const said = forms.slice(1).flatMap((form) => comerInput.safeParse(form).error?.issues.map(({ message }) => message) ?? []);
    expect(said.length).toBeGreaterThan(8);
    expect(said.filter((sentence) => !isSaid(sentence))).toEqual([]);
  });

  it("is said whatever is to mend in an answer", () => {
    const typed = ["", "x", "\u0007x", "99", "-99", "2999-01-01", "2000-01-01", "3000-13-01", "x".repeat(3000)];
    const bounds = [{}, { min: 1, max: 5 }, { min: 1 }, { max: 5 }, { when: "past" as const }, { when: "future" as const }];
    const said = QUESTION_KINDS.flatMap((kind) =>
      bounds.flatMap((own) => {
        const step = { blocks: [makeBlock(kind, "q", { required: true, ...own })] };
        const forms = [...typed.map((value) => ({ [idOf("q")]: [value] })), { [idOf("q")]: ["a", "b"] }, { [`${idOf("q")}.drawn`]: ["x"] }];
        return forms.flatMap((form) => {
          const read = parseAnswers(step, {}, form, { today: "2026-11-24", photos: true });
          return "fields" in read ? Object.values(read.fields) : [];
        });
      }),
    );
    expect(new Set(said).size).toBeGreaterThan(20);
    expect([...new Set(said)].filter((sentence) => !isSaid(sentence))).toEqual([]);
  });

  it("is said why a page at the gate is refused", () => {
    const codes: ErrorCode[] = ["NOT_FOUND", "LINK_ROTATED", "SITE_CLOSED", "COMPANY_SUSPENDED", "SWITCHED_OFF", "UNREADABLE", "TOO_LARGE", "TOO_MANY", "UNAVAILABLE", "INTERNAL"];
    const said = ["/s/x", "/i/x", "/v/x", "/b/x"].flatMap((path) =>
      codes.flatMap((code) => {
        // A suspended company is told of at the gate alone: its visitors still sign out.
        if (path === "/v/x" && ["COMPANY_SUSPENDED", "SWITCHED_OFF"].includes(code)) return [];
        const { title, message, whatToDo } = explain(ERRORS[code].status, { code, message: ERRORS[code].sentence }, path);
        return [title, message, whatToDo];
      }),
    );
    expect([...new Set(said)].filter((sentence) => !isSaid(sentence))).toEqual([]);
    expect(mi.say("Wait 5 seconds, then try again.")).toContain("5");
  });

  it("leaves a sentence that is not known as it came", () => {
    expect([mi.say("constructor"), mi.say("Something new")]).toEqual(["constructor", "Something new"]);
    expect(en.say("Enter your name")).toBe("Enter your name");
  });
});
