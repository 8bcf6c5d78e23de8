/** Sites, the links at their gates, and who manages them. */
import { sql } from "drizzle-orm";
import { bigint, foreignKey, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";
import { member } from "#worker/store/schema/member.ts";

export const site = pgTable(
  "site",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    address: text("address").notNull(),
    timeZone: text("time_zone").notNull().default("Pacific/Auckland"),
    /** The first half of each sign-in link of this site, for ever; it names the site's Durable Object. */
    code: text("code").notNull().unique(),
    /** Grows with each change that a visitor's page could show; the site's object reconciles by it. */
    version: integer("version").notNull().default(1),
    closedAt: instant("closed_at"),
    /** Whom the gate lets in, stops or has wait: worker/domain/entry/rules.ts says what stands in it. */
    rules: jsonb("rules").notNull().default({}),
    /** Where to gather in an emergency, in one line; empty where nobody has said. */
    emergency: text("emergency").notNull().default(""),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "site_company" }),
  ],
);

export const siteLink = pgTable(
  "site_link",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    secret: text("secret").notNull(),
    rotatedAt: instant("rotated_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("site_link_live").on(t.companyId, t.siteId).where(sql`rotated_at is null`),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "site_link_site" }),
  ],
);

export const memberSite = pgTable(
  "member_site",
  {
    companyId: uuid("company_id").notNull(),
    memberId: uuid("member_id").notNull(),
    siteId: uuid("site_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.memberId, t.siteId] }),
    foreignKey({ columns: [t.companyId, t.memberId], foreignColumns: [member.companyId, member.id], name: "member_site_member" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "member_site_site" }),
  ],
);

/** The changes of a site's register (who is on site now) in order: each has a number, without gaps. */
export const siteRegister = pgTable(
  "site_register",
  {
    companyId: uuid("company_id").notNull(),
    siteId: uuid("site_id").notNull(),
    number: bigint("number", { mode: "number" }).notNull().default(0),
    /** The digest of what the site's object reads its register with; null until a member has watched it. */
    readerHash: bytea("reader_hash"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.siteId] }),
    uniqueIndex("site_register_reader").on(t.readerHash),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "site_register_site" }),
  ],
);
