/**
 * Who is doing an induction at this site just now: what they answered, until they are signed in or a day is over. It is in the
 * object's own storage, so that a step costs no trip to the database and a phone that lost its page finds it again.
 */
import type { Answers } from "#worker/domain/induction/answers.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { LIFETIMES } from "#worker/limits.ts";

/** Typed at the gate, or known by the phone's own cookie, which then stays there. */
export type Comer = { kind: "typed"; name: string; phone: string; visitorType: VisitorType; employer: string } | { kind: "remembered"; visitorType: VisitorType };

export interface Attempt {
  /** The id of the visit that it leads to. */
  id: string;
  versionId: string;
  language: string;
  comer: Comer;
  /** The pool questions to ask, in their order. */
  drawn: string[];
  answers: Answers;
  /** How many steps have been sent, from the first on: nobody skips one that is only read. */
  sent: number;
  /** Of the board: what they had read when they began. */
  notices: string[];
  /** The company's own terms that they were shown. Attempts that were begun before there were any have none. */
  termsVersionId?: string | null;
  startedAtMs: number;
  /** Typed on a step and not sent, by the step's index and the field's name; nothing of it is checked. */
  drafts?: Record<string, Record<string, string[]>>;
}

export interface PublishedInduction {
  number: number;
  templateId: string;
  content: Content;
}

const LIVES_MS = LIFETIMES.attemptSeconds * 1000;
/** As long as the longest cool-down. */
const TRY_LIVES_MS = 7 * 24 * 3_600_000;

export class Attempts {
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    this.#sql.exec("create table if not exists induction_attempt (id text primary key, value text not null, begun_ms integer not null) without rowid");
    this.#sql.exec("create index if not exists induction_attempt_begun on induction_attempt (begun_ms)");
    this.#sql.exec("create table if not exists induction_version (id text primary key, value text not null)");
    this.#sql.exec("create table if not exists quiz_failure (key text not null, at_ms integer not null)");
    this.#sql.exec("create index if not exists quiz_failure_key on quiz_failure (key, at_ms)");
  }

  /** Keeps a new one; one of this id that is there already goes on as it is. */
  begin(attempt: Attempt): Attempt {
    const now = Date.now();
    this.#sql.exec("delete from induction_attempt where begun_ms <= ?", now - LIVES_MS);
    this.#sql.exec("delete from quiz_failure where at_ms <= ?", now - TRY_LIVES_MS);
    this.#sql.exec("insert into induction_attempt (id, value, begun_ms) values (?, ?, ?) on conflict (id) do nothing", attempt.id, JSON.stringify(attempt), attempt.startedAtMs);
    return this.find(attempt.id) ?? attempt;
  }

  /** Null when it is over, or never was. */
  find(id: string): Attempt | null {
    const [row] = this.#sql.exec<{ value: string }>("select value from induction_attempt where id = ? and begun_ms > ?", id, Date.now() - LIVES_MS).toArray();
    return row ? (JSON.parse(row.value) as Attempt) : null;
  }

  /** The answers of a step, in place of those that its questions (`asked`) had. Null when the attempt is over. */
  answer(id: string, step: number, asked: string[], answers: Answers): Attempt | null {
    const attempt = this.find(id);
    return attempt && this.#keep({ ...attempt, answers: { ...without(attempt.answers, asked), ...answers }, drafts: withoutStep(attempt.drafts, step), sent: Math.max(attempt.sent, step + 1) });
  }

  /** Photos stay even where something else of their step is to be mended: a browser sends no file again by itself. */
  keepPhotos(id: string, photos: Answers): Attempt | null {
    const attempt = this.find(id);
    return attempt && this.#keep({ ...attempt, answers: { ...attempt.answers, ...photos } });
  }

  removeAnswer(id: string, blockId: string): void {
    const attempt = this.find(id);
    if (attempt) this.#keep({ ...attempt, answers: without(attempt.answers, [blockId]) });
  }

  keepDraft(id: string, step: number, form: Record<string, string[]>): void {
    const attempt = this.find(id);
    if (attempt) this.#keep({ ...attempt, drafts: { ...attempt.drafts, [step]: form } });
  }

  setLanguage(id: string, language: string): void {
    const attempt = this.find(id);
    if (attempt) this.#keep({ ...attempt, language });
  }

  /** A quiz that was failed is asked anew from this step on, with other questions where there is a pool; what was not of it stays answered. */
  drawAgain(id: string, drawn: string[], wrong: string[], step: number): Attempt | null {
    const attempt = this.find(id);
    return attempt && this.#keep({ ...attempt, drawn, answers: without(attempt.answers, [...attempt.drawn, ...wrong]), drafts: {}, sent: Math.min(attempt.sent, step) });
  }

  #keep(attempt: Attempt): Attempt {
    this.#sql.exec("update induction_attempt set value = ? where id = ?", JSON.stringify(attempt), attempt.id);
    return attempt;
  }

  end(id: string): void {
    this.#sql.exec("delete from induction_attempt where id = ?", id);
  }

  findVersion(versionId: string): PublishedInduction | null {
    const [row] = this.#sql.exec<{ value: string }>("select value from induction_version where id = ?", versionId).toArray();
    return row ? (JSON.parse(row.value) as PublishedInduction) : null;
  }

  keepVersion(versionId: string, version: PublishedInduction): void {
    this.#sql.exec("insert into induction_version (id, value) values (?, ?) on conflict (id) do nothing", versionId, JSON.stringify(version));
  }

  noteFailure(key: string): void {
    this.#sql.exec("insert into quiz_failure (key, at_ms) values (?, ?)", key, Date.now());
  }

  /** Failures since the last pause that was long enough, and the instant of the last. */
  failures(key: string, coolDownMs: number): { count: number; lastAtMs: number } {
    const rows = this.#sql.exec<{ at_ms: number }>("select at_ms from quiz_failure where key = ? order by at_ms desc limit 100", key).toArray();
    const [last] = rows;
    if (!last || last.at_ms + coolDownMs <= Date.now()) return { count: 0, lastAtMs: last?.at_ms ?? 0 };
    let count = 1;
    while (count < rows.length && (rows[count - 1]?.at_ms ?? 0) - (rows[count]?.at_ms ?? 0) < coolDownMs) count += 1;
    return { count, lastAtMs: last.at_ms };
  }
}

const withoutStep = (drafts: Attempt["drafts"] = {}, step: number): NonNullable<Attempt["drafts"]> => Object.fromEntries(Object.entries(drafts).filter(([index]) => index !== String(step)));

const without = (answers: Answers, ids: string[]): Answers => Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)));
