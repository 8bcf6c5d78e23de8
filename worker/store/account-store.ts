/** Log-in, before a company is known: tries are counted, hashes read, sessions opened. Each is one definer function. */
import { toByteaText } from "#worker/store/bytea.ts";
import { DomainError } from "#worker/errors.ts";
import { sendUnbound, type TripCounter } from "#worker/store/client.ts";
import { toMemberFacts, type MemberFacts } from "#worker/store/member-facts.ts";
import type { Settings } from "#worker/env.ts";
import { toHex } from "#worker/crypto/digest.ts";
import { toFrom, type Origin } from "#worker/store/tenant-store.ts";

/** So many in so long, by whose they are. `clear`: a try that went well forgets the failures before it, else it gives back its own unit. */
export interface Try {
  kind: string;
  /** A digest of whose tries they are, as hex. */
  key: string;
  limit: number;
  seconds: number;
  clear: boolean;
}

/** A session that is about to be opened; the secret itself stays in the cookie. */
export interface NewSession {
  id: string;
  secretHash: Uint8Array;
  expiresAt: Date;
}

/** What was shown beside the password, or instead of it. */
export type ShownFactor =
  | { kind: "totp"; counter: number }
  | { kind: "recovery-code"; codeHash: Uint8Array }
  | { kind: "passkey"; passkeyId: string; signCount: number };

export interface Opening {
  accountId: string;
  /** The digest (hex) of the password hash that was checked; null when a passkey alone opens. */
  passwordDigest: string | null;
  session: NewSession;
  second: ShownFactor | null;
  /** The digest of a challenge or step that works once. */
  spent: Uint8Array | null;
  tries: Try[];
  origin: Origin;
}

export interface PasskeyKnown {
  id: string;
  credentialId: Uint8Array;
  transports: string[];
}

/** Seconds to wait, or what was asked for. */
export type Counted<T> = { waitSeconds: number } | ({ waitSeconds: 0 } & T);

export const toSessionText = ({ id, secretHash }: NewSession): string => JSON.stringify({ id, secretHash: toHex(secretHash) });

export const fromHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** Neon's driver gives a bytea as `\x…` or as a Buffer, by its parsers. What slices a Buffer gets the same bytes again, not a copy, so it is made plain here. */
export const toBytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? new Uint8Array(value) : fromHex(String(value).slice(2)));

export function toPasskeysKnown(value: unknown): PasskeyKnown[] {
  return (value as { id: string; credentialId: string; transports: string[] }[]).map((known) => ({ ...known, credentialId: fromHex(known.credentialId) }));
}

const toSecondText = (second: ShownFactor | null): string | null =>
  second && JSON.stringify(second.kind === "recovery-code" ? { kind: second.kind, codeHash: toHex(second.codeHash) } : second);

const BEGIN_LOG_IN = `
  with recursive counted as (
    select 0 as fits, l.* from begin_log_in($1, $2::jsonb -> 0) l
    union all
    select c.fits + 1, l.* from counted c cross join lateral begin_log_in($1, $2::jsonb -> (c.fits + 1)) l
     where c.wait_seconds > 0 and c.fits + 1 < jsonb_array_length($2::jsonb)
  )
  select * from counted order by fits desc limit 1`;

/** open_session() looks for a company last; its refusals share one SQL state, and differ in their words. */
const isWithoutCompany = (error: unknown): boolean =>
  error instanceof DomainError && error.code === "NOT_LOGGED_IN" && error.cause instanceof Error && error.cause.message === "no open membership";

export class AccountStore {
  readonly #settings: Settings;
  readonly #trips: TripCounter;

  constructor(settings: Settings, trips: TripCounter) {
    this.#settings = settings;
    this.#trips = trips;
  }

  async #row(text: string, params: unknown[]) {
    const [row] = await sendUnbound(this.#settings, this.#trips, { text, params });
    return row ?? {};
  }

  /**
   * Counts the try by the first of these counts that it fits, whose position is given, and reads what the password is checked
   * against. Where it fits none, nothing is counted, and the last says how long to wait. `account` is null for an unknown e-mail.
   */
  async beginLogIn(email: string, counts: Try[][]): Promise<{ waitSeconds: number; fits: number; account: { id: string; passwordHash: string; hasSecondFactor: boolean } | null }> {
    const row = await this.#row(BEGIN_LOG_IN, [email, JSON.stringify(counts)]);
    const account = row.account_id ? { id: row.account_id as string, passwordHash: row.password_hash as string, hasSecondFactor: row.has_second_factor as boolean } : null;
    return { waitSeconds: row.wait_seconds as number, fits: row.fits as number, account };
  }

  /**
   * Opens a session with its event. Throws NOT_LOGGED_IN when the password changed, the factor is missing or was used before;
   * ACCESS_ENDED when all that was right, and no company is left to enter.
   */
  async openSession({ accountId, passwordDigest, session, second, spent, tries, origin }: Opening): Promise<MemberFacts> {
    const row = await this.#row("select * from open_session($1::uuid, $2, null, $3::jsonb, $4::timestamptz, $5::jsonb, $6, $7::jsonb, $8::jsonb)", [
      accountId,
      passwordDigest,
      toSessionText(session),
      session.expiresAt.toISOString(),
      toSecondText(second),
      spent && toHex(spent),
      JSON.stringify(tries),
      toFrom(origin),
    ]).catch((error: unknown) => {
      throw isWithoutCompany(error) ? new DomainError("ACCESS_ENDED", { cause: error }) : error;
    });
    return toMemberFacts(row);
  }

  /** Into the log of each company of this account; of an address that nobody has, into the deployment's. */
  async noteFailedLogIn(email: string, why: "password" | "code" | "passkey", origin: Origin): Promise<void> {
    await this.#row("select note_failed_log_in($1, $2, $3::jsonb)", [email, why, toFrom(origin)]);
  }

  /** For who has shown the password: what a code or passkey is checked against. Null when the password has changed since. */
  async beginSecondStep(accountId: string, passwordDigest: string, tries: Try[]) {
    const row = await this.#row("select * from begin_second_step($1::uuid, $2, $3::jsonb)", [accountId, passwordDigest, JSON.stringify(tries)]);
    const account = row.email
      ? {
          email: row.email as string,
          totpSecret: row.totp_secret ? toBytes(row.totp_secret) : null,
          totpCounter: row.totp_counter === null ? null : Number(row.totp_counter),
          passkeys: toPasskeysKnown(row.passkeys),
        }
      : null;
    return { waitSeconds: row.wait_seconds as number, account };
  }

  async findPasskey(credentialId: Uint8Array, tries: Try[]) {
    const row = await this.#row("select * from find_passkey($1::bytea, $2::jsonb)", [toByteaText(credentialId), JSON.stringify(tries)]);
    const passkey = row.passkey_id
      ? {
          id: row.passkey_id as string,
          accountId: row.account_id as string,
          email: row.email as string,
          publicKey: toBytes(row.public_key),
          signCount: Number(row.sign_count),
        }
      : null;
    return { waitSeconds: row.wait_seconds as number, passkey };
  }

  /** Seconds to wait; 0 when the try was counted. */
  async countTries(tries: Try[]): Promise<number> {
    const row = await this.#row("select count_attempts($1::jsonb) as wait_seconds", [JSON.stringify(tries)]);
    return row.wait_seconds as number;
  }

  /** Writes down that the database refused a member, so many times an hour. */
  async noteRefusal(secretHash: Uint8Array, permission: string, anHour: number, origin: Origin): Promise<void> {
    await this.#row("select note_refusal($1::bytea, $2, $3::integer, $4::jsonb)", [toByteaText(secretHash), permission, anHour, toFrom(origin)]);
  }
}
