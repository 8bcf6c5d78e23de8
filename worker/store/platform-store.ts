/** Look-ups before a company is known, and the ends of jobs. Each is one definer function that gives no more than is needed. */
import { toByteaText } from "#worker/store/bytea.ts";
import { sendUnbound, type TripCounter } from "#worker/store/client.ts";
import type { Settings } from "#worker/env.ts";
import type { MemberRole } from "#worker/permissions.ts";

/** What a visitor's page shows of a site. Links are digests (SHA-256, hex): the page compares, it can't hand them out. */
export interface SiteSnapshot {
  companyId: string;
  companyName: string;
  siteId: string;
  siteName: string;
  address: string;
  timeZone: string;
  closed: boolean;
  version: number;
  liveLinkHash: string | null;
  rotatedLinkHashes: string[];
}

/** A member as the database has them now. `siteIds` null means every site. */
export interface MemberFacts {
  companyId: string;
  companyName: string;
  timeZone: string;
  memberId: string;
  memberName: string;
  role: MemberRole;
  siteIds: string[] | null;
  version: number;
}

export function toMemberFacts(row: Record<string, unknown>): MemberFacts {
  return {
    companyId: row.company_id as string,
    companyName: row.company_name as string,
    timeZone: row.time_zone as string,
    memberId: row.member_id as string,
    memberName: row.member_name as string,
    role: row.role as MemberRole,
    siteIds: row.sites as string[] | null,
    version: row.version as number,
  };
}

export interface NewSession {
  accountId: string;
  passwordHash: string;
  sessionId: string;
  secretHash: Uint8Array;
  expiresAt: Date;
  requestId: string;
  address: string | null;
  userAgent: string | null;
}

export class PlatformStore {
  readonly #settings: Settings;
  readonly #trips: TripCounter;

  constructor(settings: Settings, trips: TripCounter) {
    this.#settings = settings;
    this.#trips = trips;
  }

  #rows(text: string, params: unknown[]) {
    return sendUnbound(this.#settings, this.#trips, { text, params });
  }

  /** Null when no site has this code. */
  async findSiteSnapshot(code: string): Promise<SiteSnapshot | null> {
    const [row] = await this.#rows("select * from site_snapshot($1)", [code]);
    if (!row) return null;
    return {
      companyId: row.company_id as string,
      companyName: row.company_name as string,
      siteId: row.site_id as string,
      siteName: row.site_name as string,
      address: row.address as string,
      timeZone: row.time_zone as string,
      closed: row.closed as boolean,
      version: row.version as number,
      liveLinkHash: row.live_link_hash as string | null,
      rotatedLinkHashes: row.rotated_link_hashes as string[],
    };
  }

  async findLogIn(email: string): Promise<{ accountId: string; passwordHash: string } | null> {
    const [row] = await this.#rows("select * from find_log_in($1)", [email]);
    return row ? { accountId: row.account_id as string, passwordHash: row.password_hash as string } : null;
  }

  /** Opens a session in the member's first company, with its audit event. Throws NOT_LOGGED_IN when the password changed in between. */
  async openSession(session: NewSession): Promise<MemberFacts> {
    const [row] = await this.#rows("select * from open_session($1::uuid, $2, $3::uuid, $4::bytea, $5::timestamptz, $6, $7, $8)", [
      session.accountId,
      session.passwordHash,
      session.sessionId,
      toByteaText(session.secretHash),
      session.expiresAt.toISOString(),
      session.requestId,
      session.address,
      session.userAgent,
    ]);
    if (!row) throw new Error("open_session gave no row");
    return toMemberFacts(row);
  }

  /** `claimed` comes with the fencing number; every other outcome means: not yours to run. */
  async claimExport(exportId: string, leaseSeconds: number, maxAttempts: number): Promise<{ outcome: "claimed"; fencing: number } | { outcome: "settled" | "held" | "exhausted" }> {
    const [row] = await this.#rows("select * from claim_export($1::uuid, $2::integer, $3::integer)", [exportId, leaseSeconds, maxAttempts]);
    const outcome = row?.outcome as "claimed" | "settled" | "held" | "exhausted";
    return outcome === "claimed" ? { outcome, fencing: row?.fencing as number } : { outcome };
  }

  /** Gives a failed try's claim back, so that the next need not wait for the lease to end. */
  async releaseExport(exportId: string, fencing: number): Promise<void> {
    await this.#rows("select release_export($1::uuid, $2::integer)", [exportId, fencing]);
  }

  /** True when this call ended the job; false when it had ended before, or another holds it. `fencing` is the caller's claim, if it has one. */
  async failExport(exportId: string, fencing: number | null, failure: string, requestId: string): Promise<boolean> {
    const [row] = await this.#rows("select fail_export($1::uuid, $2::integer, $3, $4) as failed", [exportId, fencing, failure, requestId]);
    return row?.failed === true;
  }

  /** Ids of exports that nothing is working on, oldest first, 100 at most. */
  async listDueExports(queuedSeconds: number): Promise<string[]> {
    const rows = await this.#rows("select * from due_exports($1::integer)", [queuedSeconds]);
    return rows.map((row) => row.export_id as string);
  }

  /** Resolves when Postgres answers. */
  async ping(): Promise<void> {
    await this.#rows("select 1", []);
  }
}
