/** Which wording of a company's terms somebody is shown. */
import type { CompanyTerms } from "#worker/store/platform-store.ts";

export interface ShownTerms {
  /** Of the version, as the record keeps it. */
  id: string;
  language: string;
  markdown: string;
}

/** In the first of these languages that it is in ("zh" is served by "zh-Hans"), else in English; null where the company has none in force. */
export function wordingFor(terms: CompanyTerms | null | undefined, languages: readonly string[]): ShownTerms | null {
  if (!terms) return null;
  const written = Object.keys(terms.texts);
  const serves = (wanted: string) => written.find((tag) => tag === wanted) ?? written.find((tag) => tag.split("-")[0] === wanted);
  const language = languages.map(serves).find((tag) => tag !== undefined) ?? "en";
  return { id: terms.id, language, markdown: terms.texts[language] ?? "" };
}
