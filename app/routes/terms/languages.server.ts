/** The languages of a company's terms. */
import type { Words } from "#worker/domain/induction/text.ts";

export interface Wording {
  language: string;
  text: string;
}

/** English first, for it is the main one; then by tag. */
export function inOrder(texts: Words): Wording[] {
  const rank = (language: string) => (language === "en" ? "" : language);
  return Object.entries(texts)
    .map(([language, text]) => ({ language, text }))
    .sort((one, other) => (rank(one.language) < rank(other.language) ? -1 : 1));
}
