/** Visits. */
import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { booking } from "#worker/store/schema/booking.ts";
import { completion } from "#worker/store/schema/induction.ts";
import { member } from "#worker/store/schema/member.ts";
import { person } from "#worker/store/schema/person.ts";
import { site } from "#worker/store/schema/site.ts";
import { termsVersion } from "#worker/store/schema/terms.ts";

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
    /** The company's own terms as they were accepted; null where there were none. */
    termsVersionId: uuid("terms_version_id"),
    /** Of the page that they signed in on, and so of what they accepted. */
    language: text("language"),
    /** The supervisor who let them in where the rules asked for one. */
    approvedBy: uuid("approved_by"),
    /** The member who signed them in with a crew; null for who came by themselves. */
    checkedInBy: uuid("checked_in_by"),
    bookingId: uuid("booking_id"),
    /** The last change of its site's register that was about this visit. */
    registerNumber: bigint("register_number", { mode: "number" }),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.completionId], foreignColumns: [completion.companyId, completion.id], name: "visit_completion" }),
    foreignKey({ columns: [t.companyId, t.termsVersionId], foreignColumns: [termsVersion.companyId, termsVersion.id], name: "visit_terms" }),
    foreignKey({ columns: [t.companyId, t.approvedBy], foreignColumns: [member.companyId, member.id], name: "visit_approved_by" }),
    foreignKey({ columns: [t.companyId, t.checkedInBy], foreignColumns: [member.companyId, member.id], name: "visit_checked_in_by" }),
    foreignKey({ columns: [t.companyId, t.bookingId], foreignColumns: [booking.companyId, booking.id], name: "visit_booking" }),
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
