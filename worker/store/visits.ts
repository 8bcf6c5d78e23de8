/** Visits: signing in, and the office's end of a visit. The visitor's own stand in own-visits.ts, lists in visit-lists.ts. */
import { sql, type SQL } from "drizzle-orm";
import { bytea, toByteaText } from "#worker/store/bytea.ts";
import { makeReady } from "#worker/store/ready-statement.ts";
import { completed, COMPLETION_OF_VISIT, inductedUntil, passedAnd, passedInEvent, toPassedText, type Passed } from "#worker/store/passed-induction.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

export interface NewVisit {
  visitId: string;
  siteId: string;
  personId: string;
  visitorType: VisitorType;
  name: string;
  nameKey: string;
  phone: string;
  employer: string;
  searchText: string;
  terms: string[];
  contentHash: Uint8Array;
  privacyNoticeVersion: number;
  signOutHash: Uint8Array;
  signOutExpiresAt: Date;
  signedInAt: Date;
  /** Of the board: what they said that they had read. */
  notices: string[];
}

/** Why an induction is to be done: the first, or again. */
export type DueReason = "none" | "expired" | "new-version";

/**
 * `key_reused`: this form's key already made a visit with other content. Nothing was changed then, nor when `already_here`,
 * which names the visit that is open: for the door alone, to know a phone that made it; nor when an induction is `induction_due` first.
 */
export type SignInOutcome =
  | { outcome: "signed_in"; inserted: boolean; signedInAt: Date; signedOutAt: Date | null; siteVersion: number }
  | { outcome: "already_here"; openVisitId: string }
  | { outcome: "induction_due"; versionId: string; reason: DueReason; visitorType: VisitorType }
  | { outcome: "key_reused" };

interface SignInRow {
  outcome: SignInOutcome["outcome"];
  inserted: boolean | null;
  signed_in_at: string | null;
  signed_out_at: string | null;
  site_version: number | null;
  open_visit_id: string | null;
  due_version_id: string | null;
  due_reason: DueReason | null;
  due_type: VisitorType | null;
}

function toOutcome(row: SignInRow | undefined): SignInOutcome {
  if (!row) throw new Error("the sign-in statement gave no row");
  if (row.outcome === "already_here") return { outcome: row.outcome, openVisitId: row.open_visit_id ?? "" };
  if (row.outcome === "key_reused") return { outcome: row.outcome };
  if (row.outcome === "induction_due") return { outcome: row.outcome, versionId: row.due_version_id ?? "", reason: row.due_reason ?? "none", visitorType: row.due_type ?? "visitor" };
  return {
    outcome: "signed_in",
    inserted: row.inserted === true,
    signedInAt: new Date(row.signed_in_at as string),
    signedOutAt: row.signed_out_at ? new Date(row.signed_out_at) : null,
    siteVersion: row.site_version ?? 0,
  };
}

const readInEvent = (notices: string[]) => (notices.length > 0 ? { notices } : {});

/** The end of both sign-in statements: the visit or its replay, the event of a new one, and the outcome. */
const RETURNING = sql`returning id, signed_in_at, signed_out_at, (xmax = 0) as inserted`;
const resultWith = (more: SQL) => sql`
  select case when exists (select from prior where not same) then 'key_reused' when due.standing is not null then 'induction_due'
              when e.id is not null then 'signed_in' else 'already_here' end as outcome,
    e.inserted, e.signed_in_at, e.signed_out_at, s.version as site_version, h.id as open_visit_id,
    due.version_id as due_version_id, due.standing as due_reason, due.visitor_type as due_type${more}
    from given g left join due on true left join entered e on true left join here h on true left join site s on s.company_id = g.company_id and s.id = g.site_id`;

/** What goes to the database as text that a cast reads. */
type AsText = "contentHash" | "signOutHash" | "signOutExpiresAt" | "signedInAt";

const INSERT_VISIT = makeReady<Omit<NewVisit, AsText> & Record<AsText, string> & { passed: string | null }>((value, event) => sql`
  with given as (select current_company() as company_id, ${value("siteId")}::uuid as site_id, ${value("visitId")}::uuid as id),
  prior as (
    select v.content_hash = ${value("contentHash")}::bytea as same from visit v, given g where v.company_id = g.company_id and v.id = g.id
  ),
  ${passedAnd(value("passed"), sql`select i.* from given g, induction_standing(g.site_id, ${value("visitorType")}, null) i`)}
  who as (
    select meet_person(${value("personId")}::uuid, ${value("phone")}, ${value("name")}, ${value("nameKey")}, ${value("terms")}::text[]) as id from given
     where not exists (select from prior where not same) and not exists (select from due)
  ),
  here as (
    select v.id from visit v
     where v.company_id = (select company_id from given) and v.site_id = ${value("siteId")}::uuid and v.person_id = (select id from who)
       and v.signed_out_at is null and v.id <> ${value("visitId")}::uuid
  ),
  entered as (
    insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash,
      privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, completion_id, inducted_until, notices)
    select g.company_id, g.id, g.site_id, who.id, ${value("visitorType")}, ${value("name")}, ${value("phone")}, ${value("employer")}, ${value("searchText")},
      ${value("contentHash")}::bytea, ${value("privacyNoticeVersion")}::integer, ${value("signOutHash")}::bytea, ${value("signOutExpiresAt")}::timestamptz,
      ${value("signedInAt")}::timestamptz, ${COMPLETION_OF_VISIT}, ${inductedUntil(value("signedInAt"))}, ${value("notices")}::uuid[]
      from given g, who where not exists (select from here) or exists (select from prior)
    on conflict (company_id, id) do update set updated_at = visit.updated_at
    ${RETURNING}
  ),
  ${completed(sql`(select id from who)`, value("visitorType"), value("signedInAt"))}
  event as (insert into audit_event ${event.columns} select ${event.values} from entered where inserted)
  ${resultWith(sql``)}`);

/** One statement: the person found or added, the visit, the search words and the audit event. */
export async function insertVisit(store: TenantStore, visit: NewVisit, passed: Passed | null): Promise<SignInOutcome> {
  const { name, phone, employer, visitorType, notices } = visit;
  const event = { action: "visit.signed-in", subjectKind: "visit", subjectId: visit.visitId, siteId: visit.siteId, changes: { visitorType, ...passedInEvent(passed), ...readInEvent(notices) }, personal: { name, phone, employer } } as const;
  const row = await store.commitReady<SignInRow, Parameters<typeof INSERT_VISIT>[0]>(event, INSERT_VISIT, {
    ...visit,
    passed: toPassedText(passed),
    contentHash: toByteaText(visit.contentHash),
    signOutHash: toByteaText(visit.signOutHash),
    signOutExpiresAt: visit.signOutExpiresAt.toISOString(),
    signedInAt: visit.signedInAt.toISOString(),
  });
  return toOutcome(row);
}

export interface VisitAgain {
  visitId: string;
  siteId: string;
  earlierHash: Uint8Array;
  privacyNoticeVersion: number;
  signOutHash: Uint8Array;
  signOutExpiresAt: Date;
  signedInAt: Date;
  /** Of the board: what they said that they had read. */
  notices: string[];
}

/** `forgotten`: the device's earlier visit is not of this company, or is gone. */
export type SignInAgainOutcome = SignInOutcome | { outcome: "forgotten" };

/** One statement: the details of the device's earlier visit make a new one here; a visit left open elsewhere is assumed left. */
export async function insertVisitAgain(store: TenantStore, visit: VisitAgain, passed: Passed | null): Promise<SignInAgainOutcome> {
  const event = { action: "visit.signed-in", subjectKind: "visit", subjectId: visit.visitId, siteId: visit.siteId, changes: { remembered: true, ...passedInEvent(passed), ...readInEvent(visit.notices) }, personal: sql`(select jsonb_build_object('name', was.name, 'phone', was.phone, 'employer', was.employer) from was)` } as const;
  const row = await store.commitStatement<SignInRow & { known: boolean }>(
    event,
    ({ columns, values }) => sql`
  with given as (select current_company() as company_id, ${visit.siteId}::uuid as site_id, ${visit.visitId}::uuid as id),
  was as (select * from remembered_visit(${bytea(visit.earlierHash)})),
  prior as (select v.person_id = was.person_id as same from visit v, given g, was where v.company_id = g.company_id and v.id = g.id),
  ${passedAnd(toPassedText(passed), sql`select i.* from given g, was, induction_standing(g.site_id, was.visitor_type, was.person_id) i`)}
  moved as (select count(*) from leave_elsewhere(${bytea(visit.earlierHash)}, ${visit.signedInAt.toISOString()}::timestamptz)
             where not exists (select from prior) and not exists (select from due)),
  here as (select was.open_visit_id as id from was, given g where was.open_site_id = g.site_id and was.open_visit_id <> g.id),
  entered as (
    insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash,
      privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, completion_id, inducted_until, notices)
    select g.company_id, g.id, g.site_id, was.person_id, was.visitor_type, was.name, was.phone, was.employer, was.search_text,
      sha256(uuid_send(was.person_id)), ${visit.privacyNoticeVersion}::integer, ${bytea(visit.signOutHash)}, ${visit.signOutExpiresAt.toISOString()}::timestamptz,
      ${visit.signedInAt.toISOString()}::timestamptz, ${COMPLETION_OF_VISIT}, ${inductedUntil(visit.signedInAt.toISOString())}, array(select x::uuid from jsonb_array_elements_text(${JSON.stringify(visit.notices)}::jsonb) x)
      from given g, was, moved where not exists (select from due) and (not exists (select from here) or exists (select from prior)) and not exists (select from prior where not same)
    on conflict (company_id, id) do update set updated_at = visit.updated_at
    ${RETURNING}
  ),
  ${completed(sql`(select person_id from was)`, sql`(select visitor_type from was)`, visit.signedInAt.toISOString())}
  event as (insert into audit_event ${columns} select ${values} from entered where inserted)
  ${resultWith(sql`, exists (select from was) as known`)}`,
  );
  if (row && !row.known) return { outcome: "forgotten" };
  return toOutcome(row);
}

export interface RememberedVisitor {
  name: string;
  employer: string;
  visitorType: VisitorType;
  openHere: { visitId: string; since: Date } | null;
  openElsewhere: { siteName: string; since: Date } | null;
}

/** What the device's earlier visit tells of its owner; null when it is not of this company. */
export async function findRememberedVisitor(store: TenantStore, siteId: string, earlierHash: Uint8Array): Promise<RememberedVisitor | null> {
  interface Found {
    name: string;
    employer: string;
    visitor_type: VisitorType;
    open_visit_id: string | null;
    open_site_id: string | null;
    open_site_name: string | null;
    open_since: string | null;
  }
  const [{ rows }] = await store.read((db) => [db.rows<Found>(sql`select * from remembered_visit(${bytea(earlierHash)})`)]);
  const [found] = rows;
  if (!found) return null;
  const since = found.open_since ? new Date(found.open_since) : null;
  return {
    name: found.name,
    employer: found.employer,
    visitorType: found.visitor_type,
    openHere: found.open_visit_id && since && found.open_site_id === siteId ? { visitId: found.open_visit_id, since } : null,
    openElsewhere: found.open_site_name && since && found.open_site_id !== siteId ? { siteName: found.open_site_name, since } : null,
  };
}

/** The office ends a visit: the person left without signing out. False when it was not open, or not there to be seen. */
export async function endVisit(store: TenantStore, visitId: string, at: Date): Promise<boolean> {
  const row = await store.commitStatement<{ ended: boolean }>(
    { action: "visit.ended-by-office", subjectKind: "visit", subjectId: visitId, siteId: sql`ended.site_id`, changes: { leftHow: [null, "assumed_left"] } },
    ({ columns, values }) => sql`
  with ended as (
    update visit v set signed_out_at = greatest(${at.toISOString()}::timestamptz, v.signed_in_at), left_how = 'assumed_left', left_reason = 'office'
     where v.company_id = (select current_company()) and v.id = ${visitId}::uuid and v.signed_out_at is null
    returning v.id, v.site_id
  ),
  event as (insert into audit_event ${columns} select ${values} from ended)
  select exists (select from ended) as ended`,
  );
  return row?.ended === true;
}
