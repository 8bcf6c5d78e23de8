/** The one statement of a sign-in: what the site's rules say, the person, the visit, the induction and the event. */
import { sql, type SQL } from "drizzle-orm";
import type { GateReason } from "#worker/domain/entry/rules.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { bytea, toByteaText } from "#worker/store/bytea.ts";
import { completed, COMPLETION_OF_VISIT, inductedUntil, passedAnd, passedInEvent, toPassedText, type Passed } from "#worker/store/passed-induction.ts";
import { makeReady } from "#worker/store/ready-statement.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** What both ways of signing in bring. */
interface Coming {
  visitId: string;
  siteId: string;
  privacyNoticeVersion: number;
  /** The company's own terms that were shown; null where there are none. */
  termsVersionId: string | null;
  /** Of the page. */
  language: string | null;
  signOutHash: Uint8Array;
  signOutExpiresAt: Date;
  signedInAt: Date;
  /** Of the board: what they said that they had read. */
  notices: string[];
  /** What was answered on the way that stops them, or that a supervisor has to be asked about. */
  stops: GateReason[];
  asks: GateReason[];
}

export interface NewVisit extends Coming {
  personId: string;
  visitorType: VisitorType;
  name: string;
  nameKey: string;
  phone: string;
  employer: string;
  searchText: string;
  terms: string[];
  contentHash: Uint8Array;
  /** Whose link brought them here; an earlier induction of theirs counts then. */
  bookingId: string | null;
}

export interface VisitAgain extends Coming {
  earlierHash: Uint8Array;
}

/** Why an induction is to be done: the first, or again. */
export type DueReason = "none" | "expired" | "new-version";

/** How it stands with somebody whom the gate did not let in at once. */
export type EntryState = "waiting" | "stopped" | "denied" | "withdrawn";

/**
 * `key_reused`: this form's key already made a visit with other content. Nothing was changed then, nor when `already_here`,
 * which names the visit that is open: for the door alone, to know a phone that made it; nor when an induction is `induction_due` first.
 * `held`: the site's rules don't let them in, or not yet; that is kept as an entry.
 */
export type SignInOutcome =
  | { outcome: "signed_in"; inserted: boolean; signedInAt: Date; signedOutAt: Date | null; siteVersion: number }
  | { outcome: "already_here"; openVisitId: string }
  | { outcome: "induction_due"; versionId: string; reason: DueReason; visitorType: VisitorType }
  | { outcome: "held"; state: EntryState; reasons: GateReason[] }
  | { outcome: "key_reused" };

/** `forgotten`: the device's earlier visit is not of this company, or is gone. */
export type SignInAgainOutcome = SignInOutcome | { outcome: "forgotten" };

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
  verdict: EntryState | null;
  reasons: GateReason[] | null;
}

function toOutcome(row: SignInRow | undefined): SignInOutcome {
  if (!row) throw new Error("the sign-in statement gave no row");
  if (row.outcome === "already_here") return { outcome: row.outcome, openVisitId: row.open_visit_id ?? "" };
  if (row.outcome === "key_reused") return { outcome: row.outcome };
  if (row.outcome === "held") return { outcome: row.outcome, state: row.verdict ?? "waiting", reasons: row.reasons ?? [] };
  if (row.outcome === "induction_due") return { outcome: row.outcome, versionId: row.due_version_id ?? "", reason: row.due_reason ?? "none", visitorType: row.due_type ?? "visitor" };
  return {
    outcome: "signed_in",
    inserted: row.inserted === true,
    signedInAt: new Date(row.signed_in_at as string),
    signedOutAt: row.signed_out_at ? new Date(row.signed_out_at) : null,
    siteVersion: row.site_version ?? 0,
  };
}

/** Who comes as the gate is asked about them (ask_gate): what an entry holds, by the names of its columns. */
const toEntry = ({ visitId, siteId, privacyNoticeVersion, termsVersionId, language, signOutHash, signOutExpiresAt, signedInAt, notices }: Coming, passed: Passed | null) => ({
  id: visitId,
  site_id: siteId,
  privacy_notice_version: privacyNoticeVersion,
  terms_version_id: termsVersionId,
  language,
  sign_out_hash: toByteaText(signOutHash),
  sign_out_expires_at: signOutExpiresAt.toISOString(),
  asked_at: signedInAt.toISOString(),
  notices,
  passed: passed && { ...passed, startedAt: passed.startedAt.toISOString() },
});

/** What the event says beside who came: ids and versions. */
const inEvent = ({ notices, termsVersionId }: Coming) => ({ ...(notices.length > 0 && { notices }), ...(termsVersionId && { terms: termsVersionId }) });

/** What the site's rules say. It is asked before a person is met, and not again of a visit that stands. */
const gateAsked = (entry: SQL, from: unknown) => sql`
  gate as materialized (
    select a.verdict, a.reasons from given g, lateral ask_gate(${entry} || jsonb_build_object('completion_id', (select completion_id from asked), 'inducted_until', (select valid_until from asked)),
      exists (select from due), ${from}::jsonb) a where not exists (select from prior)
  ),`;
const LET_IN = sql`not exists (select from gate where verdict <> 'let-in') and not exists (select from due)`;

/** The end of both sign-in statements: the visit or its replay, the event of a new one, and the outcome. */
const RETURNING = sql`returning id, signed_in_at, signed_out_at, (xmax = 0) as inserted`;
const resultWith = (more: SQL) => sql`
  select case when exists (select from prior where not same) or gate.verdict = 'key-reused' then 'key_reused' when gate.verdict <> 'let-in' then 'held' when due.standing is not null then 'induction_due'
              when e.id is not null then 'signed_in' else 'already_here' end as outcome,
    e.inserted, e.signed_in_at, e.signed_out_at, s.version as site_version, h.id as open_visit_id,
    due.version_id as due_version_id, due.standing as due_reason, due.visitor_type as due_type, gate.verdict, gate.reasons${more}
    from given g left join gate on true left join due on true left join entered e on true left join here h on true left join site s on s.company_id = g.company_id and s.id = g.site_id`;

const COLUMNS = sql`company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at,
      completion_id, inducted_until, notices, terms_version_id, language, booking_id`;

/** What goes to the database as text that a cast reads. */
type AsText = "contentHash" | "signOutHash" | "signOutExpiresAt" | "signedInAt";
type Sent = Omit<NewVisit, AsText | "stops" | "asks"> & Record<AsText, string> & { passed: string | null; entry: string; from: string };

const INSERT_VISIT = makeReady<Sent>((value, event) => sql`
  with given as (select current_company() as company_id, ${value("siteId")}::uuid as site_id, ${value("visitId")}::uuid as id),
  prior as (
    select v.content_hash = ${value("contentHash")}::bytea as same from visit v, given g where v.company_id = g.company_id and v.id = g.id
  ),
  ${passedAnd(value("passed"), sql`select i.* from given g, induction_standing(g.site_id, ${value("visitorType")}, booked_person(${value("phone")}, ${value("nameKey")})) i`)}
  ${gateAsked(sql`${value("entry")}::jsonb`, value("from"))}
  who as (
    select meet_person(${value("personId")}::uuid, ${value("phone")}, ${value("name")}, ${value("nameKey")}, ${value("terms")}::text[]) as id from given
     where not exists (select from prior where not same) and ${LET_IN}
  ),
  here as (
    select v.id from visit v
     where v.company_id = (select company_id from given) and v.site_id = ${value("siteId")}::uuid and v.person_id = (select id from who)
       and v.signed_out_at is null and v.id <> ${value("visitId")}::uuid
  ),
  entered as (
    insert into visit (${COLUMNS})
    select g.company_id, g.id, g.site_id, who.id, ${value("visitorType")}, ${value("name")}, ${value("phone")}, ${value("employer")}, ${value("searchText")},
      ${value("contentHash")}::bytea, ${value("privacyNoticeVersion")}::integer, ${value("signOutHash")}::bytea, ${value("signOutExpiresAt")}::timestamptz,
      ${value("signedInAt")}::timestamptz, ${COMPLETION_OF_VISIT}, ${inductedUntil(value("signedInAt"))}, ${value("notices")}::uuid[], ${value("termsVersionId")}::uuid, ${value("language")},
      ${value("bookingId")}::uuid
      from given g, who where not exists (select from here) or exists (select from prior)
    on conflict (company_id, id) do update set updated_at = visit.updated_at
    ${RETURNING}
  ),
  ${completed(sql`(select id from who)`, value("visitorType"), value("signedInAt"))}
  event as (insert into audit_event ${event.columns} select ${event.values} from entered where inserted)
  ${resultWith(sql``)}`);

/** One statement: the rules asked, the person found or added, the visit, the search words and the audit event. */
export async function insertVisit(store: TenantStore, visit: NewVisit, passed: Passed | null): Promise<SignInOutcome> {
  const { stops, asks, ...plain } = visit;
  const { name, nameKey, phone, employer, visitorType, searchText, terms, bookingId } = visit;
  const changes = { visitorType, ...passedInEvent(passed), ...inEvent(visit), ...(bookingId && { booking: bookingId }) };
  const event = { action: "visit.signed-in", subjectKind: "visit", subjectId: visit.visitId, siteId: visit.siteId, changes, personal: { name, phone, employer } } as const;
  const contentHash = toByteaText(visit.contentHash);
  const comer = { visitor_type: visitorType, name, name_key: nameKey, phone, employer, search_text: searchText, terms, content_hash: contentHash, booking_id: bookingId };
  const row = await store.commitReady<SignInRow, Sent>(event, INSERT_VISIT, {
    ...plain,
    passed: toPassedText(passed),
    entry: JSON.stringify({ ...toEntry(visit, passed), ...comer, stops, asks }),
    from: store.from,
    contentHash,
    signOutHash: toByteaText(visit.signOutHash),
    signOutExpiresAt: visit.signOutExpiresAt.toISOString(),
    signedInAt: visit.signedInAt.toISOString(),
  });
  return toOutcome(row);
}

/** One statement: the details of the device's earlier visit make a new one here; a visit left open elsewhere is assumed left. */
export async function insertVisitAgain(store: TenantStore, visit: VisitAgain, passed: Passed | null): Promise<SignInAgainOutcome> {
  const event = { action: "visit.signed-in", subjectKind: "visit", subjectId: visit.visitId, siteId: visit.siteId, changes: { remembered: true, ...passedInEvent(passed), ...inEvent(visit) }, personal: sql`(select jsonb_build_object('name', was.name, 'phone', was.phone, 'employer', was.employer) from was)` } as const;
  const entry = sql`(select ${JSON.stringify({ ...toEntry(visit, passed), stops: visit.stops, asks: visit.asks })}::jsonb || jsonb_build_object('person_id', was.person_id, 'visitor_type', was.visitor_type, 'name', was.name, 'name_key', was.name_key, 'phone', was.phone,
      'employer', was.employer, 'search_text', was.search_text, 'terms', '[]'::jsonb, 'content_hash', sha256(uuid_send(was.person_id))) from was)`;
  const row = await store.commitStatement<SignInRow & { known: boolean }>(
    event,
    ({ columns, values }) => sql`
  with given as (select current_company() as company_id, ${visit.siteId}::uuid as site_id, ${visit.visitId}::uuid as id),
  was as (select * from remembered_visit(${bytea(visit.earlierHash)})),
  prior as (select v.person_id = was.person_id as same from visit v, given g, was where v.company_id = g.company_id and v.id = g.id),
  ${passedAnd(toPassedText(passed), sql`select i.* from given g, was, induction_standing(g.site_id, was.visitor_type, was.person_id) i`)}
  ${gateAsked(entry, store.from)}
  moved as (select count(*) from leave_elsewhere(${bytea(visit.earlierHash)}, ${visit.signedInAt.toISOString()}::timestamptz)
             where not exists (select from prior) and ${LET_IN}),
  here as (select was.open_visit_id as id from was, given g where was.open_site_id = g.site_id and was.open_visit_id <> g.id),
  entered as (
    insert into visit (${COLUMNS})
    select g.company_id, g.id, g.site_id, was.person_id, was.visitor_type, was.name, was.phone, was.employer, was.search_text,
      sha256(uuid_send(was.person_id)), ${visit.privacyNoticeVersion}::integer, ${bytea(visit.signOutHash)}, ${visit.signOutExpiresAt.toISOString()}::timestamptz,
      ${visit.signedInAt.toISOString()}::timestamptz, ${COMPLETION_OF_VISIT}, ${inductedUntil(visit.signedInAt.toISOString())}, array(select x::uuid from jsonb_array_elements_text(${JSON.stringify(visit.notices)}::jsonb) x),
      ${visit.termsVersionId}::uuid, ${visit.language}, null::uuid
      from given g, was, moved where ${LET_IN} and (not exists (select from here) or exists (select from prior)) and not exists (select from prior where not same)
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
