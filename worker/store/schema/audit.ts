/** The log of a company and its chain. */
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";

/** Who did what. Number, hashes, actor and instant are written by the database itself, never by the caller. */
export const auditEvent = pgTable(
  "audit_event",
  {
    companyId: uuid("company_id").notNull(),
    number: bigint("number", { mode: "number" }).notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    siteId: uuid("site_id"),
    changes: jsonb("changes").notNull().default({}),
    requestId: text("request_id").notNull(),
    /** Of each personal value its salted digest, which the chain covers. */
    commitments: jsonb("commitments").notNull().default({}),
    /** Salt and value of each commitment, for as long as they may be kept. The chain does not cover them. */
    openings: jsonb("openings").$type<Record<string, { salt: string; value: string }>>().notNull().default({}),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea("hash").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.number] }),
    index("audit_event_subject").on(t.companyId, t.subjectKind, t.subjectId, t.number),
    index("audit_event_actor").on(t.companyId, t.actorId, t.number),
    index("audit_event_at").on(t.companyId, t.at, t.number),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "audit_event_company" }),
  ],
);

/** The last link of each company's chain; only the trigger on audit_event touches it. */
export const auditHead = pgTable("audit_head", {
  companyId: uuid("company_id").primaryKey().references(() => company.id),
  number: bigint("number", { mode: "number" }).notNull(),
  hash: bytea("hash").notNull(),
});

/** Events that were moved to a file, in order and without a gap: the chain goes on behind them. */
export const auditArchive = pgTable(
  "audit_archive",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    fromNumber: bigint("from_number", { mode: "number" }).notNull(),
    toNumber: bigint("to_number", { mode: "number" }).notNull(),
    /** Of the event before the first, and of the last. */
    previousHash: bytea("previous_hash").notNull(),
    lastHash: bytea("last_hash").notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    fileKey: text("file_key").notNull(),
    fileSha256: bytea("file_sha256").notNull(),
    fileBytes: bigint("file_bytes", { mode: "number" }).notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.fromNumber] })],
);

/** Where the chain stood on a day, as it was also written to a file that nobody rewrites. */
export const auditCheckpoint = pgTable(
  "audit_checkpoint",
  {
    companyId: uuid("company_id").notNull().references(() => company.id),
    number: bigint("number", { mode: "number" }).notNull(),
    hash: bytea("hash").notNull(),
    takenAt: instant("taken_at").notNull(),
    fileKey: text("file_key").notNull(),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.companyId, t.number] })],
);

/** The system's work on one company's chain: taken by one isolate at a time, proved by the fencing number. */
export const auditChore = pgTable("audit_chore", {
  companyId: uuid("company_id").primaryKey().references(() => company.id),
  fencing: integer("fencing").notNull().default(0),
  leaseUntil: instant("lease_until").notNull(),
});
