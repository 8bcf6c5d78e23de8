/** What people ask about the data that is held about them, and that data. */
import { sql } from "drizzle-orm";
import type { Answers } from "#worker/domain/induction/answers.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { RequestKind, RequestState } from "#worker/domain/privacy/schemas.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { bytea } from "#worker/store/bytea.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { Trace } from "#worker/store/traces.ts";
import { utc } from "#worker/store/utc.ts";

/** Instants are texts in UTC, days are YYYY-MM-DD: the record comes as one document. */
interface AtSite {
  id: string;
  siteName: string;
}

interface InTime extends AtSite {
  timeZone: string;
}

export interface HeldVisit extends InTime {
  name: string;
  employer: string;
  visitorType: VisitorType;
  signedInAt: string;
  signedOutAt: string | null;
  privacyNotice: number;
  noticesRead: number;
  /** A member signed them in, with a crew. */
  isOfOffice: boolean;
  /** The number of the company's terms that were accepted. */
  terms: number | null;
}

export interface HeldCompletion extends InTime {
  number: number;
  language: string;
  drawn: string[];
  answers: Answers;
  score: number;
  outOf: number;
  completedAt: string;
  validUntil: string | null;
  isErased: boolean;
  content: Content;
}

export interface HeldEntry extends InTime {
  askedAt: string;
  state: "waiting" | "approved" | "denied" | "stopped" | "withdrawn";
  note: string;
}

export interface HeldBooking extends AtSite {
  fromOn: string;
  toOn: string;
  email: string;
  host: string;
  note: string;
  isCancelled: boolean;
}

export interface HeldBan {
  id: string;
  /** Null: from all sites. */
  siteName: string | null;
  bannedAt: string;
  untilOn: string | null;
  isLifted: boolean;
  /** Empty where it is not for who looks. */
  reason: string;
}

/** What is held about a person: at most 100 visits, 20 completions, 50 entries and bookings, the newest first. The counts are of all. */
export interface Held {
  name: string;
  phone: string;
  employer: string | null;
  since: string;
  visitCount: number;
  completionCount: number;
  entryCount: number;
  visits: HeldVisit[];
  completions: HeldCompletion[];
  entries: HeldEntry[];
  bookings: HeldBooking[];
  bans: HeldBan[];
}

export interface OwnRequest {
  id: string;
  kind: RequestKind;
  text: string;
  state: RequestState;
  askedAt: string;
  dueOn: string;
  answeredAt: string | null;
  answer: string;
}

export interface OwnRecord {
  /** `own`: of this phone's visits; `invited`: of the invitation whose link it is; `all`: the office has made sure who asks; `old`: of a link that shows nothing any more; `not-in`: of somebody who was not let in. */
  state: "own" | "invited" | "all" | "old" | "erased" | "not-in";
  siteName: string;
  siteAddress: string;
  companyName: string;
  timeZone: string;
  held?: Held | null;
  requests: OwnRequest[];
}

/** What the visit whose token opened this store shows of its person; `held` are the digests of other visits' tokens. */
export async function findOwnRecord(store: TenantStore, signOutHash: Uint8Array, held: Uint8Array[]): Promise<OwnRecord | null> {
  const tokens = sql.join(held.map((hash) => bytea(hash)), sql`, `);
  const [{ rows }] = await store.read((db) => [db.rows<{ record: OwnRecord | null }>(sql`select own_record(${bytea(signOutHash)}, array[${tokens}]::bytea[]) as record`)]);
  return rows[0]?.record ?? null;
}

export interface NewRequest {
  requestId: string;
  kind: RequestKind;
  text: string;
}

/** `due`: the last day to answer, by the day on which it came. */
export async function insertRequest(store: TenantStore, signOutHash: Uint8Array, { requestId, kind, text }: NewRequest, due: Record<string, string>, at: Date): Promise<"asked" | "before" | "open" | "too-late" | "nothing"> {
  const row = await store.commitStatement<{ outcome: "asked" | "before" | "open" | "too-late" | "nothing" }>(
    { action: "privacy.asked", subjectKind: "privacy_request", subjectId: requestId, siteId: sql`done.site_id`, changes: { kind } },
    ({ columns, values }) => sql`
  with done as (select * from ask_privacy(${bytea(signOutHash)}, ${requestId}::uuid, ${kind}, ${text}, ${JSON.stringify(due)}::jsonb, ${at.toISOString()}::timestamptz)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'asked')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}

export interface Recorded extends NewRequest {
  trace: Trace;
  traceId: string;
  cameOn: string;
  dueOn: string;
}

type Outcome = "asked" | "before" | "open" | "future" | "nothing";

export async function recordRequest(store: TenantStore, { trace, traceId, requestId, kind, text, cameOn, dueOn }: Recorded, at: Date): Promise<Outcome> {
  const row = await store.commitStatement<{ outcome: Outcome }>(
    { action: "privacy.recorded", subjectKind: "privacy_request", subjectId: requestId, changes: { kind, cameOn } },
    ({ columns, values }) => sql`
  with done as (select record_privacy(${trace}, ${traceId}::uuid, ${requestId}::uuid, ${kind}, ${text}, ${cameOn}::date, ${dueOn}::date, ${at.toISOString()}::timestamptz) as outcome),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'asked')
  select outcome from done`,
  );
  return row?.outcome ?? "nothing";
}

export interface RequestLine {
  id: string;
  kind: RequestKind;
  state: RequestState;
  name: string;
  phone: string;
  askedAt: string;
  dueOn: string;
  answeredAt: string | null;
  answeredByName: string | null;
}

export interface RequestList {
  /** The company's, by which days are counted. */
  timeZone: string;
  openCount: number;
  requests: RequestLine[];
}

const LISTED_AT_MOST = 200;

const LINE = sql`r.id, r.kind, r.state, p.name, p.phone, ${utc(sql`r.asked_at`)} as "askedAt", r.due_on::text as "dueOn", ${utc(sql`r.answered_at`)} as "answeredAt", m.name as "answeredByName"`;
const FROM = sql`privacy_request r join person p on p.company_id = r.company_id and p.id = r.person_id left join member m on m.company_id = r.company_id and m.id = r.answered_by`;

export async function listRequests(store: TenantStore, isAnswered: boolean): Promise<RequestList> {
  const order = isAnswered ? sql`r.answered_at desc` : sql`r.due_on, r.asked_at`;
  const [{ rows: companies }, { rows }] = await store.read((db) => [
    db.rows<{ timeZone: string; openCount: number }>(sql`select c.time_zone as "timeZone", (select count(*)::integer from privacy_request r where r.company_id = c.company_id and r.state = 'open') as "openCount"
      from company c where c.company_id = (select current_company())`),
    db.rows<RequestLine>(sql`select ${LINE} from ${FROM} where r.company_id = (select current_company()) and (r.state <> 'open') = ${isAnswered} order by ${order}, r.id limit ${LISTED_AT_MOST}`),
  ]);
  return { timeZone: companies[0]?.timeZone ?? "Pacific/Auckland", openCount: companies[0]?.openCount ?? 0, requests: rows };
}

export interface RequestDetail extends RequestLine {
  personId: string;
  timeZone: string;
  text: string;
  answer: string;
  isErased: boolean;
  /** The visit by whose link they asked, and which an answer then stands at; null for what the office wrote down. */
  askedFrom: { siteName: string; signedInAt: string; timeZone: string } | null;
  /** They asked by the link of an invitation. */
  isOfInvited: boolean;
  /** Where a link to what is held can be sent: the invitation that an address is held with. */
  address: { bookingId: string; email: string } | null;
  /** When it was sent last; an answer then stands at it, too. */
  linkSentAt: string | null;
  /** What keeps them from being erased now: where they are on site, and that a ban of them stands. */
  onSiteAt: string | null;
  isBanned: boolean;
  held: Held;
}

/** With the whole record of who asked. Null when there is none. */
export async function findRequest(store: TenantStore, requestId: string): Promise<RequestDetail | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<RequestDetail>(sql`select ${LINE}, r.person_id as "personId", c.time_zone as "timeZone", r.text, r.answer, p.phone = '+99900000000' as "isErased", (select jsonb_build_object('siteName', s.name, 'signedInAt', ${utc(sql`v.signed_in_at`)}, 'timeZone', s.time_zone) from visit v join site s on s.company_id = v.company_id and s.id = v.site_id
        where v.company_id = r.company_id and v.id = r.visit_id) as "askedFrom",
        r.booking_id is not null and r.link_sent_at is null as "isOfInvited", address_of_request(r.id) as address, ${utc(sql`r.link_sent_at`)} as "linkSentAt", person_record(r.person_id) as held,
        (select s.name from visit v join site s on s.company_id = v.company_id and s.id = v.site_id where v.company_id = r.company_id and v.person_id = r.person_id and v.signed_out_at is null order by v.signed_in_at desc limit 1) as "onSiteAt",
        exists (select from ban b left join site s on s.company_id = b.company_id and s.id = b.site_id where b.company_id = r.company_id and b.phone = p.phone and b.name_key = p.name_key and b.lifted_at is null
          and (b.until_on is null or b.until_on >= (now() at time zone coalesce(s.time_zone, c.time_zone))::date)) as "isBanned"
      from ${FROM} join company c on c.company_id = r.company_id where r.company_id = (select current_company()) and r.id = ${requestId}::uuid`),
  ]);
  return rows[0] ?? null;
}

interface Answer {
  requestId: string;
  state: "done" | "refused";
  answer: string;
}

/** Once: what was answered stands. */
export async function answerRequest(store: TenantStore, { requestId, state, answer }: Answer, at: Date): Promise<"answered" | "before" | "nothing"> {
  const row = await store.commitStatement<{ outcome: "answered" | "before" | "nothing" }>(
    { action: "privacy.answered", subjectKind: "privacy_request", subjectId: requestId, changes: sql`jsonb_build_object('kind', done.kind, 'state', done.state)` },
    ({ columns, values }) => sql`
  with found as (select r.company_id, r.id from privacy_request r where r.company_id = (select current_company()) and r.id = ${requestId}::uuid),
  done as (
    update privacy_request r set state = ${state}, answer = ${answer}, answered_at = ${at.toISOString()}::timestamptz, answered_by = (select current_actor())::uuid
      from found where r.company_id = found.company_id and r.id = found.id and r.state = 'open' returning r.kind, r.state
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'answered' when exists (select from found) then 'before' else 'nothing' end as outcome`,
  );
  return row?.outcome ?? "nothing";
}
