/** A company's own terms for who comes to its sites. */
import { foreignKey, integer, jsonb, pgTable, primaryKey, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";
import { member } from "#worker/store/schema/member.ts";

/** One published wording, for ever. The newest is in force until it is withdrawn. */
export const termsVersion = pgTable(
  "terms_version",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    number: integer("number").notNull(),
    /** Markdown by language, the main one included. */
    texts: jsonb("texts").notNull(),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: instant("published_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("terms_version_number").on(t.companyId, t.number),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "terms_version_company" }),
    foreignKey({ columns: [t.companyId, t.publishedBy], foreignColumns: [member.companyId, member.id], name: "terms_version_member" }),
  ],
);
