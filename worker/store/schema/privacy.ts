/** What people ask about the data that is held about them. */
import { sql } from "drizzle-orm";
import { date, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { booking } from "#worker/store/schema/booking.ts";
import { instant } from "#worker/store/schema/columns.ts";
import { member } from "#worker/store/schema/member.ts";
import { person } from "#worker/store/schema/person.ts";
import { visit } from "#worker/store/schema/visit.ts";

/** To be answered within 20 working days (Privacy Act 2020, sections 44 and 63). */
export const privacyRequest = pgTable(
  "privacy_request",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    personId: uuid("person_id").notNull(),
    /** By whose link they asked; null where the office wrote the request down, or they asked by that of an invitation. */
    visitId: uuid("visit_id"),
    /** The invitation by whose link they asked, or whose link was sent to them. */
    bookingId: uuid("booking_id"),
    /** When the office last sent them a link to the address that is held. */
    linkSentAt: instant("link_sent_at"),
    kind: text("kind", { enum: ["access", "correction", "erasure"] }).notNull(),
    /** What they wrote. */
    text: text("text").notNull(),
    state: text("state", { enum: ["open", "done", "refused"] }).notNull().default("open"),
    askedAt: instant("asked_at").notNull(),
    /** The last day to answer. */
    dueOn: date("due_on", { mode: "string" }).notNull(),
    answeredAt: instant("answered_at"),
    answeredBy: uuid("answered_by"),
    answer: text("answer").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("privacy_request_one").on(t.companyId, t.personId, t.kind).where(sql`state = 'open'`),
    index("privacy_request_open").on(t.companyId, t.dueOn).where(sql`state = 'open'`),
    index("privacy_request_of_person").on(t.companyId, t.personId, t.askedAt),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "privacy_request_person" }),
    foreignKey({ columns: [t.companyId, t.visitId], foreignColumns: [visit.companyId, visit.id], name: "privacy_request_visit" }),
    foreignKey({ columns: [t.companyId, t.bookingId], foreignColumns: [booking.companyId, booking.id], name: "privacy_request_booking" }),
    foreignKey({ columns: [t.companyId, t.answeredBy], foreignColumns: [member.companyId, member.id], name: "privacy_request_member" }),
  ],
);
