/** Invites to become a member. */
import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";
import { member } from "#worker/store/schema/member.ts";
import { site } from "#worker/store/schema/site.ts";

/** A way in for somebody who is not a member yet: role and sites inside, single use. */
export const invite = pgTable(
  "invite",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "admin", "site_manager", "viewer"] }).notNull(),
    tokenHash: bytea("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    /** Null when the deployment's owner invited. */
    invitedBy: uuid("invited_by"),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("invite_open").on(t.companyId, t.email).where(sql`accepted_at is null and revoked_at is null`),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "invite_company" }),
    foreignKey({ columns: [t.companyId, t.invitedBy], foreignColumns: [member.companyId, member.id], name: "invite_by_member" }),
  ],
);

export const inviteSite = pgTable(
  "invite_site",
  {
    companyId: uuid("company_id").notNull(),
    inviteId: uuid("invite_id").notNull(),
    siteId: uuid("site_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.inviteId, t.siteId] }),
    foreignKey({ columns: [t.companyId, t.inviteId], foreignColumns: [invite.companyId, invite.id], name: "invite_site_invite" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "invite_site_site" }),
  ],
);
