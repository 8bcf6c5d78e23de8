/** Inductions: what is edited, what was published, and who passed it. */
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";
import { member } from "#worker/store/schema/member.ts";
import { person } from "#worker/store/schema/person.ts";
import { site } from "#worker/store/schema/site.ts";

/** An induction of a company (`site_id` null) or of one site: what is edited. What was told to people stands in its versions. */
export const inductionTemplate = pgTable(
  "induction_template",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    siteId: uuid("site_id"),
    name: text("name").notNull(),
    visitorTypes: text("visitor_types").array().notNull(),
    draft: jsonb("draft").notNull(),
    /** Grows with each save: who saves on an older draft is told so. */
    draftNumber: integer("draft_number").notNull().default(1),
    /** The number of the newest version; 0 before the first. */
    publishedNumber: integer("published_number").notNull().default(0),
    /** Completions of versions before this one count no more. */
    acceptedFrom: integer("accepted_from").notNull().default(1),
    archivedAt: instant("archived_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "induction_template_company" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "induction_template_site" }),
  ],
);

/** What was published, for ever: a trigger refuses to change or delete it. */
export const inductionVersion = pgTable(
  "induction_version",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    templateId: uuid("template_id").notNull(),
    siteId: uuid("site_id"),
    number: integer("number").notNull(),
    content: jsonb("content").notNull(),
    /** Those inducted on an earlier version must do this one. */
    redo: boolean("redo").notNull(),
    publishedBy: uuid("published_by").notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("induction_version_number").on(t.companyId, t.templateId, t.number),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "induction_version_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "induction_version_site" }),
    foreignKey({ columns: [t.companyId, t.publishedBy], foreignColumns: [member.companyId, member.id], name: "induction_version_member" }),
  ],
);

/** What the gate asks for: at most one version for each site and visitor type, and one for each visitor type of the whole company. */
export const liveInduction = pgTable(
  "live_induction",
  {
    companyId: uuid("company_id").notNull(),
    templateId: uuid("template_id").notNull(),
    visitorType: text("visitor_type").notNull(),
    siteId: uuid("site_id"),
    versionId: uuid("version_id").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.templateId, t.visitorType] }),
    unique("live_induction_one").on(t.companyId, t.siteId, t.visitorType).nullsNotDistinct(),
    foreignKey({ columns: [t.companyId, t.versionId], foreignColumns: [inductionVersion.companyId, inductionVersion.id], name: "live_induction_version" }),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "live_induction_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "live_induction_site" }),
  ],
);

/** An image or PDF that inductions show. The file stands in R2 under company and id; neither is ever changed. */
export const asset = pgTable(
  "asset",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    /** Of the template that it was uploaded for; null for the whole company. */
    siteId: uuid("site_id"),
    name: text("name").notNull(),
    mediaType: text("media_type", { enum: ["image/png", "image/jpeg", "image/webp", "application/pdf"] }).notNull(),
    bytes: integer("bytes").notNull(),
    sha256: bytea("sha256").notNull(),
    uploadedBy: uuid("uploaded_by").notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "asset_site" }),
    foreignKey({ columns: [t.companyId, t.uploadedBy], foreignColumns: [member.companyId, member.id], name: "asset_member" }),
  ],
);

/** Somebody passed an induction: which version, in which language, with which answers. Erasing the person takes the answers, the row stays. */
export const completion = pgTable(
  "completion",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    templateId: uuid("template_id").notNull(),
    versionId: uuid("version_id").notNull(),
    versionNumber: integer("version_number").notNull(),
    /** Where it was done. */
    siteId: uuid("site_id").notNull(),
    personId: uuid("person_id").notNull(),
    visitorType: text("visitor_type").notNull(),
    language: text("language").notNull(),
    /** The pool questions that were drawn, in their order. */
    drawn: text("drawn").array().notNull(),
    answers: jsonb("answers").notNull(),
    score: integer("score").notNull(),
    outOf: integer("out_of").notNull(),
    startedAt: instant("started_at").notNull(),
    completedAt: instant("completed_at").notNull(),
    validUntil: instant("valid_until"),
    erasedAt: instant("erased_at"),
    /** The supervisor who decided on an answer that asks for one. */
    approvedBy: uuid("approved_by"),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    index("completion_of_person").on(t.companyId, t.personId, t.templateId, t.completedAt),
    index("completion_of_template").on(t.companyId, t.templateId, t.completedAt, t.id),
    foreignKey({ columns: [t.companyId, t.versionId], foreignColumns: [inductionVersion.companyId, inductionVersion.id], name: "completion_version" }),
    foreignKey({ columns: [t.companyId, t.templateId], foreignColumns: [inductionTemplate.companyId, inductionTemplate.id], name: "completion_template" }),
    foreignKey({ columns: [t.companyId, t.siteId], foreignColumns: [site.companyId, site.id], name: "completion_site" }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "completion_person" }),
    foreignKey({ columns: [t.companyId, t.approvedBy], foreignColumns: [member.companyId, member.id], name: "completion_approved_by" }),
  ],
);
