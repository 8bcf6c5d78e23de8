/** Events as lines of a file: canonical text, hashes and openings, as Postgres gives them. */
import { sql } from "drizzle-orm";
import type { ChainPlace } from "#worker/store/audit-stretch.ts";
import { eventCondition, midnight, type EventFilter } from "#worker/store/audit-filter.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** Whose openings go no further than the table: a file is never rewritten, so it holds nothing that has to be erased one day. */
const ERASABLE = sql`e.actor_kind in ('site_link', 'visit', 'booking', 'stranger')`;
/** What a member did about somebody who comes to a gate: from where they did it may go to a file, and who that was may not. */
const OF_SOMEBODY = sql`e.subject_kind in ('visit', 'entry', 'booking', 'ban', 'person', 'privacy_request')`;
const OPENINGS = sql`case when ${ERASABLE} then '{}' when ${OF_SOMEBODY}
  then (select coalesce(jsonb_object_agg(o.key, o.value), '{}') from jsonb_each(e.openings) o where o.key in ('address', 'userAgent', 'place')) else e.openings end`;

const LINE = sql`jsonb_build_object('previous', encode(e.previous_hash, 'hex'), 'hash', encode(e.hash, 'hex'), 'text', audit_text(e)`;

export interface LineRow {
  number: number;
  line: string;
}

interface RawLine {
  number: string;
  line: string;
}

const toLine = ({ number, line }: RawLine): LineRow => ({ number: Number(number), line });

/** The next events that may go to a file: at most so many, in order, all from before the instant. */
export interface NextForArchive {
  /** Where the archive ends; null while there is none. */
  end: ChainPlace | null;
  lines: LineRow[];
}

export async function readNextForArchive(store: TenantStore, before: Date, atMost: number): Promise<NextForArchive> {
  const [ends, lines] = await store.read((db) => [
    db.rows<{ number: string; hash: string }>(sql`select a.to_number as number, encode(a.last_hash, 'hex') as hash from audit_archive a
      where a.company_id = (select current_company()) order by a.to_number desc limit 1`),
    db.rows<RawLine>(sql`select e.number, (${LINE}, 'openings', ${OPENINGS}))::text as line from audit_event e
      where e.company_id = (select current_company())
        and e.number < coalesce((select min(young.number) from audit_event young where young.company_id = (select current_company()) and young.at >= ${before.toISOString()}::timestamptz), 9223372036854775807)
      order by e.number limit ${atMost}`),
  ] as const);
  const [end] = ends.rows;
  return { end: end ? { number: Number(end.number), hash: end.hash } : null, lines: lines.rows.map(toLine) };
}

/** What an export writes next behind `after`: the archive's files in their order, then events of the table. */
export interface NextForExport {
  files: { from: number; to: number; key: string }[];
  lines: LineRow[];
  /** The filter's days as instants, for the lines of files. */
  since: string | null;
  until: string | null;
}

const FILES_A_TRIP = 100;

/** One trip. Events are read only when no file is left; `through` is the last number that the export holds. */
export async function readNextForExport(store: TenantStore, filter: EventFilter, place: { after: number; through: number }, atMost: number): Promise<NextForExport> {
  const laterFiles = sql`select a.* from audit_archive a where a.company_id = (select current_company()) and a.to_number > ${place.after} order by a.from_number limit ${FILES_A_TRIP}`;
  const day = (on: string | undefined, days: number) => (on ? sql`to_char(${midnight(on, days)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`null`);
  const [{ rows }] = await store.read((db) => [
    db.rows<{ next: NextForExport }>(sql`
      with file as (${laterFiles}),
      line as (
        select e.number, (${LINE}, 'openings', e.openings))::text as line from audit_event e
         where e.company_id = (select current_company()) and ${eventCondition(filter)} and e.number > ${place.after} and e.number <= ${place.through}
         order by e.number limit case when exists (select from file) then 0 else ${atMost} end)
      select jsonb_build_object('files', (select coalesce(jsonb_agg(jsonb_build_object('from', from_number, 'to', to_number, 'key', file_key) order by from_number), '[]') from file),
        'lines', (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'line', line) order by number), '[]') from line),
        'since', ${day(filter.fromOn, 0)}, 'until', ${day(filter.toOn, 1)}) as next`),
  ]);
  const [row] = rows;
  if (!row) throw new Error("the export's next lines gave no row");
  return row.next;
}

/** Writes that the log was taken. Gives the number of that very event: the export ends with it. */
export async function noteExport(store: TenantStore, companyId: string, changes: Record<string, unknown>): Promise<number> {
  const row = await store.commitStatement<{ number: string }>(
    { action: "audit.exported", subjectKind: "company", subjectId: companyId, changes },
    ({ columns, values }) => sql`insert into audit_event ${columns} values (${values}) returning number`,
  );
  if (!row) throw new Error("the event gave no number");
  return Number(row.number);
}
