/** A contractor's insurances and licences, as somebody of the office has seen them. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { paperIdInput, paperInput } from "#worker/domain/contractor/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { insertPaper, takeOffPaper } from "#worker/store/contractor-papers.ts";

/** False when this form had added it before. Throws NOT_FOUND, INVALID_INPUT. */
export async function addPaper(context: TenantContext, raw: z.input<typeof paperInput>): Promise<boolean> {
  const store = requirePermission(context, "contractor.change");
  const outcome = await insertPaper(store, parse(paperInput, raw), context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "changed";
}

/** False when it was before. Throws NOT_FOUND. */
export async function removePaper(context: TenantContext, raw: z.input<typeof paperIdInput>): Promise<boolean> {
  const store = requirePermission(context, "contractor.change");
  const outcome = await takeOffPaper(store, parse(paperIdInput, raw), context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "changed";
}
