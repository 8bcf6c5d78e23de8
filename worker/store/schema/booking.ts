/** Who is expected. */
import { sql } from "drizzle-orm";
import { date, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "#worker/store/schema/columns.ts";
import { completion } from "#worker/store/schema/induction.ts";
import { member } from "#worker/store/schema/member.ts";
import { person } from "#worker/store/schema/person.ts";
import { site } from "#worker/store/schema/site.ts";

/** Somebody who was told by mail to come to a site: the link in it leads to the induction at home, and in with one tap. */
export const booking = pgTable(
  "booking",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id").notNull(),
    visitorType: text("visitor_type").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    phone: text("phone").notNull(),
    employer: text("employer").notNull(),
    email: text("email").notNull(),
    /** Whom they come to see; empty where nobody was named. */
    host: text("host").notNull().default(""),
    note: text("note").notNull().default(""),
    /** Days by the site's clock, both included. */
    fromOn: date("from_on", { mode: "string" }).notNull(),
    toOn: date("to_on", { mode: "string" }).notNull(),
    tokenHash: bytea("token_hash").notNull(),
    bookedBy: uuid("booked_by").notNull(),
    bookedAt: instant("booked_at").notNull(),
    cancelledAt: instant("cancelled_at"),
    /** Done at home; null while it is not. */
    completionId: uuid("completion_id"),
    personId: uuid("person_id"),
    /** When they last came in by it. */
    arrivedAt: instant("arrived_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("booking_token").on(t.tokenHash),
    index("booking_list").on(t.companyId, t.toOn, t.id),
    index("booking_open").on(t.companyId, t.siteId, t.fromOn).where(sql`cancelled_at is null`),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "booking_site" }),
    foreignKey({ columns: [t.companyId, t.bookedBy], foreignColumns: [member.companyId, member.id], name: "booking_member" }),
    foreignKey({ columns: [t.companyId, t.completionId], foreignColumns: [completion.companyId, completion.id], name: "booking_completion" }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "booking_person" }),
  ],
);
