/** Log-ins, and what is known before anybody is: these tables belong to no company. */
import { bigint, boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, stamps } from "#worker/store/schema/columns.ts";

/** A log-in. One e-mail may be a member of several companies, so this table belongs to none of them. */
export const account = pgTable("account", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  passwordHash: text("password_hash").notNull(),
  /** Of the authenticator app, sealed with the deployment's key; null when there is none. */
  totpSecret: bytea("totp_secret"),
  /** The last 30-second step that a code was taken for: a code works once. */
  totpCounter: bigint("totp_counter", { mode: "number" }),
  ...stamps,
});

/** A WebAuthn credential of an account. */
export const passkey = pgTable(
  "passkey",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id").notNull().references(() => account.id),
    credentialId: bytea("credential_id").notNull().unique(),
    publicKey: bytea("public_key").notNull(),
    signCount: bigint("sign_count", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    name: text("name").notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    lastUsedAt: instant("last_used_at"),
    ...stamps,
  },
  (t) => [index("passkey_by_account").on(t.accountId)],
);

/** One-time codes for who lost the second factor, as digests. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    accountId: uuid("account_id").notNull().references(() => account.id),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at"),
    ...stamps,
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

/** Somebody wants a company: the link in the mail proves the address. */
export const signUp = pgTable("sign_up", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull(),
  companyName: text("company_name").notNull(),
  memberName: text("member_name").notNull(),
  tokenHash: bytea("token_hash").notNull().unique(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  ...stamps,
});

export const passwordReset = pgTable(
  "password_reset",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id").notNull().references(() => account.id),
    tokenHash: bytea("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    ...stamps,
  },
  (t) => [index("password_reset_by_account").on(t.accountId)],
);

/** What may be tried so many times in so long: an exact log. `key` is a digest of whose tries they are. */
export const attempt = pgTable(
  "attempt",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").notNull(),
    key: bytea("key").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [index("attempt_of_key").on(t.kind, t.key, t.at), index("attempt_at").on(t.at)],
);

/** Challenges and step tokens that worked once. */
export const spentToken = pgTable("spent_token", {
  tokenHash: bytea("token_hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});
