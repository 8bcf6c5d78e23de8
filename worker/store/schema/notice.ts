/** What stands on the boards. */
import { date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "#worker/store/schema/columns.ts";
import { member } from "#worker/store/schema/member.ts";
import { site } from "#worker/store/schema/site.ts";

/** What everybody reads before they come in: a hazard, or something to know. It stands as it was put up, until it is over or taken down. */
export const notice = pgTable(
  "notice",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    /** Null: at all sites. */
    siteId: uuid("site_id"),
    kind: text("kind", { enum: ["hazard", "notice"] }).notNull(),
    severity: text("severity", { enum: ["high", "medium", "low"] }).notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    /** Days by the site's clock, both included. */
    fromOn: date("from_on", { mode: "string" }).notNull(),
    toOn: date("to_on", { mode: "string" }),
    putUpBy: uuid("put_up_by").notNull(),
    putUpAt: instant("put_up_at").notNull(),
    takenDownAt: instant("taken_down_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "notice_site" }),
    foreignKey({ columns: [t.companyId, t.putUpBy], foreignColumns: [member.companyId, member.id], name: "notice_member" }),
  ],
);
