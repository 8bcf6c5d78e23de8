/** Input to an operation: parsed by its schema, or refused with a sentence a field. */
import type * as z from "zod";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { safeParse } from "#worker/safe-parse.ts";

/** Gives the parsed value. Throws INVALID_INPUT with the first sentence of each field. */
export function parse<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const { data, issues } = safeParse(schema, raw);
  if (!issues) return data;
  const fields: FieldErrors = {};
  for (const issue of issues) {
    const field = issue.path.join(".") || "form";
    fields[field] ??= issue.message;
  }
  throw new DomainError("INVALID_INPUT", { fields });
}
