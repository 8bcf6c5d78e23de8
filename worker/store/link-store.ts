/** What the links in mails open: a new password, a new company, a place in one. Each is one definer function. */
import { toByteaText } from "#worker/store/bytea.ts";
import { toSessionText, type NewSession, type Try } from "#worker/store/account-store.ts";
import { sendUnbound, type TripCounter } from "#worker/store/client.ts";
import { toMemberFacts, type MemberFacts } from "#worker/store/member-facts.ts";
import { toFrom, type Origin } from "#worker/store/tenant-store.ts";
import type { Settings } from "#worker/env.ts";
import type { MemberRole } from "#worker/permissions.ts";

/** The mail that goes with a write: its id, and the key that its link's token is derived with. */
export interface NewMail {
  id: string;
  keyId: string;
}

/** What a link's page shows and its button does: for the holder of a live session, or for a new account. */
export type Holder = { sessionHash: Uint8Array } | { accountId: string; passwordHash: string };

export interface InviteShown {
  companyName: string;
  email: string;
  name: string;
  role: MemberRole;
  siteNames: string[];
  invitedByName: string | null;
  expiresAt: Date;
  hasAccount: boolean;
  state: "open" | "expired" | "used" | "revoked" | "suspended";
}

const holderParams = (holder: Holder) =>
  "sessionHash" in holder ? [toByteaText(holder.sessionHash), null, null] : [null, holder.accountId, holder.passwordHash];

export class LinkStore {
  readonly #settings: Settings;
  readonly #trips: TripCounter;

  constructor(settings: Settings, trips: TripCounter) {
    this.#settings = settings;
    this.#trips = trips;
  }

  async #find(text: string, params: unknown[]) {
    const [row] = await sendUnbound(this.#settings, this.#trips, { text, params });
    return row ?? null;
  }

  async requestReset(reset: { id: string; email: string; tokenHash: Uint8Array; expiresAt: Date; mail: NewMail }, origin: Origin): Promise<void> {
    const { id, email, tokenHash, expiresAt, mail } = reset;
    await this.#find("select request_reset($1::uuid, $2, $3::bytea, $4::timestamptz, $5::jsonb, $6::jsonb)", [id, email, toByteaText(tokenHash), expiresAt.toISOString(), JSON.stringify(mail), toFrom(origin)]);
  }

  /** Null for a link that is dead. */
  async findReset(tokenHash: Uint8Array): Promise<{ email: string } | null> {
    const row = await this.#find("select * from find_reset($1::bytea)", [toByteaText(tokenHash)]);
    return row && { email: row.email as string };
  }

  /** Throws NOT_FOUND for a link that is dead. */
  async finishReset(tokenHash: Uint8Array, passwordHash: string, mail: NewMail, origin: Origin): Promise<void> {
    await this.#find("select * from finish_reset($1::bytea, $2, $3::jsonb, $4::jsonb)", [toByteaText(tokenHash), passwordHash, JSON.stringify(mail), toFrom(origin)]);
  }

  /** Seconds to wait; 0 when the mail is on its way. */
  async requestSignUp(
    wanted: { id: string; email: string; companyName: string; memberName: string; tokenHash: Uint8Array; expiresAt: Date; mail: NewMail },
    tries: Try[],
    origin: Origin,
  ): Promise<number> {
    const { id, email, companyName, memberName, tokenHash, expiresAt, mail } = wanted;
    const row = await this.#find("select request_sign_up($1::uuid, $2, $3, $4, $5::bytea, $6::timestamptz, $7::jsonb, $8::jsonb, $9::jsonb) as wait_seconds", [
      id, email, companyName, memberName, toByteaText(tokenHash), expiresAt.toISOString(), JSON.stringify(mail), JSON.stringify(tries), toFrom(origin),
    ]);
    return (row?.wait_seconds as number | undefined) ?? 0;
  }

  async findSignUp(tokenHash: Uint8Array): Promise<{ email: string; companyName: string; name: string; hasAccount: boolean } | null> {
    const row = await this.#find("select * from find_sign_up($1::bytea)", [toByteaText(tokenHash)]);
    return row && { email: row.email as string, companyName: row.company_name as string, name: row.member_name as string, hasAccount: row.has_account as boolean };
  }

  /** Throws NOT_FOUND for a dead link, OTHER_ACCOUNT when the address has an account that is not the holder. */
  async finishSignUp(tokenHash: Uint8Array, holder: Holder, made: { companyId: string; memberId: string }, session: NewSession, origin: Origin): Promise<MemberFacts> {
    return this.#join("finish_sign_up($1::bytea, $2::bytea, $3::uuid, $4, $5::uuid, $6::uuid, $7::jsonb, $8::timestamptz, $9::jsonb)", [
      toByteaText(tokenHash), ...holderParams(holder), made.companyId, made.memberId, toSessionText(session), session.expiresAt.toISOString(), toFrom(origin),
    ]);
  }

  async findInvite(tokenHash: Uint8Array): Promise<InviteShown | null> {
    const row = await this.#find("select * from find_invite($1::bytea)", [toByteaText(tokenHash)]);
    return (
      row && {
        companyName: row.company_name as string,
        email: row.email as string,
        name: row.name as string,
        role: row.role as MemberRole,
        siteNames: row.site_names as string[],
        invitedByName: row.invited_by_name as string | null,
        expiresAt: new Date(row.expires_at as string),
        hasAccount: row.has_account as boolean,
        state: row.state as InviteShown["state"],
      }
    );
  }

  /** The same refusals as finishSignUp. */
  async acceptInvite(tokenHash: Uint8Array, holder: Holder, member: { id: string; name: string }, session: NewSession, origin: Origin): Promise<MemberFacts> {
    return this.#join("accept_invite($1::bytea, $2::bytea, $3::uuid, $4, $5, $6::uuid, $7::jsonb, $8::timestamptz, $9::jsonb)", [
      toByteaText(tokenHash), ...holderParams(holder), member.name, member.id, toSessionText(session), session.expiresAt.toISOString(), toFrom(origin),
    ]);
  }

  async #join(call: string, params: unknown[]): Promise<MemberFacts> {
    const row = await this.#find(`select * from ${call}`, params);
    if (!row) throw new Error("the link's function gave no row");
    return toMemberFacts(row);
  }
}
