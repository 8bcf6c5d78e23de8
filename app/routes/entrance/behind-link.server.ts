import type { AppLoadContext } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import { DomainError } from "#worker/errors.ts";

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
