/** The languages of the visitor's pages. What a site writes in its inductions may be in many more. */
import { en, type Messages } from "./en.ts";
import { mi } from "./mi.ts";

export type { Messages };

const CATALOGUES = { en, mi };

export type Language = keyof typeof CATALOGUES;

/** Each in its own name, as its readers look for it. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", mi: "Te reo Māori" };

export const isLanguage = (text: string | null | undefined): text is Language => text === "en" || text === "mi";

export const messagesFor = (language: Language): Messages => CATALOGUES[language];

/** The language of a catalogue: "mi-NZ" gives mi. */
export const languageOf = ({ language }: Pick<Messages, "language">): Language => (language.startsWith("mi") ? "mi" : "en");
