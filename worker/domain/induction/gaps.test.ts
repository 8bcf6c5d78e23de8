import { describe, expect, it } from "vitest";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { gapsOf, questionsOf, withFacts } from "./gaps.ts";
import { GAP_GROUPS, GAP_IDS } from "./starters/gaps.ts";

const content = makeContent(
  [
    makeBlock("heading", "h", { text: { en: "Welcome to [site name]", mi: "Nau mai ki [Site name]", fr: "[site name]" } }),
    makeBlock("text", "t", { text: { en: "Meet at **[assembly point]**, [assembly point]. See [the plan](https://x.nz), [company](https://x.nz), [x] and [sic].", mi: "Tūtaki ki [assembly point]" } }),
    makeBlock("single", "s", { help: { en: "Ask [first aider’s name]" }, options: [{ id: "a", text: { en: "At [assembly point]" } }, { id: "b", text: { en: "No" } }] }),
  ],
  { languages: ["en", "mi"], title: { en: "[company]" } },
);

const textOf = (filled: typeof content, place: number) => (filled.blocks[place] as { text: Record<string, string> }).text;

describe("the gaps that a starter leaves", () => {
  it("are found in every text and language that there is, and are neither links nor brackets of somebody's own", () => {
    expect(gapsOf(content).map(({ blockId, field, language, text }) => [blockId, field, language, text])).toEqual([
      [null, "title", "en", "[company]"],
      [idOf("h"), "text", "en", "[site name]"],
      [idOf("h"), "text", "mi", "[Site name]"],
      [idOf("t"), "text", "en", "[assembly point]"],
      [idOf("t"), "text", "en", "[assembly point]"],
      [idOf("t"), "text", "mi", "[assembly point]"],
      [idOf("s"), "help", "en", "[first aider’s name]"],
      [idOf("s"), "option a", "en", "[assembly point]"],
    ]);
  });

  it("are asked for once each, in their groups", () => {
    expect(questionsOf(content).map(({ title, questions }) => [title, questions.map(({ label }) => label)])).toEqual([
      ["The site", ["Company", "Site name"]],
      ["People", ["First aider’s name"]],
      ["In an emergency", ["Assembly point"]],
    ]);
  });

  it("are filled everywhere, in words of a language that was taken off too; without a fact they stay", () => {
    const filled = withFacts(content, { "site-name": "Kaimai Viaduct", "assembly-point": "the car park", company: "" });
    expect(textOf(filled, 0)).toEqual({ en: "Welcome to Kaimai Viaduct", mi: "Nau mai ki Kaimai Viaduct", fr: "Kaimai Viaduct" });
    expect(textOf(filled, 1)["en"]).toBe("Meet at **the car park**, the car park. See [the plan](https://x.nz), [company](https://x.nz), [x] and [sic].");
    expect(gapsOf(filled).map(({ text }) => text)).toEqual(["[company]", "[first aider’s name]"]);
    expect(gapsOf(content)).toHaveLength(8);
  });

  it("are filled with the very signs that were typed, whatever Markdown would make of them", () => {
    const fact = "A|B *x* _y_ a_b@x.nz [site name] $& \\";
    const filled = withFacts(content, { "assembly-point": fact, "site-name": fact });
    expect(textOf(filled, 0)["en"]).toBe(`Welcome to ${fact}`);
    expect(textOf(filled, 1)["mi"]).toBe("Tūtaki ki A\\|B \\*x\\* \\_y\\_ a_b@x.nz \\[site name\\] $& \\\\");
  });

  it("leave the content itself where there is nothing to fill in", () => {
    expect(withFacts(content, { "assembly-point": "" })).toBe(content);
    expect(withFacts(content, { "vet-s-name": "Mere" })).toBe(content);
  });

  it("have a name of their own each, that a form's field can have", () => {
    expect(new Set(GAP_IDS).size).toBe(GAP_GROUPS.flatMap(({ gaps }) => Object.keys(gaps)).length);
    for (const id of GAP_IDS) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
