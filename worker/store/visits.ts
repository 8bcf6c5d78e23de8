/** Visits: whom a phone remembers, and the office's end of a visit. Signing in stands in sign-in.ts, the visitor's own in own-visits.ts, lists in visit-lists.ts. */
import { sql } from "drizzle-orm";
import { bytea } from "#worker/store/bytea.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

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
