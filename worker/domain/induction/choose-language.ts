/** In which of its languages somebody does an induction; the record keeps it. */
import * as z from "zod";
import type { VisitorContext } from "#worker/context.ts";
import { language } from "#worker/domain/induction/text.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";

export const chooseLanguageInput = z.strictObject({ attemptId: z.uuid(), language });

/** What was answered stays. No trip. Throws NOT_FOUND when the attempt is over, INVALID_INPUT for a language that it is not written in. */
export async function chooseLanguage(context: VisitorContext, raw: z.input<typeof chooseLanguageInput>): Promise<void> {
  const { attemptId, language: chosen } = parse(chooseLanguageInput, raw);
  const attempt = await context.gate.findAttempt(attemptId);
  const induction = attempt && (await context.gate.induction(context.siteCode, attempt.versionId));
  if (!induction) throw new DomainError("NOT_FOUND");
  if (!induction.content.languages.includes(chosen)) throw new DomainError("INVALID_INPUT", { fields: { language: "Choose one of these languages" } });
  await context.gate.setLanguage(attemptId, chosen);
}
