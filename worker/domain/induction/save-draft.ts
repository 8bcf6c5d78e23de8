/** Keeps what is being written. Nobody at a gate sees it before it is published. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { saveDraftInput } from "#worker/domain/induction/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { saveDraft } from "#worker/store/inductions.ts";

/** Gives the draft's number after it. Throws CONFLICT when somebody saved since this draft was read, NOT_FOUND, INVALID_INPUT. */
export async function saveInductionDraft(context: TenantContext, raw: z.input<typeof saveDraftInput>): Promise<number> {
  const store = requirePermission(context, "induction.change");
  const { outcome, number } = await saveDraft(store, parse(saveDraftInput, raw));
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "stale") throw new DomainError("CONFLICT");
  return number;
}
