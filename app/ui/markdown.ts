/** Markdown as tokens, bounded in size and depth. No HTML is read: it stays the text that it is. */
import { Lexer, Tokenizer, type MarkedToken, type Token } from "marked";

/** As much as a block of text may hold. What is longer is shown as it was typed. */
const MAX_CHARACTERS = 20_000;
/** Lists and quotes in each other, and emphasis and links in each other; what goes deeper is text. */
const MAX_DEPTH = { blocks: 8, inline: 8 };

class BoundedTokenizer extends Tokenizer {
  private readonly depth = { blocks: 0, inline: 0 };

  override html(): undefined {}
  override tag(): undefined {}
  // Four spaces at the start of a line are a slip of the hand and no code.
  override code(): undefined {}
  // "[Note]: boots" would be gone from the page.
  override def(): undefined {}

  override blockquote(source: string) {
    return this.goDeeper("blocks", () => super.blockquote(source));
  }

  override list(source: string) {
    return this.goDeeper("blocks", () => super.list(source));
  }

  override emStrong(source: string, masked: string, before?: string) {
    return this.goDeeper("inline", () => super.emStrong(source, masked, before));
  }

  override del(source: string, masked: string, before?: string) {
    return this.goDeeper("inline", () => super.del(source, masked, before));
  }

  override link(source: string) {
    return this.goDeeper("inline", () => super.link(source));
  }

  private goDeeper<T>(kind: "blocks" | "inline", read: () => T): T | undefined {
    if (this.depth[kind] >= MAX_DEPTH[kind]) return undefined;
    this.depth[kind] += 1;
    const token = read();
    this.depth[kind] -= 1;
    return token;
  }
}

/** The tokens of a text, or null when it is too long to be read as Markdown. A single line break counts. */
export function readMarkdown(markdown: string): Token[] | null {
  if (markdown.length > MAX_CHARACTERS) return null;
  return new Lexer({ gfm: true, breaks: true, tokenizer: new BoundedTokenizer() }).lex(markdown);
}

/** Without an extension, every token is one of marked's own. */
export const asOwn = (token: Token): MarkedToken => token as MarkedToken;

const SCHEMES = ["https:", "tel:", "mailto:"];

/** The address to link to, written the one way that a browser reads it, or null for what is not linked to. */
export function toSafeAddress(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (!SCHEMES.includes(url.protocol) || url.username !== "" || url.password !== "") return null;
  return url.href;
}
