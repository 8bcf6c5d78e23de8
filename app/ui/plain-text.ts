import type { Token } from "marked";
import { asOwn, readMarkdown } from "./markdown.ts";

/** The words of a text in Markdown, on one line and without its marks. */
export function toPlainText(markdown: string): string {
  const tokens = readMarkdown(markdown);
  return (tokens ? wordsOf(tokens) : markdown).replace(/\s+/g, " ").trim();
}

const wordsOf = (tokens: Token[] = [], between = " "): string => tokens.map(wordsOfOne).filter(Boolean).join(between);

function wordsOfOne(any: Token): string {
  const token = asOwn(any);
  switch (token.type) {
    case "space":
    case "hr":
    case "br":
      return " ";
    case "list":
      return wordsOf(token.items);
    case "table":
      return [token.header, ...token.rows].flatMap((row) => row.map((cell) => wordsOf(cell.tokens, ""))).join(" · ");
    case "code":
    case "codespan":
    case "image":
    case "escape":
      return token.text;
    case "blockquote":
    case "list_item":
      return wordsOf(token.tokens);
    case "paragraph":
    case "heading":
    case "strong":
    case "em":
    case "del":
    case "link":
      return wordsOf(token.tokens, "");
    case "checkbox":
      return "";
    case "text":
      return token.tokens ? wordsOf(token.tokens, "") : token.text;
    default:
      return token.raw;
  }
}
