/** What belongs to the whole deployment. */
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";

/** The outbox: the row is the job. It names what the mail is about; the link's token is derived when it is sent. */
export const mail = pgTable(
  "mail",
  {
    id: uuid("id").primaryKey(),
    /** Null for what comes before a company. */
    aboutCompanyId: uuid("about_company_id").references(() => company.id),
    kind: text("kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    /** Of the signing key that the link's token is derived with. */
    keyId: text("key_id").notNull(),
    details: jsonb("details").notNull().default({}),
    state: text("state", { enum: ["queued", "sending", "sent", "failed"] }).notNull().default("queued"),
    fencing: integer("fencing").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull().defaultNow(),
    failure: text("failure"),
    sentAt: instant("sent_at"),
    ...stamps,
  },
  (t) => [index("mail_due").on(t.dueAt).where(sql`state in ('queued', 'sending')`), index("mail_of_company").on(t.aboutCompanyId, t.createdAt), index("mail_of_subject").on(t.subjectId)],
);

/** A switch that the deployment's owner has thrown: what it names is off for every company. */
export const killSwitch = pgTable("kill_switch", { name: text("name").primaryKey(), reason: text("reason").notNull(), thrownAt: instant("thrown_at").notNull() });

/** Which switch stops which permission. */
export const switchedPermission = pgTable(
  "switched_permission",
  { name: text("name").notNull(), permission: text("permission").notNull() },
  (t) => [primaryKey({ columns: [t.name, t.permission] })],
);

/** worker/permissions.ts as the database sees it; a test holds the two equal. */
export const rolePermission = pgTable(
  "role_permission",
  { role: text("role").notNull(), permission: text("permission").notNull() },
  (t) => [primaryKey({ columns: [t.role, t.permission] })],
);

/** What context MACs are made with; readable by the definer functions alone. */
export const contextKey = pgTable("context_key", {
  id: integer("id").primaryKey(),
  innerKey: bytea("inner_key").notNull(),
  outerKey: bytea("outer_key").notNull(),
});
