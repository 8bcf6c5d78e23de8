/** A refusal that belongs beside the fields of a form, and not on an error screen. */
import { json, type AppLoadContext } from "@remix-run/cloudflare";
import { waitText } from "#app/routes/entrance/wait.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";

export interface Refusal<Typed> {
  /** What was typed, to be shown again. Never a password. */
  typed: Typed;
  /** What to mend, by field. */
  fields: FieldErrors;
  /** What went wrong where no field is to blame. */
  problem: string | null;
}

const WITH_THE_FORM: readonly ErrorCode[] = ["INVALID_INPUT", "LAST_OWNER", "LAST_SECOND_FACTOR", "MESSAGES_USED_UP", "SWITCHED_OFF", "TOO_MANY_TRIES", "BUSY", "UNAVAILABLE"];

function problemOf({ code, sentence, fields, retryAfterSeconds }: DomainError): string | null {
  if (code === "INVALID_INPUT") return fields.form ?? null;
  return code === "TOO_MANY_TRIES" && retryAfterSeconds ? `Too many tries in a short time. Wait ${waitText(retryAfterSeconds)}, then try again.` : sentence;
}

/** The form again with what to mend. What no form can mend is thrown on. */
export function refuse<Typed>(error: unknown, typed: Typed, context: AppLoadContext) {
  if (!(error instanceof DomainError) || !WITH_THE_FORM.includes(error.code)) throw error;
  if (error.status >= 500) context.reportError(error.cause ?? error);
  const fields: FieldErrors = {};
  for (const [name, sentence] of Object.entries(error.fields)) {
    // A box of a list is named `siteIds.0`; what is mended is the list.
    if (name !== "form") fields[name.replace(/\..*/, "")] = sentence;
  }
  const refusal: Refusal<Typed> = { typed, fields, problem: problemOf(error) };
  const retryAfter: Record<string, string> = error.retryAfterSeconds ? { "Retry-After": String(error.retryAfterSeconds) } : {};
  return json(refusal, { status: error.status, headers: { "Cache-Control": "no-store", ...retryAfter } });
}
