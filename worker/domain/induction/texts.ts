/** Every text of an induction with its place: what is translated, searched for gaps and sent to a translator. */
import type { Block, Content } from "#worker/domain/induction/content.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import { ownWords } from "#worker/domain/induction/words.ts";

/** `blockId` is null for the induction's own title. `field` is "title", "text", "help", "alt", "unit" or "option " with the option's id. */
export interface TextPlace {
  blockId: string | null;
  field: string;
}

export interface PlacedText extends TextPlace {
  words: Words;
  /** A help may stay empty. */
  isOptional: boolean;
}

/** Every text in the order in which it is read. */
export function textsOf(content: Content): PlacedText[] {
  const title = { blockId: null, field: "title", words: content.title, isOptional: false };
  return [title, ...content.blocks.flatMap((block) => textsOfBlock(block).map((text) => ({ blockId: block.id, ...text })))];
}

type OwnText = Omit<PlacedText, "blockId">;

function textsOfBlock(block: Block): OwnText[] {
  const needed = (field: string, words: Words): OwnText => ({ field, words, isOptional: false });
  switch (block.kind) {
    case "heading":
    case "text":
      return [needed("text", block.text)];
    case "image":
      return [needed("alt", block.alt)];
    case "pdf":
    case "video":
      return [needed("title", block.title)];
    default: {
      const asked = [needed("text", block.text), { field: "help", words: block.help, isOptional: true }];
      if (block.kind === "number" && block.unit !== null) return [...asked, needed("unit", block.unit)];
      return "options" in block ? [...asked, ...block.options.map(({ id, text }) => needed(`option ${id}`, text))] : asked;
    }
  }
}

/** By each language but the main one: the texts that have words in the main language and none in this. They are shown in the main one. */
export function missingWords(content: Content): Record<string, TextPlace[]> {
  const [main = "en", ...others] = content.languages;
  const written = textsOf(content).filter(({ words }) => ownWords(words, main) !== "");
  return Object.fromEntries(others.map((language) => [language, written.filter(({ words }) => ownWords(words, language) === "").map(({ blockId, field }) => ({ blockId, field }))]));
}
