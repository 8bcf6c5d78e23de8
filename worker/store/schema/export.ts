/** Exports. */
import { sql } from "drizzle-orm";
import { bigint, date, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, stamps } from "#worker/store/schema/columns.ts";
import { member } from "#worker/store/schema/member.ts";
import { site } from "#worker/store/schema/site.ts";

/** The row is the job; the queue message only says "look". `fencing` grows with each claim. */
export const exportJob = pgTable(
  "export",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    /** Null means every site that the requester may see. */
    siteId: uuid("site_id"),
    fromOn: date("from_on", { mode: "string" }).notNull(),
    toOn: date("to_on", { mode: "string" }).notNull(),
    format: text("format", { enum: ["csv"] }).notNull(),
    state: text("state", { enum: ["queued", "running", "done", "failed"] }).notNull().default("queued"),
    fencing: integer("fencing").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    leaseUntil: instant("lease_until"),
    rowsTotal: integer("rows_total"),
    rowsWritten: integer("rows_written").notNull().default(0),
    fileKey: text("file_key"),
    fileBytes: bigint("file_bytes", { mode: "number" }),
    failure: text("failure"),
    requestedAt: instant("requested_at").notNull(),
    finishedAt: instant("finished_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("export_id").on(t.id),
    index("export_due").on(t.state, t.leaseUntil).where(sql`state in ('queued', 'running')`),
    index("export_list").on(t.companyId, t.requestedAt, t.id),
    foreignKey({ columns: [t.companyId, t.requestedBy], foreignColumns: [member.companyId, member.id], name: "export_member" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "export_site" }),
  ],
);
