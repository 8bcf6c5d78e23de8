/** What an induction is written in: text of any script, in one form of Unicode, without what nobody can see or print. */
import * as z from "zod";

// Control characters but tab and line feed, halves of characters, and the two signs that turn what follows them around.
// Joiners stay: emoji, Persian and Hindi are written with them; so do the marks of direction that Arabic and Hebrew need.
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\p{Cs}\uFFFD\uFEFF\u202D\u202E]/u;

// Letters and signs by their class, and nothing to the eye.
const FILLERS = /[\u115F\u1160\u2800\u3164\uFFA0]/g;

const UNPRINTABLE_MESSAGE = "Use letters, numbers and ordinary signs only";

/** Whether the text holds a sign that can't be kept. */
export function hasUnprintable(text: string): boolean {
  return UNPRINTABLE.test(text);
}

/** Whether nothing in the text can be seen: spaces, joiners and marks alone. */
export function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(FILLERS, ""));
}

/** One form of Unicode, line ends as \n. */
export function toText(typed: string): string {
  return typed.normalize("NFC").replace(/\r\n?/g, "\n");
}

/** The same on one line, trimmed. */
export function toLine(typed: string): string {
  return toText(typed).replace(/\s+/g, " ").trim();
}

/** How many characters people see, as near as code points come: an accent of its own counts, half an emoji does not. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

function bounded(maxCharacters: number, clean: (typed: string) => string) {
  const tooLong = `Use ${maxCharacters.toLocaleString("en-NZ")} characters or fewer`;
  return z
    .string()
    // Before anything is done with it.
    .max(4 * maxCharacters, tooLong)
    .transform(clean)
    .refine((text) => !hasUnprintable(text), UNPRINTABLE_MESSAGE)
    .refine((text) => countCharacters(text) <= maxCharacters, tooLong);
}

/** "en", "mi", "zh-Hans", "pt-BR": a language, perhaps with its script and region. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, "Choose a language");

/** One text in several languages. Words in a language that was taken off stay, and are there again when it comes back. */
export type Words = Record<string, string>;

/** Words of one line. */
export const lineWords = (maxCharacters: number) => z.record(language, bounded(maxCharacters, toLine));

/** Words of several lines, in Markdown. */
export const textWords = (maxCharacters: number) => z.record(language, bounded(maxCharacters, toText));
