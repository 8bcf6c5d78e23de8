/** The inductions of a company, as far as the member's sites go. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { listTemplates } from "#worker/store/inductions.ts";

/** Also gives the open sites that a new one can be for. */
export async function getInductions(context: TenantContext) {
  return listTemplates(requirePermission(context, "induction.list"));
}

/** The same for who writes them: what a new one can be a copy of. */
export async function getInductionsToChange(context: TenantContext) {
  return listTemplates(requirePermission(context, "induction.change"));
}
