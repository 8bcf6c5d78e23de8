import { describe, expect, it } from "vitest";
import { toPlainText } from "./plain-text.ts";

describe("the plain words of a text in Markdown", () => {
  it.each([
    ["emphasis, code and a link", "**Stop** at the *tape*, ~~or~~ `run`. See [the plan](https://x.nz/plan)", "Stop at the tape, or run. See the plan"],
    ["headings and paragraphs", "# Where\n\nOne\ntwo\n\nthree", "Where One two three"],
    ["lists", "- a **b**\n- c\n\n1. d\n2. e", "a b c d e"],
    ["a table", "| Who | Phone |\n| --- | --- |\n| **Mere** | 021 555 |", "Who · Phone · Mere · 021 555"],
    ["brackets that are no link", "Welcome to [site name], [street address].", "Welcome to [site name], [street address]."],
    ["signs that stand for themselves", "2 \\* 3 < 7 & <b>", "2 * 3 < 7 & <b>"],
    ["nothing", " \n", ""],
  ])("has the words of %s", (_, markdown, plain) => {
    expect(toPlainText(markdown)).toBe(plain);
  });

  it("is the text itself where that is too long to be read", () => {
    expect(toPlainText(`**${"a ".repeat(10_001)}**`)).toMatch(/^\*\*a a .* a \*\*$/);
  });
});
