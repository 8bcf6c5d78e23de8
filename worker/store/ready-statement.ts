/** The event of a write as SQL, and statements whose text is made once instead of at each request. */
import { fillPlaceholders, sql, type Placeholder, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { RawStatement } from "#worker/store/client.ts";
import { auditEvent } from "#worker/store/schema.ts";

const EVENT_PARTS = ["action", "subjectKind", "subjectId", "siteId", "changes", "personal", "requestId"] as const;

/** What an event says; `changes` and `personal` as JSON text. */
export type EventParts<T> = Record<(typeof EVENT_PARTS)[number], T>;

/** The event as SQL: `insert into audit_event ${columns} select ${values} from … where …`. */
export interface EventRow {
  columns: SQL;
  values: SQL;
}

// The first seven are the trigger's to fill; it takes no caller's word for them.
const COLUMNS = [
  auditEvent.companyId, auditEvent.number, auditEvent.at, auditEvent.actorKind, auditEvent.actorId, auditEvent.previousHash, auditEvent.hash,
  auditEvent.action, auditEvent.subjectKind, auditEvent.subjectId, auditEvent.siteId, auditEvent.changes, auditEvent.openings, auditEvent.requestId,
].map((column) => column.name).join(", ");

export function toEventRow(parts: EventParts<string | SQL | Placeholder | null>): EventRow {
  return {
    columns: sql.raw(`(${COLUMNS})`),
    values: sql`current_company(), 0, now(), '', '', ''::bytea, ''::bytea, ${parts.action}, ${parts.subjectKind}, ${parts.subjectId}::uuid, ${parts.siteId}::uuid, ${parts.changes}::jsonb, ${parts.personal}::jsonb, ${parts.requestId}`,
  };
}

/** A statement without values as it leaves. */
export function toRaw(statement: SQL): RawStatement {
  const { sql: text, params } = new PgDialect().sqlToQuery(statement);
  return { text, params };
}

/** Takes what its values are called and gives the statement with these values and this event. */
export type ReadyStatement<V extends object> = (values: V, event: EventParts<string | null>) => RawStatement;

const partNames = Object.fromEntries(EVENT_PARTS.map((part) => [part, sql.placeholder(`event.${part}`)])) as EventParts<Placeholder>;

/**
 * For what the gates send all day: the text is made at the first use and only its values after that. `write` is given a
 * placeholder by each value's name, and the event's columns and values.
 */
export function makeReady<V extends object>(write: (value: (name: keyof V & string) => Placeholder, eventRow: EventRow) => SQL): ReadyStatement<V> {
  let made: { sql: string; params: unknown[] } | undefined;
  return (values, event) => {
    made ??= new PgDialect().sqlToQuery(write((name) => sql.placeholder(name), toEventRow(partNames)));
    const ofEvent = Object.fromEntries(EVENT_PARTS.map((part) => [`event.${part}`, event[part]]));
    return { text: made.sql, params: fillPlaceholders(made.params, { ...values, ...ofEvent }) };
  };
}
