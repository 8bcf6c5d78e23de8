/** Companies that send people to the sites, and their papers. */
import { sql } from "drizzle-orm";
import { date, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";
import { member } from "#worker/store/schema/member.ts";

export const contractor = pgTable(
  "contractor",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    /** As employers are compared at the gate: lower case, no macrons, no "Ltd". */
    nameKey: text("name_key").notNull(),
    contactName: text("contact_name").notNull().default(""),
    contactEmail: text("contact_email").notNull().default(""),
    contactPhone: text("contact_phone").notNull().default(""),
    archivedAt: instant("archived_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("contractor_name").on(t.companyId, t.nameKey).where(sql`archived_at is null`),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "contractor_company" }),
  ],
);

/** An insurance or a licence as somebody of the office has seen it. */
export const contractorPaper = pgTable(
  "contractor_paper",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    contractorId: uuid("contractor_id").notNull(),
    kind: text("kind", { enum: ["insurance", "licence"] }).notNull(),
    /** What it is and its number: "Public liability, AB123". */
    label: text("label").notNull(),
    /** The last day that it is good for. */
    expiresOn: date("expires_on", { mode: "string" }).notNull(),
    addedBy: uuid("added_by").notNull(),
    addedAt: instant("added_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("contractor_paper_of").on(t.companyId, t.contractorId).where(sql`removed_at is null`),
    foreignKey({ columns: [t.companyId, t.contractorId], foreignColumns: [contractor.companyId, contractor.id], name: "contractor_paper_contractor" }),
    foreignKey({ columns: [t.companyId, t.addedBy], foreignColumns: [member.companyId, member.id], name: "contractor_paper_member" }),
  ],
);
