/** A refusal that a page shows beside its form, with what was typed in it. */
import { json, type AppLoadContext } from "@remix-run/cloudflare";
import { leadsOn, toResponse } from "#app/door.server.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";

export interface Refusal<Typed> {
  code: ErrorCode;
  /** What happened and what to do, where no field is to blame. */
  sentence: string;
  /** What to mend, by field. */
  fields: FieldErrors;
  waitSeconds: number | null;
  /** Of a log-in: one or none; null while there are more. */
  triesLeft: number | null;
  /** To be shown again. Never a password or a code. */
  typed: Typed;
}

/** What whoever fills in a form can do something about, there. */
const SHOWN: readonly ErrorCode[] = [
  "INVALID_INPUT", "WRONG_LOG_IN", "WRONG_CODE", "ACCESS_ENDED", "TOO_MANY_TRIES", "COMPANY_SUSPENDED", "OTHER_ACCOUNT", "LINK_DEAD",
  "LAST_OWNER", "LAST_SECOND_FACTOR", "MESSAGES_USED_UP", "SWITCHED_OFF", "BUSY", "UNAVAILABLE",
];

/** The form again with what to mend. Throws what no form can mend, for the door to lead on from or for the error screen. */
export function refuse<Typed>(error: unknown, typed: Typed, context: AppLoadContext) {
  if (leadsOn(error)) throw error;
  if (!(error instanceof DomainError) || !SHOWN.includes(error.code)) throw toResponse(error, context);
  if (error.code === "UNAVAILABLE") context.reportError(error.cause ?? error);
  const waitSeconds = error.retryAfterSeconds ?? null;
  const headers: Record<string, string> = { "Cache-Control": "no-store", ...(waitSeconds ? { "Retry-After": String(waitSeconds) } : {}) };
  return json<Refusal<Typed>>({ code: error.code, ...wordsOf(error), waitSeconds, triesLeft: error.triesLeft ?? null, typed }, { status: error.status, headers });
}

/** What an operation says of the whole form stands among its fields as `form`. */
function wordsOf({ sentence, fields: { form, ...own } }: DomainError): Pick<Refusal<unknown>, "sentence" | "fields"> {
  // A box of a list is named `siteIds.0`; what is mended is the list.
  const fields = Object.fromEntries(Object.entries(own).map(([name, words]) => [name.replace(/\..*/, ""), words]));
  return { sentence: form ?? sentence, fields };
}
