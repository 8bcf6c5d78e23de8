/** The exports of a company, with how far each has come. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { listExports, type ExportRow } from "#worker/store/exports.ts";
import type { SiteRow } from "#worker/store/visit-lists.ts";

/** The latest 50, newest first, and the sites that one may be asked for. */
export async function getExports(context: TenantContext): Promise<{ exports: ExportRow[]; sites: SiteRow[] }> {
  const store = requirePermission(context, "export.list");
  return listExports(store);
}
