/** The boards of the sites that the member sees. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { listNotices, listOpenSites } from "#worker/store/notices.ts";

/** What stands or will stand on a board, and the latest that are over. */
export async function getNotices(context: TenantContext) {
  return listNotices(requirePermission(context, "notice.list"));
}

/** The open sites that something can be put up at. */
export async function getBoardPlaces(context: TenantContext) {
  return listOpenSites(requirePermission(context, "notice.change"));
}
