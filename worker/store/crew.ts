/** Crews: who may be among them, and the statement that signs them in. */
import { sql } from "drizzle-orm";
import type { GateReason } from "#worker/domain/entry/rules.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface CrewPerson {
  personId: string;
  name: string;
  employer: string;
  visitorType: VisitorType;
  lastAt: Date;
  /** How they stand to the site's induction: null where it asks none of their kind. */
  standing: "valid" | "none" | "expired" | "new-version" | null;
  /** Null: none, or it counts for ever. */
  inductedUntil: Date | null;
}

export interface CrewSite {
  id: string;
  name: string;
  timeZone: string;
  code: string;
  /** Of its live sign-in link; null when it has none. */
  secret: string | null;
}

export interface CrewList {
  /** The open sites that the context sees. */
  sites: { id: string; name: string }[];
  site: CrewSite | null;
  people: CrewPerson[];
  hasMore: boolean;
}

const LISTED_AT_MOST = 200;
export async function listCrew(store: TenantStore, { siteId, terms }: { siteId: string | null; terms: string[] }, now: Date): Promise<CrewList> {
  type Row = Omit<CrewPerson, "lastAt" | "inductedUntil"> & { lastAt: string; inductedUntil: string | null };
  const open = sql`select s.* from site s where s.company_id = (select current_company()) and s.closed_at is null`;
  const chosen = sql`chosen as (select * from (${open}) o where o.id = ${siteId}::uuid or (${siteId}::uuid is null and (select count(*) from (${open}) c) = 1))`;
  const holdsWords = sql.join([sql`true`, ...terms.map((term) => sql`position(${` ${term}`} in v.search_text) > 0`)], sql` and `);
  const [{ rows: sites }, { rows: found }, { rows }] = await store.read((db) => [
    db.rows<{ id: string; name: string }>(sql`select o.id, o.name from (${open}) o order by o.name, o.id`),
    db.rows<CrewSite>(sql`with ${chosen} select c.id, c.name, c.time_zone as "timeZone", c.code, l.secret from chosen c left join site_link l on l.company_id = c.company_id and l.site_id = c.id and l.rotated_at is null`),
    db.rows<Row>(sql`
  with ${chosen},
  came as (
    select distinct on (v.person_id) v.company_id, v.site_id, v.person_id, v.name, v.employer, v.visitor_type, v.signed_in_at from visit v join chosen c on c.company_id = v.company_id and c.id = v.site_id
     where v.company_id = (select current_company()) and v.signed_in_at >= ${now.toISOString()}::timestamptz - interval '30 days' and ${holdsWords} order by v.person_id, v.signed_in_at desc
  ),
  absent as (
    select m.* from came m join person p on p.company_id = m.company_id and p.id = m.person_id
     where p.phone <> '+99900000000' and not exists (select from visit o where o.company_id = m.company_id and o.site_id = m.site_id and o.person_id = m.person_id and o.signed_out_at is null)
     order by m.signed_in_at desc, m.person_id limit ${LISTED_AT_MOST + 1}
  )
  select a.person_id as "personId", a.name, a.employer, a.visitor_type as "visitorType", ${utc(sql`a.signed_in_at`)} as "lastAt", i.standing,
      case when i.standing = 'valid' then ${utc(sql`i.valid_until`)} end as "inductedUntil"
    from absent a left join lateral induction_standing(a.site_id, a.visitor_type, a.person_id) i on true order by a.signed_in_at desc, a.person_id`),
  ] as const);
  const people = rows.slice(0, LISTED_AT_MOST).map((row) => ({ ...row, lastAt: new Date(row.lastAt), inductedUntil: row.inductedUntil ? new Date(row.inductedUntil) : null }));
  return { sites, site: found[0] ?? null, people, hasMore: rows.length > LISTED_AT_MOST };
}

/** One of a crew, with what their visit will hold. `knownAs`: the database takes the details of their last visit. */
export interface CrewComer {
  id: string;
  knownAs: string | null;
  typed: { name: string; nameKey: string; phone: string; employer: string; visitorType: VisitorType; searchText: string; terms: string[]; contentHash: Uint8Array } | null;
  notices: string[];
  privacyNoticeVersion: number;
  signOutHash: Uint8Array;
  signOutExpiresAt: Date;
}

export interface CrewOutcome {
  visitId: string;
  /** `due`: an induction comes first. `denied`: a supervisor turned them away since the form was first sent. `gone`: the person is not theirs to see any more. */
  outcome: "signed-in" | "already-here" | "stopped" | "denied" | "waiting" | "due" | "gone";
  name: string | null;
  phone: string | null;
  employer: string | null;
  visitorType: VisitorType | null;
  reasons: GateReason[];
  versionId: string | null;
}

/** A row of `entry`, by its columns. */
function toRow({ id, knownAs, typed, notices, privacyNoticeVersion, signOutHash, signOutExpiresAt }: CrewComer) {
  const own = { id, notices, terms: typed?.terms ?? [], privacy_notice_version: privacyNoticeVersion, sign_out_hash: toByteaText(signOutHash), sign_out_expires_at: signOutExpiresAt.toISOString() };
  if (!typed) return { ...own, knownAs };
  const { name, nameKey, phone, employer, visitorType, searchText, contentHash } = typed;
  return { ...own, name, name_key: nameKey, phone, employer, visitor_type: visitorType, search_text: searchText, content_hash: toByteaText(contentHash) };
}

/** What became of each, in their order; nothing when the site is closed or not theirs to see. The database writes an event for each. */
export async function checkInCrew(store: TenantStore, siteId: string, comers: CrewComer[], at: Date): Promise<CrewOutcome[]> {
  interface Row { id: string; outcome: CrewOutcome["outcome"]; name: string | null; phone: string | null; employer: string | null; visitor_type: VisitorType | null; reasons: GateReason[]; version_id: string | null }
  const rows = await store.callAll<Row>("check_in_crew", sql`${siteId}::uuid, ${JSON.stringify(comers.map(toRow))}::jsonb, ${at.toISOString()}::timestamptz, ${store.from}::jsonb`);
  return rows.map(({ id, visitor_type, version_id, ...row }) => ({ visitId: id, visitorType: visitor_type, versionId: version_id, ...row }));
}
