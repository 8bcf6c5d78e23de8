/** A visit as the holder of its sign-out token sees it and ends it. */
import { sql } from "drizzle-orm";
import { toGateRules } from "#worker/domain/entry/rules.ts";
import { toOwnEntry, type OwnEntry, type OwnEntryRow } from "#worker/store/entries.ts";
import { bytea } from "#worker/store/bytea.ts";
import type { BoardNotice } from "#worker/store/platform-store.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export interface OwnVisit {
  companyId: string;
  visitId: string;
  name: string;
  companyName: string;
  siteName: string;
  siteAddress: string;
  siteCode: string;
  timeZone: string;
  signedInAt: Date;
  signedOutAt: Date | null;
  leftHow: "signed_out" | "assumed_left" | null;
  signOutExpiresAt: Date;
  /** Whether an induction was asked for and passed, on the way here or before. */
  isInducted: boolean;
  /** Until when it counts; null for ever. */
  inductedUntil: Date | null;
  /** Whom to call at the site. */
  contact: { name: string; phone: string } | null;
  /** Where to gather in an emergency; empty where nobody has said. */
  emergency: string;
  /** What stands on the board there now or will; nothing once they have left. */
  board: BoardNotice[];
}

interface OwnVisitRow {
  company_id: string;
  id: string;
  name: string;
  company_name: string;
  site_name: string;
  address: string;
  code: string;
  time_zone: string;
  signed_in_at: string;
  signed_out_at: string | null;
  left_how: OwnVisit["leftHow"];
  sign_out_expires_at: string;
  is_inducted: boolean;
  inducted_until: string | null;
  rules: unknown;
  emergency: string;
  board?: BoardNotice[];
  ended_now: boolean | null;
}

const OWN_VISIT = sql`v.company_id, v.id, v.name, c.name as company_name, s.name as site_name, s.address, s.code, s.time_zone, v.signed_in_at,
  v.signed_out_at, v.left_how, v.sign_out_expires_at, v.completion_id is not null as is_inducted, v.inducted_until, s.rules, s.emergency`;

function toOwnVisit(row: OwnVisitRow): OwnVisit {
  return {
    companyId: row.company_id,
    visitId: row.id,
    name: row.name,
    companyName: row.company_name,
    siteName: row.site_name,
    siteAddress: row.address,
    siteCode: row.code,
    timeZone: row.time_zone,
    signedInAt: new Date(row.signed_in_at),
    signedOutAt: row.signed_out_at ? new Date(row.signed_out_at) : null,
    leftHow: row.left_how,
    signOutExpiresAt: new Date(row.sign_out_expires_at),
    isInducted: row.is_inducted,
    inductedUntil: row.inducted_until ? new Date(row.inducted_until) : null,
    contact: toGateRules(row.rules).contact,
    emergency: row.emergency,
    board: row.board ?? [],
  };
}

/** The visit whose sign-out token opened this store, or the entry that may become one. */
export async function findOwn(store: TenantStore, signOutHash: Uint8Array): Promise<{ visit: OwnVisit | null; entry: OwnEntry | null }> {
  const [visits, entries] = await store.read((db) => [
    db.rows<OwnVisitRow>(sql`select ${OWN_VISIT}, own_board(v.sign_out_hash) as board from visit v join site s on s.company_id = v.company_id and s.id = v.site_id
      join company c on c.company_id = v.company_id
      where v.company_id = (select current_company()) and v.sign_out_hash = ${bytea(signOutHash)}`),
    db.rows<OwnEntryRow>(sql`select * from own_entry(${bytea(signOutHash)})`),
  ] as const);
  const [visit] = visits.rows;
  const [entry] = entries.rows;
  return { visit: visit ? toOwnVisit(visit) : null, entry: entry ? toOwnEntry(entry) : null };
}

/** Ends the visit of this token if it is open and the token has not expired. `endedNow` is false when nothing was changed. */
export async function endOwnVisit(store: TenantStore, signOutHash: Uint8Array, at: Date): Promise<{ visit: OwnVisit; endedNow: boolean } | null> {
  const instant = sql`${at.toISOString()}::timestamptz`;
  const row = await store.commitStatement<OwnVisitRow>(
    { action: "visit.signed-out", subjectKind: "visit", subjectId: sql`ended.id`, siteId: sql`ended.site_id` },
    ({ columns, values }) => sql`
  with ended as (
    update visit v set signed_out_at = greatest(${instant}, v.signed_in_at), left_how = 'signed_out'
     where v.company_id = (select current_company()) and v.sign_out_hash = ${bytea(signOutHash)} and v.signed_out_at is null and v.sign_out_expires_at > ${instant}
    returning v.id, v.site_id, v.signed_out_at
  ),
  event as (insert into audit_event ${columns} select ${values} from ended)
  select ${OWN_VISIT}, (select true from ended) as ended_now, coalesce(v.signed_out_at, (select ended.signed_out_at from ended)) as signed_out_at,
    case when exists (select from ended) then 'signed_out' else v.left_how end as left_how
    from visit v join site s on s.company_id = v.company_id and s.id = v.site_id join company c on c.company_id = v.company_id
   where v.company_id = (select current_company()) and v.sign_out_hash = ${bytea(signOutHash)}`,
  );
  return row ? { visit: toOwnVisit(row), endedNow: row.ended_now === true } : null;
}
