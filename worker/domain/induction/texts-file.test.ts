import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { anyContent } from "#worker/testing/any-induction.ts";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import type { Content } from "./content.ts";
import { readTextsFile, toTextsFile } from "./texts-file.ts";
import { textsOf } from "./texts.ts";
import { ownWords } from "./words.ts";

const content = makeContent(
  [
    makeBlock("heading", "h", { text: { en: "Emergencies", mi: "Ohotata" } }),
    makeBlock("text", "t", { text: { en: '- Stop\n- Say "stop", loudly' } }),
    makeBlock("single", "s", { options: [{ id: "a", text: { en: "=1+1" } }, { id: "b", text: { en: "0800" } }] }),
  ],
  { languages: ["en", "mi"], title: { en: "Ōtāhuhu" } },
);
const [h, t, s] = ["h", "t", "s"].map(idOf) as [string, string, string];
const HEAD = "block,field,en,mi";
const read = (...lines: string[]) => readTextsFile(content, "mi", [HEAD, ...lines].join("\r\n"));
const wordsOf = (result: ReturnType<typeof readTextsFile>) => ("content" in result ? textsOf(result.content).map(({ words }) => ownWords(words, "mi")) : result.errors);
const refusal = (line: number, message: string) => ({ errors: [{ line, message }] });

describe("a translator's file", () => {
  it("holds each text with its place, and nothing that a spreadsheet would run or cut", () => {
    expect(toTextsFile(content, "mi")).toBe(
      [
        '\uFEFF"block","field","en","mi"',
        '"induction","title","Ōtāhuhu",',
        `"${h}","text","Emergencies","Ohotata"`,
        `"${t}","text","'- Stop\n- Say ""stop"", loudly",`,
        `"${s}","text","Question",`,
        `"${s}","option a","'=1+1",`,
        `"${s}","option b","'0800",`,
        "",
      ].join("\r\n"),
    );
  });

  it("comes back as it went, whatever the texts are", () => {
    fc.assert(
      fc.property(anyContent, (draft) => {
        for (const language of draft.languages.slice(1)) {
          const file = toTextsFile(draft, language);
          expect(readTextsFile(draft, language, file)).toEqual({ content: draft });
          const bare: Content = structuredClone(draft);
          for (const { words } of textsOf(bare)) delete words[language];
          const result = readTextsFile(bare, language, file);
          const taken = "content" in result ? textsOf(result.content).map(({ words }) => ownWords(words, language)) : result.errors;
          expect(taken).toEqual(textsOf(draft).map(({ words }) => ownWords(words, language)));
        }
      }),
    );
  });

  it("gives back every cell that it guards, apostrophes of its own included", () => {
    const cells = fc.tuple(fc.constantFrom("", "'", "''"), fc.constantFrom("=", "+", "-", "@", "＝", " =", "0", "1e", "x"), fc.stringMatching(/^[\da-c'"=,; ]{0,12}$/)).map((parts) => parts.join("").trim());
    fc.assert(
      fc.property(cells, (text) => {
        const one = makeContent([makeBlock("text", "t", { text: { en: "Main", mi: text } })], { languages: ["en", "mi"] });
        const file = toTextsFile(one, "mi");
        expect(readTextsFile(one, "mi", file)).toEqual({ content: one });
        expect(file).not.toMatch(/[,\n]"\s*[=+\-@＝]/);
      }),
    );
  });
});

describe("the words of a file", () => {
  it("are taken where there are some, and leave the rest as it was", () => {
    expect(wordsOf(read("induction,title,Ōtāhuhu,Pae mahi", `${h},text,Emergencies,`, `${s},option a,'=1+1,=rua`))).toEqual(["Pae mahi", "Ohotata", "", "", "", "=rua", ""]);
  });

  it.each([
    ["a byte-order mark and CR LF", `\uFEFF${HEAD}\r\n${h},text,Emergencies,Mate\r\n\r\n`],
    ["line feeds alone", `${HEAD}\n${h},text,Emergencies,Mate\n`],
    ["carriage returns alone", `${HEAD}\r${h},text,Emergencies,Mate\r`],
    ["semicolons", `block;field;en;mi\r\n${h};text;Emergencies;Mate\r\n`],
    ["tabs", `block\tfield\ten\tmi\r\n${h}\ttext\tEmergencies\tMate\r\n`],
    ["columns in another order, and one more", `Field,Notes,MI,EN,Block\r\ntext,!,Mate,Emergencies,${h}\r\n`],
    ["empty rows", `${HEAD}\r\n,,,\r\n${h},text, Emergencies ,Mate\r\n,,,\r\n`],
  ])("may come with %s", (_, csv) => {
    expect(wordsOf(readTextsFile(content, "mi", csv))).toEqual(["", "Mate", "", "", "", "", ""]);
  });

  it("keep their lines, quotes and macrons, in one form", () => {
    const result = readTextsFile(content, "mi", `${HEAD}\r\n${t},text,"- Stop\r\n- Say ""stop"", loudly","- Kāti\r\n- Kīia ""kāti"""\r\n`.normalize("NFD"));
    expect(wordsOf(result)).toEqual(["", "Ohotata", '- Kāti\n- Kīia "kāti"', "", "", "", ""]);
  });
});

describe("a file that can't be taken", () => {
  it.each<[string, string[], number, string]>([
    ["no such block", ["gone,text,x,y"], 2, "The induction has no such text: gone, text"],
    ["no such field", [`${h},help,x,y`], 2, `The induction has no such text: ${h}, help`],
    ["a name that every object has", ["__proto__,constructor,x,y"], 2, "The induction has no such text: __proto__, constructor"],
    ["a text twice", [`${h},text,Emergencies,a`, `${h},text,Emergencies,b`], 3, `This text stands in line 2 already: ${h}, text`],
    ["another main text", [`${h},text,Fire,Ahi`], 2, "The main text has changed since this file was made. Make the file again"],
    ["a quote that stays open", [`${h},text,"Emergencies,Mate`], 2, "This line can't be read as CSV: look whether each quote that opens is closed"],
    ["a long text", [`${h},text,Emergencies,${"x".repeat(201)}`], 2, "Use 200 characters or fewer"],
    ["a control character", [`${s},option b,'0800,a\u0000b`], 2, "Use letters, numbers and ordinary signs only"],
    ["a fault after a text with the line ends of Windows", [`${t},text,"- Stop\r\n- Say ""stop"", loudly","Kāti\r\nKāti"`, "gone,text,x,y"], 5, "The induction has no such text: gone, text"],
    ["a fault after a text of two lines", [`${t},text,"- Stop\n- Say ""stop"", loudly","Kāti\nKāti"`, "gone,text,x,y"], 5, "The induction has no such text: gone, text"],
  ])("says where and why: %s", (_, lines, line, message) => {
    expect(read(...lines)).toEqual(refusal(line, message));
  });

  it("says all that is wrong at once, and changes nothing", () => {
    const before = structuredClone(content);
    expect(read("gone,text,x,y", `${h},text,Emergencies,Mate`, `${t},text,Other,y`)).toEqual({ errors: [expect.objectContaining({ line: 2 }), expect.objectContaining({ line: 4 })] });
    expect(content).toEqual(before);
  });

  it("has no columns that it needs, or is none of ours", () => {
    const message = "The first line must name these columns: block, field, en, mi";
    for (const csv of ["", "\uFEFF", "block,field,en\r\n", "hello", "PK\u0003\u0004"]) expect(readTextsFile(content, "mi", csv)).toEqual(refusal(1, message));
    expect(readTextsFile(content, "mi", "x".repeat(2_000_000))).toEqual(refusal(1, "This file is longer than an induction can be"));
  });

  it("is for the main language, or for one that the induction does not have", () => {
    for (const language of ["en", "fr", "constructor"]) expect(readTextsFile(content, language, HEAD)).toEqual(refusal(1, "Add the language to the induction before you bring in its words"));
  });

  it("is told of and never an error, whatever it holds", () => {
    const piece = fc.oneof(fc.constantFrom(",", '"', "\r\n", "\n", ";", h, "text", "Emergencies", "\uFEFF", "''", "=1"), fc.string({ unit: "binary", maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, hasHead) => {
        const result = readTextsFile(content, "mi", `${hasHead ? `${HEAD}\r\n` : ""}${pieces.join("")}`);
        if ("errors" in result) expect(result.errors.every(({ line, message }) => line >= 1 && message.length > 0)).toBe(true);
        else expect(textsOf(result.content).map(({ words }) => words["en"])).toEqual(textsOf(content).map(({ words }) => words["en"]));
      }),
      { numRuns: 1000 },
    );
  });
});
