/** Visits. */
import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { completion } from "#worker/store/schema/induction.ts";
import { person } from "#worker/store/schema/person.ts";
import { site } from "#worker/store/schema/site.ts";

/** A sign-in with its sign-out. It keeps what was typed; the id is made before the first attempt and is the idempotency key. */
export const visit = pgTable(
  "visit",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    personId: uuid("person_id").notNull(),
    visitorType: text("visitor_type", { enum: ["contractor", "visitor", "employee", "delivery"] }).notNull(),
    name: text("name").notNull(),
    phone: text("phone").notNull(),
    employer: text("employer").notNull().default(""),
    /** Words of name, employer and phone, lower case, without macrons, each after a space. */
    searchText: text("search_text").notNull(),
    contentHash: bytea("content_hash").notNull(),
    privacyNoticeVersion: integer("privacy_notice_version").notNull(),
    signOutHash: bytea("sign_out_hash").notNull(),
    signOutExpiresAt: instant("sign_out_expires_at").notNull(),
    signedInAt: instant("signed_in_at").notNull(),
    signedOutAt: instant("signed_out_at"),
    leftHow: text("left_how", { enum: ["signed_out", "assumed_left"] }),
    leftReason: text("left_reason"),
    /** The induction that let them in; null where none was asked. */
    completionId: uuid("completion_id"),
    /** Until when that one counts, as the visitor is told. */
    inductedUntil: instant("inducted_until"),
    /** Of the board: what they were shown and said that they had read. */
    notices: uuid("notices").array().notNull().default(sql`'{}'`),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.completionId], foreignColumns: [completion.companyId, completion.id], name: "visit_completion" }),
    uniqueIndex("visit_sign_out").on(t.signOutHash),
    uniqueIndex("visit_open").on(t.companyId, t.siteId, t.personId).where(sql`signed_out_at is null`),
    index("visit_register").on(t.companyId, t.siteId, t.signedInAt, t.id).where(sql`signed_out_at is null`),
    // Ascending: read backwards they give "desc" as SQL means it. An index made with .desc() puts nulls last, which no such order asks for.
    index("visit_history").on(t.companyId, t.signedInAt, t.id),
    index("visit_by_site").on(t.companyId, t.siteId, t.signedInAt, t.id),
    index("visit_by_person").on(t.companyId, t.personId, t.signedInAt, t.id),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "visit_site" }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "visit_person" }),
  ],
);
