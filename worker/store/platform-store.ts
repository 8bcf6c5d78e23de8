/** Look-ups before a company is known, and the ends of jobs. Each is one definer function that gives no more than is needed. */
import { sendUnbound, type TripCounter } from "#worker/store/client.ts";
import type { Settings } from "#worker/env.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { toGateRules, type GateRules } from "#worker/domain/entry/rules.ts";
import type { Words } from "#worker/domain/induction/text.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { LimitName, Plan } from "#worker/limits.ts";

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
  /** Why nobody signs in at this company's sites just now; null in all other times. */
  paused: "suspended" | "switched-off" | null;
  plan: Plan;
  /** The company's own limits, where they are not its plan's. */
  limits: Partial<Record<LimitName, number>>;
  /** What is asked of each kind of visitor before they come in; a kind that is not there is asked nothing. */
  inductions: Partial<Record<VisitorType, AskedInduction>>;
  /** What stands on the board now or will, 20 at most, the most serious first. */
  board: BoardNotice[];
  rules: GateRules;
  /** Whether anybody is banned here: then a comer is asked about before an induction begins. */
  hasBans: boolean;
  /** The company's own terms in force; null where there are none. */
  companyTerms: CompanyTerms | null;
  /** Whether questions for a photo are asked. A snapshot that was kept before there were any says nothing of it. */
  photos?: boolean;
}

export interface CompanyTerms {
  id: string;
  number: number;
  /** Markdown, by language. */
  texts: Words;
}

/** What people read before they come in. Days are by the site's clock. */
export interface BoardNotice {
  id: string;
  kind: "hazard" | "notice";
  severity: "high" | "medium" | "low";
  title: string;
  text: string;
  fromOn: string;
  toOn: string | null;
}

export interface AskedInduction {
  versionId: string;
  languages: string[];
  title: Words;
}

/** A mail whose claim is held. `about` is what its kind needs to be written. */
export interface ClaimedMail {
  id: string;
  fencing: number;
  kind: string;
  keyId: string;
  subjectId: string;
  about: Record<string, unknown>;
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
      paused: row.paused as SiteSnapshot["paused"],
      plan: row.plan as Plan,
      limits: row.limits as SiteSnapshot["limits"],
      inductions: row.inductions as SiteSnapshot["inductions"],
      board: row.board as SiteSnapshot["board"],
      rules: toGateRules(row.rules),
      hasBans: row.has_bans as boolean,
      companyTerms: row.company_terms as CompanyTerms | null,
      photos: row.photos as boolean,
    };
  }

  /** What was published for this site; null when nothing of this id was. */
  async findInductionContent(code: string, versionId: string): Promise<{ number: number; templateId: string; content: Content } | null> {
    const [row] = await this.#rows("select * from induction_content($1, $2::uuid)", [code, versionId]);
    return row ? { number: row.number as number, templateId: row.template_id as string, content: row.content as Content } : null;
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

  /** A mail to be sent, and what it is about. Every outcome but `claimed` means: not yours to send. */
  async claimMail(mailId: string, leaseSeconds: number, maxAttempts: number): Promise<ClaimedMail | null> {
    const [row] = await this.#rows("select * from claim_mail($1::uuid, $2::integer, $3::integer)", [mailId, leaseSeconds, maxAttempts]);
    if (row?.outcome !== "claimed") return null;
    return { id: mailId, fencing: row.fencing as number, kind: row.kind as string, keyId: row.key_id as string, subjectId: row.subject_id as string, about: row.about as Record<string, unknown> };
  }

  /** Sent when `failure` is null; else over for good, or to be tried again in so many seconds. */
  async settleMail(mail: { id: string; fencing: number }, failure: string | null, retrySeconds: number | null): Promise<void> {
    await this.#rows("select settle_mail($1::uuid, $2::integer, $3, $4::integer)", [mail.id, mail.fencing, failure, retrySeconds]);
  }

  /** Ids of mails that nothing is sending, oldest first, 100 at most. */
  async listDueMail(queuedSeconds: number): Promise<string[]> {
    const rows = await this.#rows("select * from due_mail($1::integer)", [queuedSeconds]);
    return rows.map((row) => row.mail_id as string);
  }

  /** Removes what is over, so much of each kind at a time. Gives how many rows went. */
  async purgeExpired(): Promise<number> {
    const [row] = await this.#rows("select purge_expired() as gone", []);
    return row?.gone as number;
  }

  /** The next company whose chain the system has something to do for; null when there is none. */
  async claimAuditChore(keptDays: number, leaseSeconds: number): Promise<{ companyId: string; fencing: number; chore: "archive" | "checkpoint" } | null> {
    const [row] = await this.#rows("select * from claim_audit_chore($1::integer, $2::integer)", [keptDays, leaseSeconds]);
    return row ? { companyId: row.company_id as string, fencing: row.fencing as number, chore: row.chore as "archive" | "checkpoint" } : null;
  }

  async releaseAuditChore(claim: { companyId: string; fencing: number }): Promise<void> {
    await this.#rows("select release_audit_chore($1::uuid, $2::integer)", [claim.companyId, claim.fencing]);
  }

  /** Resolves when Postgres answers. */
  async ping(): Promise<void> {
    await this.#rows("select 1", []);
  }
}
