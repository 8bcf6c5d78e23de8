/** Who may do what, as data. The database holds the same table (role_permission) and decides; a test holds the two equal. */
import { DomainError } from "#worker/errors.ts";
import type { TenantContext } from "#worker/context.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

const VIEW = ["session.open", "session.end", "site.list", "visit.list"] as const;
const SITE_WORK = [...VIEW, "visit.end", "export.list", "export.request", "export.download"] as const;
const COMPANY_WORK = [...SITE_WORK, "site.change"] as const;

export const PERMISSIONS_OF = {
  owner: COMPANY_WORK,
  admin: COMPANY_WORK,
  site_manager: SITE_WORK,
  viewer: VIEW,
  /** A stranger with the site's link, or with the sign-out link of a visit. */
  visitor: ["visit.sign-in", "visit.sign-out", "visit.read-own"],
  /** The system's own end of a job that nobody may run any more (a running job has its requester's role), and the bulk load of a past. */
  job: ["export.fail", "history.load"],
} as const;

export type Role = keyof typeof PERMISSIONS_OF;
export type MemberRole = Exclude<Role, "visitor" | "job">;
export type Permission = (typeof PERMISSIONS_OF)[Role][number];

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS_OF[role] as readonly Permission[]).includes(permission);
}

/**
 * The only way to a store: it is bound to the context's proof and to this permission. What a member may do the database
 * decides, in the same trip, by their role as it is now: a cookie that is older than a promotion refuses nothing.
 * Throws FORBIDDEN, here or at the first trip.
 */
export function requirePermission(context: TenantContext, permission: Permission): TenantStore {
  if (context.actor.kind !== "member" && !may(context.actor.role, permission)) throw new DomainError("FORBIDDEN");
  return context.openStore(permission);
}
