/** A refusal that a page shows beside its form, with what was typed in it. */
import { json, type AppLoadContext } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";

export interface Refusal<Typed> {
  code: ErrorCode;
  /** What happened and what to do, in one sentence. */
  sentence: string;
  fields: FieldErrors;
  waitSeconds: number | null;
  /** Never a password or a code. */
  typed: Typed;
}

/** What whoever fills in a form can do something about, there. */
const SHOWN: readonly ErrorCode[] = [
  "INVALID_INPUT", "WRONG_LOG_IN", "WRONG_CODE", "TOO_MANY_TRIES", "COMPANY_SUSPENDED", "OTHER_ACCOUNT", "LINK_DEAD", "SWITCHED_OFF", "BUSY", "UNAVAILABLE",
];

/** The page's answer to an error of its operation. Throws what the page has no words for, for the error screen. */
export function refuse<Typed>(error: unknown, typed: Typed, context: AppLoadContext) {
  if (!(error instanceof DomainError) || !SHOWN.includes(error.code)) throw toResponse(error, context);
  if (error.code === "UNAVAILABLE") context.reportError(error.cause ?? error);
  const waitSeconds = error.retryAfterSeconds ?? null;
  const headers: Record<string, string> = { "Cache-Control": "no-store", ...(waitSeconds ? { "Retry-After": String(waitSeconds) } : {}) };
  return json<Refusal<Typed>>({ code: error.code, sentence: error.sentence, fields: error.fields, waitSeconds, typed }, { status: error.status, headers });
}

/** What a mailed link leads to, or null when it is used, replaced, too old, or was never one. */
export async function findBehindLink<T>(asked: Promise<T>, context: AppLoadContext): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    // A token that can't be one is as dead as one that was used.
    if (error instanceof DomainError && (error.code === "LINK_DEAD" || error.code === "INVALID_INPUT")) return null;
    throw toResponse(error, context);
  }
}
