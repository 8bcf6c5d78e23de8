/** Who works in a company's office, and their sessions. */
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { account } from "#worker/store/schema/account.ts";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";

export const member = pgTable(
  "member",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    accountId: uuid("account_id").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "admin", "site_manager", "viewer"] }).notNull(),
    /** Grows with each change of role or sites; a cookie that carries an older one is issued again. */
    version: integer("version").notNull().default(1),
    disabledAt: instant("disabled_at"),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("member_account").on(t.companyId, t.accountId),
    index("member_by_account").on(t.accountId),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "member_company" }),
    foreignKey({ columns: [t.accountId], foreignColumns: [account.id], name: "member_of_account" }),
  ],
);

export const session = pgTable(
  "session",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    memberId: uuid("member_id").notNull(),
    /** SHA-256 of the 32 random bytes that only the cookie holds. */
    secretHash: bytea("secret_hash").notNull(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    address: text("address"),
    userAgent: text("user_agent"),
    /** City and country as the edge guesses them. */
    place: text("place"),
    /** What was shown beside the password, or instead of it. */
    secondFactor: text("second_factor", { enum: ["totp", "recovery-code", "passkey"] }),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex("session_secret").on(t.secretHash),
    index("session_by_member").on(t.companyId, t.memberId),
    foreignKey({ columns: [t.companyId, t.memberId], foreignColumns: [member.companyId, member.id], name: "session_member" }),
  ],
);
