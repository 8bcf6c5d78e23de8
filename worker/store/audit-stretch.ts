/** The next stretch of a chain, examined where it stands, so that no event travels. The Worker and the terminal run the same statement. */
import { sql, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** How far a check has come. Hashes are hex here and below. */
export interface ChainPlace {
  number: number;
  hash: string;
}

/** What can be wrong with one event, as far as the event itself and the one before it tell. */
export type EventFault = "changed" | "missing" | "out-of-order" | "opening";

/** A file of the archive, as its row says. */
export interface ArchiveRow {
  from: number;
  to: number;
  previousHash: string;
  lastHash: string;
  key: string;
  sha256: string;
}

export interface CheckpointRow {
  number: number;
  hash: string;
  key: string;
}

/** The next stretch of the chain: files, or when none is left, events of the table, which were checked already. */
export interface ChainStretch {
  /** Null when the head is gone. */
  head: ChainPlace | null;
  /** The last event that stands in a file; 0 while there is no archive. */
  archivedTo: number;
  /** The first event of the table where none can be: among those in the archive, or behind the head. */
  strayNumber: number | null;
  files: ArchiveRow[];
  /** As far as this stretch goes; behind its end only when nothing comes after it. */
  checkpoints: CheckpointRow[];
  events: {
    count: number;
    last: ChainPlace | null;
    fault: { number: number; fault: EventFault; name: string | null } | null;
    /** Of the numbers that were asked for, and of the checkpoints. */
    hashes: Record<string, string>;
  };
}

/** Events that one trip checks: about 0.3 s of the database's work. */
export const EVENTS_A_TRIP = 5_000;
const FILES_A_TRIP = 30;

const hex = (column: string) => sql.raw(`encode(${column}, 'hex')`);
const COMPANY = sql`(select current_company())`;

/** The first opening that is not what the event has committed to; an erased one is none. */
const WRONG_OPENING = sql`case when jsonb_typeof(e.openings) <> 'object' then '' else (
    select min(o.key) from jsonb_each(case when jsonb_typeof(e.openings) = 'object' then e.openings else '{}' end) o
     where o.value <> jsonb_build_object('salt', o.value ->> 'salt', 'value', o.value ->> 'value')
        or e.commitments ->> o.key is distinct from encode(sha256(convert_to((o.value ->> 'salt') || (o.value ->> 'value'), 'UTF8')), 'hex')) end`;

/** One statement, one snapshot: an event that moves to the archive meanwhile is seen in one of the two places. */
export function stretchAfter(place: ChainPlace, wanted: readonly number[]): SQL {
  return sql`
  with head as (select h.number, h.hash from read_audit_head() h),
  archived as (select coalesce(max(a.to_number), 0) as number from audit_archive a where a.company_id = ${COMPANY}),
  file as (
    select a.*, sum(a.to_number - a.from_number + 1) over (order by a.from_number) - (a.to_number - a.from_number + 1) as events_before
      from audit_archive a where a.company_id = ${COMPANY} and a.to_number > ${place.number} order by a.from_number limit ${FILES_A_TRIP}
  ),
  page as materialized (
    select e.number, e.hash, e.previous_hash, sha256(e.previous_hash || convert_to(audit_text(e), 'UTF8')) = e.hash and e.created_at = e.at as holds, ${WRONG_OPENING} as wrong_opening
      from audit_event e
     where e.company_id = ${COMPANY} and e.number > ${place.number} and e.number <= (select number from head)
     order by e.number limit case when exists (select from file) then 0 else ${EVENTS_A_TRIP} end
  ),
  linked as (
    select page.*, lag(number, 1, ${place.number}::bigint) over (order by number) as number_before, lag(hash, 1, decode(${place.hash}, 'hex')) over (order by number) as hash_before from page
  ),
  faulty as (
    select *, case when number <> number_before + 1 then 'missing' when previous_hash <> hash_before then 'out-of-order' when holds is not true then 'changed' when wrong_opening is not null then 'opening' end as fault from linked
  ),
  reach as (
    select case when exists (select from file) then (select max(to_number) from file where events_before < ${EVENTS_A_TRIP})
                when (select max(number) from page) < (select number from head) then (select max(number) from page) end as number
  ),
  checkpoint as (
    select c.number, c.hash, c.file_key from audit_checkpoint c
     where c.company_id = ${COMPANY} and c.number > ${place.number} and c.number <= coalesce((select number from reach), c.number)
  )
  select jsonb_build_object(
    'head', (select jsonb_build_object('number', number, 'hash', ${hex("hash")}) from head),
    'archivedTo', (select number from archived),
    'strayNumber', (select min(e.number) from audit_event e where e.company_id = ${COMPANY} and (e.number <= (select number from archived) or e.number < 1 or e.number > (select number from head))),
    'files', (select coalesce(jsonb_agg(jsonb_build_object('from', from_number, 'to', to_number, 'previousHash', ${hex("previous_hash")}, 'lastHash', ${hex("last_hash")},
        'key', file_key, 'sha256', ${hex("file_sha256")}) order by from_number), '[]') from file where events_before < ${EVENTS_A_TRIP}),
    'checkpoints', (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'hash', ${hex("hash")}, 'key', file_key) order by number), '[]') from checkpoint),
    'events', jsonb_build_object(
      'count', (select count(*) from page),
      'last', (select jsonb_build_object('number', number, 'hash', ${hex("hash")}) from page order by number desc limit 1),
      'fault', (select jsonb_build_object('number', case fault when 'missing' then number_before + 1 else number end, 'fault', fault, 'name', wrong_opening) from faulty where fault is not null order by number limit 1),
      'hashes', (select coalesce(jsonb_object_agg(number, ${hex("hash")}), '{}') from page
        where number in (select number from checkpoint) or number in (select w::bigint from jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) w)))) as stretch`;
}

/** The same as text and values, for whoever brings a connection of their own. It gives one row with `stretch`. */
export function stretchStatement(place: ChainPlace, wanted: readonly number[]): { text: string; params: unknown[] } {
  const { sql: text, params } = new PgDialect().sqlToQuery(stretchAfter(place, wanted));
  return { text, params };
}
