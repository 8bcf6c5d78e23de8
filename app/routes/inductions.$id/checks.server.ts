/** What the editor is told of a draft beside the draft itself. */
import type { Content } from "#worker/domain/induction/content.ts";
import { publishable } from "#worker/domain/induction/publishable.ts";
import { missingWords, placeholders } from "#worker/domain/induction/texts.ts";

/** What is to be mended before it can be published, what a starter left to be filled in, and how many words each other language lacks. */
export function checksOf(content: Content) {
  return {
    obstacles: publishable(content),
    placeholders: placeholders(content).map(({ blockId, text, language }) => ({ blockId, text, language })),
    missing: Object.fromEntries(Object.entries(missingWords(content)).map(([language, places]) => [language, places.length])),
  };
}

export type Checks = ReturnType<typeof checksOf>;
