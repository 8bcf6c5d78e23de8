/** The office ends a visit of somebody who left without signing out. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { idInput } from "#worker/domain/visit/schemas.ts";
import { endVisit } from "#worker/store/visits.ts";

/** False when the visit was not open, or is not theirs to see. */
export async function markLeft(context: TenantContext, raw: z.input<typeof idInput>): Promise<boolean> {
  const store = requirePermission(context, "visit.end");
  const { id } = parse(idInput, raw);
  return endVisit(store, id, context.request.now);
}
