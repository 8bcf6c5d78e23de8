/** Which language a text is shown in. */
import { isBlank, type Words } from "#worker/domain/induction/text.ts";

/**
 * The words in the language asked for, or else in the main one, the first of `languages`. `language` is the one given, for `lang`.
 */
export function wordsIn(words: Words, language: string, languages: string[]): { text: string; language: string } {
  const main = languages[0] ?? "en";
  const asked = ownWords(words, language);
  return asked === "" ? { text: ownWords(words, main), language: main } : { text: asked, language };
}

/** The words in that language alone, "" where there are none. */
export function ownWords(words: Words, language: string): string {
  const text = Object.hasOwn(words, language) ? words[language] : undefined;
  return text === undefined || isBlank(text) ? "" : text;
}
