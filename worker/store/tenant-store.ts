/** A store that sees one company, and of it what the proof allows. One call is one round trip and one transaction. */
import { SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { NeonHttpDatabase } from "drizzle-orm/neon-http";
import { toByteaText } from "#worker/store/bytea.ts";
import { findSqlState, openBoundDatabase, type BoundDatabase, type EntranceHooks, type RawStatement, type Row, type TripCounter } from "#worker/store/client.ts";
import type { Settings } from "#worker/env.ts";
import type { RegisterChange } from "#worker/store/register.ts";
import { toEventRow, toRaw, type EventRow, type ReadyStatement } from "#worker/store/ready-statement.ts";

/** What proves the right to enter a company. The database checks it in the batch's first statement. */
export type Proof =
  | { kind: "session"; secretHash: Uint8Array }
  | { kind: "site_link"; code: string; secret: string }
  | { kind: "visit"; signOutHash: Uint8Array }
  | { kind: "booking"; tokenHash: Uint8Array }
  | { kind: "job"; exportId: string; fencing: number }
  | { kind: "audit_chore"; companyId: string; fencing: number }
  | { kind: "register"; readerHash: Uint8Array };

/** What a write says of itself. The database adds number, instant, actor and the chain. */
export interface AuditEvent {
  action: string;
  subjectKind: "visit" | "export" | "session" | "site" | "member" | "invite" | "company" | "person" | "induction_template" | "asset" | "notice" | "entry" | "ban" | "contractor" | "terms_version" | "booking" | "privacy_request";
  /** An id, or SQL that names it inside the statement that writes. */
  subjectId: string | SQL;
  siteId?: string | SQL | null;
  /** Old and new, without personal data: that would stay for ever. SQL where only the statement knows them. */
  changes?: Record<string, unknown> | SQL;
  /** What names or describes somebody. The chain covers a salted digest of each value, and the value can be erased. */
  personal?: Record<string, string | null> | SQL;
}

/** An event whose values are known before the statement runs. */
export type PlainEvent = Omit<AuditEvent, "subjectId" | "siteId" | "changes" | "personal"> & {
  subjectId: string;
  siteId: string | null;
  changes?: Record<string, unknown>;
  personal?: Record<string, string | null>;
};

/** Where a request comes from, as its events say. */
export interface Origin {
  requestId: string;
  address: string | null;
  userAgent: string | null;
  place: string | null;
}

type Batch = Readonly<[BatchItem<"pg">, ...BatchItem<"pg">[]]>;
type ResultsOf<T extends Batch> = { -readonly [K in keyof T]: T[K]["_"]["result"] };

/** Drizzle's own item holds `any` where its result stands; this one says what the rows are. */
type RowsItem<T> = Omit<BatchItem<"pg">, "_"> & { readonly _: { readonly dialect: "pg"; readonly result: { rows: T[] } } };

/** Reads can't be written as anything else; `rows` is for a statement that the query builder has no words for. */
export type ReadDatabase = Pick<NeonHttpDatabase, "select" | "selectDistinct" | "with" | "$with" | "$count"> & {
  rows<T extends object>(statement: SQL): RowsItem<T>;
};
export type WriteDatabase = ReadDatabase & Pick<NeonHttpDatabase, "insert" | "update" | "delete">;

function entrance(proof: Proof, permission: string): RawStatement {
  switch (proof.kind) {
    case "session":
      return { text: "select * from enter_session($1::bytea, $2)", params: [toByteaText(proof.secretHash), permission] };
    case "site_link":
      return { text: "select * from enter_site_link($1, $2, $3)", params: [proof.code, proof.secret, permission] };
    case "visit":
      return { text: "select * from enter_visit($1::bytea, $2)", params: [toByteaText(proof.signOutHash), permission] };
    case "booking":
      return { text: "select * from enter_booking($1::bytea, $2)", params: [toByteaText(proof.tokenHash), permission] };
    case "job":
      return { text: "select * from enter_job($1::uuid, $2::integer, $3)", params: [proof.exportId, proof.fencing, permission] };
    case "audit_chore":
      return { text: "select * from enter_audit_chore($1::uuid, $2::integer, $3)", params: [proof.companyId, proof.fencing, permission] };
    case "register":
      return { text: "select * from enter_register($1::bytea, $2)", params: [toByteaText(proof.readerHash), permission] };
  }
}

/** What was entered for these may change who is on site: their writes end with the question what it changed. */
const MAY_CHANGE_REGISTER: readonly string[] = ["visit.sign-in", "visit.sign-out", "visit.end", "visit.check-in", "entry.decide", "privacy.work"];
const REGISTER_CHANGES = sql`select nullif(current_setting('app.register', true), '')::jsonb as changes`;
const READY_REGISTER_CHANGES = toRaw(REGISTER_CHANGES);

export interface StoreHooks extends EntranceHooks {
  /** What a write that was committed has changed of the sites' registers. */
  onRegister?: (changes: RegisterChange[]) => void;
}

export class TenantStore {
  readonly #bound: BoundDatabase;
  readonly #origin: Origin;
  readonly #onRegister: StoreHooks["onRegister"];

  constructor(settings: Settings, trips: TripCounter, proof: Proof, permission: string, origin: Origin, { onRegister, ...hooks }: StoreHooks = {}) {
    this.#bound = openBoundDatabase(settings, trips, entrance(proof, permission), hooks);
    this.#origin = origin;
    this.#onRegister = MAY_CHANGE_REGISTER.includes(permission) ? onRegister : undefined;
  }

  /** Where the request comes from, for the functions of the database that write their own events. */
  get from(): string {
    return toFrom(this.#origin);
  }

  get #db(): NeonHttpDatabase {
    return this.#bound.drizzle();
  }

  #database(): WriteDatabase {
    const db = this.#db;
    return Object.assign(db, { rows: (statement: SQL) => db.execute(statement) }) as unknown as WriteDatabase;
  }

  /** One trip that writes, and tells what it changed of the registers once it is committed. */
  async #write(statements: readonly unknown[]): Promise<unknown[]> {
    if (!this.#onRegister) return this.#db.batch(statements as never);
    const results: unknown[] = await this.#db.batch([...statements, this.#db.execute(REGISTER_CHANGES)] as never);
    this.#tell((results.pop() as { rows: Row[] }).rows);
    return results;
  }

  #tell(rows: Row[]): void {
    const changes = rows[0]?.["changes"] as RegisterChange[] | null | undefined;
    if (changes) this.#onRegister?.(changes);
  }

  /** Reads in one trip. Gives the results in the order of the queries. */
  async read<T extends Batch>(queries: (db: ReadDatabase) => T): Promise<ResultsOf<T>> {
    return (await this.#db.batch(queries(this.#database()) as never));
  }

  /** Writes in one trip with their event, which is the batch's last statement: the chain's head is locked for the shortest time. */
  async commit<T extends Batch>(event: AuditEvent, writes: (db: WriteDatabase) => T): Promise<ResultsOf<T>> {
    const statements = writes(this.#database());
    const results = await this.#write([...statements, this.#db.execute(sql`insert into audit_event ${this.#eventValues(event)}`)]);
    return results.slice(0, statements.length) as ResultsOf<T>;
  }

  /** A running job's sign of life beside its reads. It says nothing about the company, so it alone of all writes makes no event. */
  async beat<T extends Batch>(statements: (db: WriteDatabase) => T): Promise<ResultsOf<T>> {
    return (await this.#db.batch(statements(this.#database()) as never));
  }

  /**
   * One statement that writes and inserts its own event, for what must be decided inside the database. `write` is given
   * the event's columns and values, to be inserted where the statement knows that something was written.
   * Another writer's race on a unique index, or for the same rows in another order, has changed nothing: it is tried once more on fresh facts.
   */
  async commitStatement<T extends object>(event: AuditEvent, write: (eventRow: EventRow) => SQL): Promise<T | undefined> {
    return twice(async () => {
      const results = (await this.#write([this.#db.execute(write(toEventRow(this.#partsOf(event))))])) as [{ rows: T[] }];
      return results[0].rows[0];
    });
  }

  /**
   * One of the functions of the database that write in several companies at once, each with its own event in each of them:
   * a batch with one event can't say that. They stand in migrations/0009_own_account.sql, 0010_chores.sql and 0020_gate_rule_walls.sql.
   */
  async call<T extends object>(name: SelfNoting, values: SQL): Promise<T | undefined> {
    return (await this.callAll<T>(name, values))[0];
  }

  /** All rows of what such a function gives. */
  async callAll<T extends object>(name: SelfNoting, values: SQL): Promise<T[]> {
    return twice(async () => {
      const results = (await this.#write([this.#db.execute(sql`select * from ${sql.raw(name)}(${values})`)])) as [{ rows: T[] }];
      return results[0].rows;
    });
  }

  /** The same with a statement whose text was made before; `values` are what it calls for. */
  async commitReady<T extends object, V extends object>(event: PlainEvent, statement: ReadyStatement<V>, values: V): Promise<T | undefined> {
    const ready = statement(values, this.#partsOf(event));
    return twice(async () => {
      const [rows = [], told] = await this.#bound.run(this.#onRegister ? [ready, READY_REGISTER_CHANGES] : [ready]);
      if (told) this.#tell(told);
      return rows[0] as T | undefined;
    });
  }

  #partsOf<E extends AuditEvent>({ action, subjectKind, subjectId, siteId, changes, personal }: E) {
    // Taken by name: what is given as the origin is the whole request, which holds the deployment's keys.
    const { requestId, address, userAgent, place } = this.#origin;
    const where = { address, userAgent, place };
    type Value = E["subjectId"] | NonNullable<E["siteId"] | Extract<E["changes"] | E["personal"], SQL>>;
    const text = (value: object) => JSON.stringify(value) as Value;
    return {
      action,
      subjectKind,
      subjectId: subjectId as Value,
      siteId: (siteId ?? null) as Value | null,
      changes: changes instanceof SQL ? (changes as Value) : text(changes ?? {}),
      personal: personal instanceof SQL ? (sql`(${JSON.stringify(where)}::jsonb || ${personal})` as Value) : text({ ...where, ...personal }),
      requestId,
    };
  }

  #eventValues(event: AuditEvent): SQL {
    const { columns, values } = toEventRow(this.#partsOf(event));
    return sql`${columns} values (${values})`;
  }
}

type SelfNoting = "decide_entry" | "check_in_crew" | "change_account" | "end_own_sessions" | "switch_company" | "move_to_archive" | "note_checkpoint" | "begin_account_change" | "create_bookings" | "cancel_booking" | "prepare_booking" | "send_own_link";

/** An origin as the database's functions take it. */
export function toFrom({ requestId, address, userAgent, place }: Origin): string {
  return JSON.stringify({ requestId, address, userAgent, place });
}

/** unique_violation and deadlock_detected: nothing was changed. */
const OVERTAKEN = ["23505", "40P01"];

async function twice<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!OVERTAKEN.includes(findSqlState(error)?.code ?? "")) throw error;
    return await attempt();
  }
}
