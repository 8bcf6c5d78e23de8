/** A company and what the deployment's owner allows it. */
import { bigint, boolean, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, stamps } from "#worker/store/schema/columns.ts";

export const company = pgTable("company", {
  id: uuid("company_id").primaryKey(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("Pacific/Auckland"),
  plan: text("plan").notNull().default("standard"),
  /** By the deployment's owner: nobody logs in or signs in while it is set; signing out goes on. */
  suspendedAt: instant("suspended_at"),
  /** Owners and admins must use a second factor. */
  secondFactorRequired: boolean("second_factor_required").notNull().default(false),
  /** Inductions may ask for a photo. */
  photosAllowed: boolean("photos_allowed").notNull().default(false),
  ...stamps,
});

/** A company's own value of a limit, instead of its plan's. */
export const companyLimit = pgTable(
  "company_limit",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    name: text("name").notNull(),
    value: bigint("value", { mode: "number" }).notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.name] })],
);
