/** Events as the office reads them: with the names that they stand for, page by page. */
import { sql, type SQL } from "drizzle-orm";
import { eventCondition, type EventFilter } from "#worker/store/audit-filter.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface EventRow {
  number: number;
  at: Date;
  actorKind: string;
  actorId: string;
  /** Of a member; null for everybody else. */
  actorName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** What the subject is called now; null for what has no name, or is gone. */
  subjectName: string | null;
  siteId: string | null;
  siteName: string | null;
  changes: Record<string, unknown>;
  commitments: Record<string, string>;
  openings: Record<string, { salt: string; value: string }>;
  requestId: string;
  previousHash: string;
  hash: string;
}

/** Names of subjects by their kind. An invite's name stands in its event's openings: the table itself is closed. */
const SUBJECT_NAME = sql`case e.subject_kind
    when 'site' then (select s.name from site s where s.company_id = e.company_id and s.id = e.subject_id)
    when 'member' then (select m.name from member m where m.company_id = e.company_id and m.id = e.subject_id)
    when 'visit' then (select v.name from visit v where v.company_id = e.company_id and v.id = e.subject_id)
    when 'induction_template' then (select t.name from induction_template t where t.company_id = e.company_id and t.id = e.subject_id)
    when 'notice' then (select n.title from notice n where n.company_id = e.company_id and n.id = e.subject_id)
    when 'entry' then (select x.name from entry x where x.company_id = e.company_id and x.id = e.subject_id)
    when 'ban' then (select b.name from ban b where b.company_id = e.company_id and b.id = e.subject_id)
    when 'contractor' then (select c.name from contractor c where c.company_id = e.company_id and c.id = e.subject_id)
    when 'booking' then (select b.name from booking b where b.company_id = e.company_id and b.id = e.subject_id)
    when 'person' then (select p.name from person p where p.company_id = e.company_id and p.id = e.subject_id)
    when 'company' then (select c.name from company c where c.company_id = e.company_id)
    else e.openings -> 'name' ->> 'value' end`;

/** `found` is a select of rows of audit_event of the company; the names are looked up for those alone. */
const withNames = (found: SQL) => sql`
  select jsonb_build_object('number', e.number, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actorKind', e.actor_kind, 'actorId', e.actor_id,
      'actorName', (select m.name from member m where m.company_id = e.company_id and m.id = case when e.actor_kind = 'member' then e.actor_id::uuid end),
      'action', e.action, 'subjectKind', e.subject_kind, 'subjectId', e.subject_id, 'subjectName', ${SUBJECT_NAME},
      'siteId', e.site_id, 'siteName', (select s.name from site s where s.company_id = e.company_id and s.id = e.site_id),
      'changes', e.changes, 'commitments', e.commitments, 'openings', e.openings, 'requestId', e.request_id,
      'previousHash', encode(e.previous_hash, 'hex'), 'hash', encode(e.hash, 'hex')) as event
    from (${found}) e`;

type Named = Omit<EventRow, "at"> & { at: string };
const toEvent = ({ event }: { event: Named }): EventRow => ({ ...event, at: new Date(event.at) });

export interface EventPage {
  events: EventRow[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** Whom one can filter by: the members, who have left included. */
  members: { id: string; name: string }[];
  /** What stands in files and is not on these pages; null while nothing does. */
  archive: { files: number; events: number; lastAt: Date } | null;
  /** The last one; null before the first. */
  checkpoint: { number: number; takenAt: Date } | null;
}

/** What stands around the list: members, archive and last checkpoint. */
const AROUND = sql`
  select (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by lower(m.name), m.id), '[]') from member m where m.company_id = (select current_company())) as members,
    (select jsonb_build_object('files', count(*), 'events', max(a.to_number), 'lastAt', ${utc(sql`max(a.last_at)`)}) from audit_archive a
      where a.company_id = (select current_company()) having count(*) > 0) as archive,
    (select jsonb_build_object('number', c.number, 'takenAt', ${utc(sql`c.taken_at`)}) from audit_checkpoint c
      where c.company_id = (select current_company()) order by c.number desc limit 1) as checkpoint`;

interface Around {
  members: { id: string; name: string }[];
  archive: { files: number; events: number; lastAt: string } | null;
  checkpoint: { number: number; takenAt: string } | null;
}

/** Newest first. One row more than a page is read, to know whether another page follows. */
export async function listEvents(store: TenantStore, filter: EventFilter, page: { olderThan?: number | undefined; newerThan?: number | undefined; pageRows: number }): Promise<EventPage> {
  const backwards = page.newerThan !== undefined;
  const beyond = backwards ? sql`and e.number > ${page.newerThan}` : page.olderThan === undefined ? sql`` : sql`and e.number < ${page.olderThan}`;
  const direction = backwards ? sql`asc` : sql`desc`;
  const found = sql`select e.* from audit_event e where e.company_id = (select current_company()) and ${eventCondition(filter)} ${beyond} order by e.number ${direction} limit ${page.pageRows + 1}`;
  const [listed, around] = await store.read((db) => [db.rows<{ event: Named }>(withNames(found)), db.rows<Around>(AROUND)] as const);
  const more = listed.rows.length > page.pageRows;
  const events = listed.rows.slice(0, page.pageRows).map(toEvent).sort((one, other) => other.number - one.number);
  const { members = [], archive = null, checkpoint = null } = around.rows[0] ?? {};
  return {
    events,
    hasOlder: backwards ? true : more,
    hasNewer: backwards ? more : page.olderThan !== undefined,
    members,
    archive: archive && { ...archive, lastAt: new Date(archive.lastAt) },
    checkpoint: checkpoint && { ...checkpoint, takenAt: new Date(checkpoint.takenAt) },
  };
}

export interface OneEvent {
  event: EventRow | null;
  /** The file that it was moved to, when the table has it no more. */
  fileKey: string | null;
  /** Names for ids that changes hold. */
  sites: { id: string; name: string }[];
  members: { id: string; name: string }[];
}

/** One event of the table by its number. */
export async function findEvent(store: TenantStore, number: number): Promise<OneEvent> {
  const found = sql`select e.* from audit_event e where e.company_id = (select current_company()) and e.number = ${number}`;
  const [events, files, sites, members] = await store.read((db) => [
    db.rows<{ event: Named }>(withNames(found)),
    db.rows<{ file_key: string }>(sql`select a.file_key from audit_archive a where a.company_id = (select current_company()) and ${number}::bigint between a.from_number and a.to_number`),
    db.rows<{ id: string; name: string }>(sql`select s.id, s.name from site s where s.company_id = (select current_company())`),
    db.rows<{ id: string; name: string }>(sql`select m.id, m.name from member m where m.company_id = (select current_company())`),
  ] as const);
  const [event] = events.rows;
  return { event: event ? toEvent(event) : null, fileKey: files.rows[0]?.file_key ?? null, sites: sites.rows, members: members.rows };
}
