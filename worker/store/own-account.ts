/** One's own account, from within a session: what the account page shows, and the changes. Each is one function of the database. */
import { sql, type SQL } from "drizzle-orm";
import { bytea } from "#worker/store/bytea.ts";
import { toPasskeysKnown, toSessionText, type NewSession, type PasskeyKnown, type Try } from "#worker/store/account-store.ts";
import type { NewMail } from "#worker/store/link-store.ts";
import { toMemberFacts, type MemberFacts, type SecondFactor } from "#worker/store/member-facts.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { toHex } from "#worker/crypto/digest.ts";
import type { MemberRole } from "#worker/permissions.ts";

export interface OwnSession {
  id: string;
  companyName: string;
  userAgent: string | null;
  address: string | null;
  place: string | null;
  secondFactor: SecondFactor | null;
  createdAt: Date;
  lastUsedAt: Date;
}

export interface OwnPasskey {
  id: string;
  name: string;
  isBackedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface OwnCompany {
  id: string;
  name: string;
  role: MemberRole;
  isSuspended: boolean;
  isHere: boolean;
}

export interface OwnAccount {
  email: string;
  hasTotp: boolean;
  recoveryCodesLeft: number;
  passkeys: OwnPasskey[];
  sessions: OwnSession[];
  companies: OwnCompany[];
}

type Dated<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

export async function readOwnAccount(store: TenantStore): Promise<OwnAccount> {
  interface Read {
    email: string;
    has_totp: boolean;
    recovery_codes_left: number;
    passkeys: Dated<OwnPasskey>[];
    sessions: Dated<OwnSession>[];
    companies: OwnCompany[];
  }
  const [{ rows }] = await store.read((db) => [db.rows<Read>(sql`select * from own_account()`)]);
  const [row] = rows;
  if (!row) throw new Error("own_account gave no row");
  return {
    email: row.email,
    hasTotp: row.has_totp,
    recoveryCodesLeft: row.recovery_codes_left,
    passkeys: row.passkeys.map((one) => ({ ...one, createdAt: new Date(one.createdAt), lastUsedAt: one.lastUsedAt ? new Date(one.lastUsedAt) : null })),
    sessions: row.sessions.map((one) => ({ ...one, createdAt: new Date(one.createdAt), lastUsedAt: new Date(one.lastUsedAt) })),
    companies: row.companies,
  };
}

/** What a change is checked against. */
export interface AccountChecked {
  accountId: string;
  email: string;
  passwordHash: string;
  passkeys: PasskeyKnown[];
}

/** Counts the try; `account` is null when there are seconds to wait. */
export async function beginAccountChange(store: TenantStore, tries: Try[]): Promise<{ waitSeconds: number; account: AccountChecked | null }> {
  const row = await store.call<{ wait_seconds: number; account_id: string; email: string; password_hash: string | null; passkeys: unknown }>("begin_account_change", sql`${JSON.stringify(tries)}::jsonb`);
  if (!row) throw new Error("begin_account_change gave no row");
  const { account_id: accountId, email, password_hash: passwordHash } = row;
  return { waitSeconds: row.wait_seconds, account: passwordHash ? { accountId, email, passwordHash, passkeys: toPasskeysKnown(row.passkeys) } : null };
}

export type AccountChange =
  | { what: "password"; passwordHash: string }
  | { what: "totp-add"; secret: Uint8Array; counter: number; codeHashes: Uint8Array[] }
  | { what: "totp-remove" }
  | { what: "passkey-add"; id: string; credentialId: Uint8Array; publicKey: Uint8Array; signCount: number; transports: string[]; name: string; isBackedUp: boolean; codeHashes: Uint8Array[] }
  | { what: "passkey-remove"; id: string }
  | { what: "recovery-codes"; codeHashes: Uint8Array[] };

/** `changed-codes`: the recovery codes that came with it are the ones in force. */
export type ChangeOutcome = "changed" | "changed-codes" | "unchanged" | "too-many";

const toHexInside = (_key: string, value: unknown): unknown => (value instanceof Uint8Array ? toHex(value) : value);

/**
 * Changes the account under the password hash that was checked; the session goes on under a new secret. `unchanged`: it was so
 * before. Throws NOT_LOGGED_IN when the password changed in between, LAST_SECOND_FACTOR.
 */
export async function changeAccount(
  store: TenantStore,
  change: AccountChange,
  by: { oldHash: string; secretHash: Uint8Array; newSecretHash: Uint8Array; mail: NewMail; tries: Try[] },
): Promise<ChangeOutcome> {
  const { what, ...values } = change;
  const text = (value: unknown): SQL => sql`${JSON.stringify(value, toHexInside)}::jsonb`;
  const row = await store.call<{ change_account: ChangeOutcome }>(
    "change_account",
    sql`${by.oldHash}, ${what}, ${text(values)}, ${bytea(by.secretHash)}, ${bytea(by.newSecretHash)}, ${text(by.mail)}, ${text(by.tries)}, ${store.from}::jsonb`,
  );
  return row?.change_account ?? "unchanged";
}

/** Ends one session of one's own account, or with null all others. Gives how many ended. */
export async function endOwnSessions(store: TenantStore, sessionId: string | null, secretHash: Uint8Array): Promise<number> {
  const row = await store.call<{ end_own_sessions: number }>("end_own_sessions", sql`${sessionId}::uuid, ${bytea(secretHash)}, ${store.from}::jsonb`);
  return row?.end_own_sessions ?? 0;
}

/** A session in another company of the account; this one ends. Throws NOT_FOUND, COMPANY_SUSPENDED. */
export async function switchCompany(store: TenantStore, companyId: string, secretHash: Uint8Array, session: NewSession): Promise<MemberFacts> {
  const row = await store.call<Record<string, unknown>>("switch_company", sql`${companyId}::uuid, ${bytea(secretHash)}, ${toSessionText(session)}::jsonb, ${store.from}::jsonb`);
  if (!row) throw new Error("switch_company gave no row");
  return toMemberFacts(row);
}

