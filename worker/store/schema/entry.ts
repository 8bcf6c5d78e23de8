/** Who is kept out, and who was not let in at once. */
import { sql } from "drizzle-orm";
import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "#worker/store/schema/columns.ts";
import { member } from "#worker/store/schema/member.ts";
import { site } from "#worker/store/schema/site.ts";

/** Somebody whom a site, or all sites of the company, let in no more: by phone number and name, whether or not they were ever here. */
export const ban = pgTable(
  "ban",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    /** Null: from all sites. */
    siteId: uuid("site_id"),
    phone: text("phone").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    reason: text("reason").notNull(),
    /** The last day, by the site's clock; null for good. */
    untilOn: date("until_on", { mode: "string" }),
    bannedBy: uuid("banned_by").notNull(),
    bannedAt: instant("banned_at").notNull(),
    liftedBy: uuid("lifted_by"),
    liftedAt: instant("lifted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("ban_of_phone").on(t.companyId, t.phone).where(sql`lifted_at is null`),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "ban_site" }),
    foreignKey({ columns: [t.companyId, t.bannedBy], foreignColumns: [member.companyId, member.id], name: "ban_by_member" }),
    foreignKey({ columns: [t.companyId, t.liftedBy], foreignColumns: [member.companyId, member.id], name: "ban_lifted_by_member" }),
  ],
);

/**
 * Somebody at the gate whom its rules did not let in at once: stopped, or waiting for a supervisor. It has the id of the visit that comes of it,
 * and all that the visit needs.
 */
export const entry = pgTable(
  "entry",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    /** Of a remembered phone's person; null where only what was typed is known. */
    personId: uuid("person_id"),
    visitorType: text("visitor_type").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    phone: text("phone").notNull(),
    employer: text("employer").notNull(),
    searchText: text("search_text").notNull(),
    terms: text("terms").array().notNull(),
    contentHash: bytea("content_hash").notNull(),
    privacyNoticeVersion: integer("privacy_notice_version").notNull(),
    termsVersionId: uuid("terms_version_id"),
    language: text("language"),
    signOutHash: bytea("sign_out_hash").notNull(),
    signOutExpiresAt: instant("sign_out_expires_at").notNull(),
    notices: uuid("notices").array().notNull().default(sql`'{}'`),
    bookingId: uuid("booking_id"),
    /** The induction done on the way, as the completion of it will say; null where none was. */
    passed: jsonb("passed"),
    /** An induction that was valid before; null where none was. */
    completionId: uuid("completion_id"),
    inductedUntil: instant("inducted_until"),
    reasons: jsonb("reasons").notNull(),
    state: text("state", { enum: ["waiting", "approved", "denied", "stopped", "withdrawn"] }).notNull(),
    askedAt: instant("asked_at").notNull(),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by"),
    /** What the supervisor says to the visitor. */
    note: text("note"),
    /** The personal fields were taken out. */
    erasedAt: instant("erased_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("entry_sign_out").on(t.signOutHash),
    index("entry_waiting").on(t.companyId, t.siteId, t.askedAt).where(sql`state = 'waiting'`),
    index("entry_of_phone").on(t.companyId, t.phone, t.askedAt),
    index("entry_list").on(t.companyId, t.askedAt, t.id),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "entry_site" }),
    foreignKey({ columns: [t.companyId, t.decidedBy], foreignColumns: [member.companyId, member.id], name: "entry_member" }),
  ],
);
