/** A store that sees one company, and of it what the proof allows. One call is one round trip and one transaction. */
import { sql, type SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { NeonHttpDatabase } from "drizzle-orm/neon-http";
import { toByteaText } from "#worker/store/bytea.ts";
import { findSqlState, openBoundDatabase, type RawStatement, type Row, type TripCounter } from "#worker/store/client.ts";
import type { Settings } from "#worker/env.ts";
import { auditEvent } from "#worker/store/schema.ts";

/** What proves the right to enter a company. The database checks it in the batch's first statement. */
export type Proof =
  | { kind: "session"; secretHash: Uint8Array }
  | { kind: "site_link"; code: string; secret: string }
  | { kind: "visit"; signOutHash: Uint8Array }
  | { kind: "job"; exportId: string; fencing: number };

/** What a write says of itself. The database adds number, instant, actor and the chain. */
export interface AuditEvent {
  action: string;
  subjectKind: "visit" | "export" | "session" | "site";
  /** An id, or SQL that names it inside the statement that writes. */
  subjectId: string | SQL;
  siteId?: string | SQL | null;
  /** Old and new, without personal data. */
  changes?: Record<string, unknown>;
}

export interface Origin {
  requestId: string;
  address: string | null;
  userAgent: string | null;
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
    case "job":
      return { text: "select * from enter_job($1::uuid, $2::integer, $3)", params: [proof.exportId, proof.fencing, permission] };
  }
}

export class TenantStore {
  readonly #db: NeonHttpDatabase;
  readonly #origin: Origin;

  constructor(settings: Settings, trips: TripCounter, proof: Proof, permission: string, origin: Origin, onEntered: (row: Row) => void) {
    this.#db = openBoundDatabase(settings, trips, entrance(proof, permission), onEntered);
    this.#origin = origin;
  }

  #database(): WriteDatabase {
    const db = this.#db;
    return Object.assign(db, { rows: (statement: SQL) => db.execute(statement) }) as unknown as WriteDatabase;
  }

  /** Reads in one trip. Gives the results in the order of the queries. */
  async read<T extends Batch>(queries: (db: ReadDatabase) => T): Promise<ResultsOf<T>> {
    return (await this.#db.batch(queries(this.#database()) as never));
  }

  /** Writes in one trip with their event, which is the batch's last statement: the chain's head is locked for the shortest time. */
  async commit<T extends Batch>(event: AuditEvent, writes: (db: WriteDatabase) => T): Promise<ResultsOf<T>> {
    const statements = writes(this.#database());
    const results = await this.#db.batch([...statements, this.#db.execute(sql`insert into audit_event ${this.#eventValues(event)}`)] as never);
    return (results as unknown[]).slice(0, statements.length) as ResultsOf<T>;
  }

  /** A running job's sign of life beside its reads. It says nothing about the company, so it alone of all writes makes no event. */
  async beat<T extends Batch>(statements: (db: WriteDatabase) => T): Promise<ResultsOf<T>> {
    return (await this.#db.batch(statements(this.#database()) as never));
  }

  /**
   * One statement that writes and inserts its own event, for what must be decided inside the database. `write` is given
   * the event's columns and values, to be inserted where the statement knows that something was written.
   * Another writer's race on a unique index (23505) has changed nothing: the statement is tried once more on fresh facts.
   */
  async commitStatement<T extends object>(event: AuditEvent, write: (eventRow: EventRow) => SQL): Promise<T | undefined> {
    const attempt = async () => {
      const results = (await this.#db.batch([this.#db.execute(write(this.#eventRow(event)))])) as unknown as [{ rows: T[] }];
      return results[0].rows[0];
    };
    try {
      return await attempt();
    } catch (error) {
      if (findSqlState(error)?.code !== "23505") throw error;
      return await attempt();
    }
  }

  #eventRow(event: AuditEvent): EventRow {
    const { requestId, address, userAgent } = this.#origin;
    return {
      columns: sql.raw(
        `(${[auditEvent.companyId, auditEvent.number, auditEvent.at, auditEvent.actorKind, auditEvent.actorId, auditEvent.previousHash, auditEvent.hash, auditEvent.action, auditEvent.subjectKind, auditEvent.subjectId, auditEvent.siteId, auditEvent.changes, auditEvent.requestId, auditEvent.address, auditEvent.userAgent].map((column) => column.name).join(", ")})`,
      ),
      // The first seven are the trigger's to fill; it takes no caller's word for them.
      values: sql`current_company(), 0, now(), '', '', ''::bytea, ''::bytea, ${event.action}, ${event.subjectKind}, ${event.subjectId}::uuid, ${event.siteId ?? null}::uuid, ${JSON.stringify(event.changes ?? {})}::jsonb, ${requestId}, ${address}, ${userAgent}`,
    };
  }

  #eventValues(event: AuditEvent): SQL {
    const { columns, values } = this.#eventRow(event);
    return sql`${columns} values (${values})`;
  }
}

/** The event as SQL: `insert into audit_event ${columns} select ${values} from … where …`. */
export interface EventRow {
  columns: SQL;
  values: SQL;
}
