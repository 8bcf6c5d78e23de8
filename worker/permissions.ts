/** Who may do what, as data. The database holds the same table (role_permission) and decides; a test holds the two equal. */
import { DomainError } from "#worker/errors.ts";
import type { TenantContext } from "#worker/context.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

const VIEW = ["session.open", "session.end", "account.read", "account.change", "site.list", "visit.list", "induction.list", "notice.list", "entry.list", "booking.list"] as const;
const SITE_WORK = [...VIEW, "visit.end", "export.list", "export.request", "export.download", "induction.change", "asset.upload", "completion.read", "notice.change", "entry.decide", "visit.check-in", "booking.change", "ban.list", "ban.change", "contractor.list", "rule.change"] as const;
const COMPANY_WORK = [...SITE_WORK, "site.change", "member.list", "member.invite", "member.change", "company.read", "audit.list", "audit.verify", "audit.export", "person.erase", "contractor.change", "terms.change", "privacy.work"] as const;

export const PERMISSIONS_OF = {
  owner: [...COMPANY_WORK, "company.change"],
  admin: COMPANY_WORK,
  site_manager: SITE_WORK,
  viewer: VIEW,
  /** A stranger with the site's link, with the sign-out link of a visit, or with that of a booking. */
  visitor: ["visit.sign-in", "visit.sign-out", "visit.read-own", "booking.read-own", "booking.prepare", "privacy.ask"],
  /** Somebody at the log-in page, of whom nothing is known yet. */
  stranger: ["log-in.fail", "password.reset", "company.sign-up"],
  /** A claimed export (in the database it has its requester's role, too), the end of one that nobody may run any more, and the bulk load of a past. */
  job: ["export.request", "export.fail", "history.load"],
  /** The crons, on one company's chain of events. */
  system: ["audit.checkpoint", "audit.archive"],
  /** A site's object, on the register of its site. */
  register: ["register.read"],
  /** The deployment's owner at the terminal. */
  operator: ["deployment.operate"],
} as const;

export type Role = keyof typeof PERMISSIONS_OF;
export const MEMBER_ROLES = ["owner", "admin", "site_manager", "viewer"] as const satisfies Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];
export type Permission = (typeof PERMISSIONS_OF)[Role][number];

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS_OF[role] as readonly Permission[]).includes(permission);
}

/** The roles that a member may give, take or change in others. The database asks the same (require_may_touch). */
export function rolesToGive(role: MemberRole): MemberRole[] {
  if (!may(role, "member.change")) return [];
  return MEMBER_ROLES.filter((given) => given !== "owner" || role === "owner");
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
