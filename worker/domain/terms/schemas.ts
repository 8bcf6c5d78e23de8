/** What is sent to the operations on a company's terms. */
import * as z from "zod";
import { isBlank, textWords } from "#worker/domain/induction/text.ts";

export const TERMS_CHARACTERS = 10_000;
const TOGETHER_BYTES = 110_000;

/** Markdown by language: English is the main one, shown to whoever reads none of the others. */
const texts = textWords(TERMS_CHARACTERS)
  .transform((words) => Object.fromEntries(Object.entries(words).flatMap(([language, text]): [string, string][] => (text.trim() ? [[language, text.trim()]] : []))))
  .refine((words) => Boolean(words["en"]), { path: ["en"], message: "Write the terms in English first" })
  .refine((words) => Object.values(words).every((text) => !isBlank(text)), { path: ["en"], message: "Write the terms in words: one of these texts has nothing to read in it" })
  .refine((words) => new TextEncoder().encode(JSON.stringify(words)).length <= TOGETHER_BYTES, { path: ["en"], message: "All languages together are too long: shorten the terms" });

/** `termsId` is made when the form is shown: a form sent twice publishes once. */
export const publishTermsInput = z.strictObject({ termsId: z.uuid(), texts });

export const termsInput = z.strictObject({ termsId: z.uuid() });
