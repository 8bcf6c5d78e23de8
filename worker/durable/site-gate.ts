/**
 * One object per site. It keeps the exact log of who was let in over the last minute, in its own storage, so that the
 * limits hold under concurrency and after eviction; and the site's snapshot, so that a sign-in page needs no database.
 */
import { DurableObject } from "cloudflare:workers";
import { makeRequestContext } from "#worker/context.ts";
import type { Env } from "#worker/env.ts";
import { Attempts, type Attempt, type PublishedInduction } from "#worker/durable/attempts.ts";
import type { Answers } from "#worker/domain/induction/answers.ts";
import { getCompanyLimit, getLimit, LIFETIMES, type CompanyLimitName } from "#worker/limits.ts";
import type { SiteSnapshot } from "#worker/store/platform-store.ts";

const WINDOW_MS = 60_000;

/** As long as a form's key lives, a visit that was let through is known again, and its replay is free. */
const KNOWN_MS = LIFETIMES.signInFormSeconds * 1000;

export interface Admission {
  /** Made before the first attempt: the same visit is counted once, however often it is tried. */
  visitId: string;
  /** Whom the per-client limit counts: an address, or a paired kiosk. */
  client: string;
}

/** `counted`: this call took a unit; a replay of what was let through before takes none. */
export type Verdict = { admitted: true; counted: boolean } | { admitted: false; which: "client" | "site"; retryAfterSeconds: number };

export interface CrewAdmission {
  visitIds: string[];
  client: string;
}

export type CrewVerdict = { admitted: true; counted: string[] } | Extract<Verdict, { admitted: false }>;

interface Kept {
  snapshot: SiteSnapshot;
  readAtMs: number;
}

export class SiteGate extends DurableObject<Env> {
  #kept: Kept | undefined;
  #reading: Promise<SiteSnapshot | null> | undefined;
  #forgotAtMs = 0;
  /** When the snapshot could last not be read. */
  #failedAtMs = 0;
  readonly #attempts: Attempts;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.storage.sql.exec("create table if not exists accepted (visit_id text primary key, client text not null, at_ms integer not null) without rowid");
    state.storage.sql.exec("create index if not exists accepted_at on accepted (at_ms)");
    state.storage.sql.exec("create table if not exists kept (name text primary key, value text not null) without rowid");
    const [row] = state.storage.sql.exec<{ value: string }>("select value from kept where name = 'snapshot'").toArray();
    if (row) this.#kept = JSON.parse(row.value) as Kept;
    this.#attempts = new Attempts(state.storage);
  }

  /** Lets a sign-in through or says how long to wait. Nothing awaits in here: two requests at the limit admit one. */
  admit(admission: Admission): Verdict {
    const now = Date.now();
    const { sql } = this.ctx.storage;
    this.#forget(now);
    if (sql.exec("select 1 from accepted where visit_id = ?", admission.visitId).toArray().length > 0) return { admitted: true, counted: false };
    const ofSite = this.#wait(now, this.#limit("signInsPerMinutePerSite"), null);
    const ofClient = this.#wait(now, this.#limit("signInsPerMinutePerClient"), admission.client);
    const waitMs = Math.max(ofSite, ofClient);
    if (waitMs > 0) return { admitted: false, which: ofClient >= ofSite ? "client" : "site", retryAfterSeconds: Math.ceil(waitMs / 1000) };
    sql.exec("insert into accepted (visit_id, client, at_ms) values (?, ?, ?)", admission.visitId, admission.client, now);
    return { admitted: true, counted: true };
  }

  /**
   * Lets a whole crew through or nobody of it: a unit of the site for each, one of the client for all. A crew larger than the site's limit waits for a
   * minute in which nobody else came. `counted`: whom this call counted; the others were let through before.
   */
  admitCrew({ visitIds, client }: CrewAdmission): CrewVerdict {
    const now = Date.now();
    const { sql } = this.ctx.storage;
    this.#forget(now);
    const fresh = visitIds.filter((visitId) => sql.exec("select 1 from accepted where visit_id = ?", visitId).toArray().length === 0);
    if (fresh.length === 0) return { admitted: true, counted: [] };
    const ofSite = this.#wait(now, Math.max(1, this.#limit("signInsPerMinutePerSite") - fresh.length + 1), null);
    const ofClient = this.#wait(now, this.#limit("signInsPerMinutePerClient"), client);
    const waitMs = Math.max(ofSite, ofClient);
    if (waitMs > 0) return { admitted: false, which: ofClient >= ofSite ? "client" : "site", retryAfterSeconds: Math.ceil(waitMs / 1000) };
    // One of them stands for the client that signs them in; the others for nobody's.
    for (const [index, visitId] of fresh.entries()) sql.exec("insert into accepted (visit_id, client, at_ms) values (?, ?, ?)", visitId, index === 0 ? client : "", now);
    return { admitted: true, counted: fresh };
  }

  /** The company's own limit or its plan's, as the snapshot has it. */
  #limit(name: CompanyLimitName): number {
    const snapshot = this.#kept?.snapshot;
    // A snapshot that was kept before limits stood in it has none.
    return snapshot?.plan ? getCompanyLimit(this.env, snapshot, name) : getLimit(this.env, name);
  }

  /** Removes what is no longer known; once a minute is often enough, for the limits look at their own minute. */
  #forget(nowMs: number): void {
    if (nowMs - this.#forgotAtMs < WINDOW_MS) return;
    this.#forgotAtMs = nowMs;
    this.ctx.storage.sql.exec("delete from accepted where at_ms <= ?", nowMs - KNOWN_MS);
  }

  /** Milliseconds until one more fits under the limit; 0 when it fits now. */
  #wait(nowMs: number, limit: number, client: string | null): number {
    const [row] = this.ctx.storage.sql
      .exec<{ at_ms: number }>("select at_ms from accepted where at_ms > ?3 and (?1 is null or client = ?1) order by at_ms desc limit 1 offset ?2", client, limit - 1, nowMs - WINDOW_MS)
      .toArray();
    return row ? row.at_ms + WINDOW_MS - nowMs : 0;
  }

  /** Gives back what was counted for a visit that was then refused. */
  refund(visitId: string): void {
    this.ctx.storage.sql.exec("delete from accepted where visit_id = ?", visitId);
  }

  /**
   * What the sign-in page shows; null when no site has this code. Read from Postgres once, then kept. A copy older than a
   * minute is still given, and read again behind the answer: the commit checks link and site itself. One that is much older
   * is given only where the database can't be reached.
   */
  async snapshot(code: string): Promise<SiteSnapshot | null> {
    if (!this.#kept) return this.#read(code);
    const { snapshot, readAtMs } = this.#kept;
    const ageMs = Date.now() - readAtMs;
    // Nobody tells the object when the deployment's owner pauses a company or opens it again: whom it is about to send away must not wait a minute.
    const isDoubtful = ageMs > LIFETIMES.snapshotTrustedMs && Date.now() - this.#failedAtMs > LIFETIMES.snapshotRetryMs;
    if (isDoubtful || (snapshot.paused && ageMs > LIFETIMES.snapshotInIsolateMs)) return this.#read(code).catch(() => snapshot);
    if (ageMs > LIFETIMES.snapshotInObjectMs) this.ctx.waitUntil(this.#read(code).catch(() => null));
    return snapshot;
  }

  /** Something a visitor's page shows has changed: read it now. */
  async changed(code: string): Promise<SiteSnapshot | null> {
    return this.#read(code);
  }

  #read(code: string): Promise<SiteSnapshot | null> {
    this.#reading ??= this.#readOnce(code)
      .catch((error: unknown) => {
        this.#failedAtMs = Date.now();
        throw error;
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #readOnce(code: string): Promise<SiteSnapshot | null> {
    const request = makeRequestContext(this.env, { requestId: "site-gate", now: new Date(), address: null, userAgent: null });
    const snapshot = await request.platform.findSiteSnapshot(code);
    if (!snapshot) return null;
    // An answer that was overtaken by a newer one does not replace it.
    if (!this.#kept || snapshot.version >= this.#kept.snapshot.version) {
      this.#kept = { snapshot, readAtMs: Date.now() };
      this.ctx.storage.sql.exec("insert into kept (name, value) values ('snapshot', ?) on conflict (name) do update set value = excluded.value", JSON.stringify(this.#kept));
    }
    return this.#kept.snapshot;
  }

  /** What was published, by its id: read from Postgres once, for it never changes. Null when this site never asked for it. */
  async induction(code: string, versionId: string): Promise<PublishedInduction | null> {
    const known = this.#attempts.findVersion(versionId);
    if (known) return known;
    const request = makeRequestContext(this.env, { requestId: "site-gate", now: new Date(), address: null, userAgent: null });
    const found = await request.platform.findInductionContent(code, versionId);
    if (found) this.#attempts.keepVersion(versionId, found);
    return found;
  }

  beginAttempt(attempt: Attempt): Attempt {
    return this.#attempts.begin(attempt);
  }

  findAttempt(id: string): Attempt | null {
    return this.#attempts.find(id);
  }

  removeAnswer(id: string, blockId: string): void {
    this.#attempts.removeAnswer(id, blockId);
  }

  keepDraft(id: string, step: number, form: Record<string, string[]>): void {
    this.#attempts.keepDraft(id, step, form);
  }

  setLanguage(id: string, language: string): void {
    this.#attempts.setLanguage(id, language);
  }

  answerStep(id: string, step: number, asked: string[], answers: Answers): Attempt | null {
    return this.#attempts.answer(id, step, asked, answers);
  }

  keepPhotos(id: string, photos: Answers): Attempt | null {
    return this.#attempts.keepPhotos(id, photos);
  }

  /** `who` is a digest of whose failures they are. */
  failQuiz(id: string, who: string, drawn: string[], wrong: string[], step: number): Attempt | null {
    this.#attempts.noteFailure(who);
    return this.#attempts.drawAgain(id, drawn, wrong, step);
  }

  quizFailures(who: string, coolDownMs: number): { count: number; lastAtMs: number } {
    return this.#attempts.failures(who, coolDownMs);
  }

  endAttempt(id: string): void {
    this.#attempts.end(id);
  }
}
