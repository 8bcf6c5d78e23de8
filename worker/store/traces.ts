/** What shows that somebody was there, or was to be: by it whoever asks about their data is found. */
import { sql, type SQL } from "drizzle-orm";
import type { TRACES } from "#worker/domain/privacy/schemas.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface HeldPerson {
  trace: Trace;
  traceId: string;
  name: string;
  phone: string;
  employer: string;
  lastAt: Date;
  /** Null of a ban from all sites. */
  siteName: string | null;
  timeZone: string;
  visits: number;
  isOnSite: boolean;
}

const FOUND_AT_MOST = 50;

/** One row for each number and name together, by their latest visit, else by whatever shows them. */
export async function listHeld(store: TenantStore, terms: string[]): Promise<{ found: HeldPerson[]; hasMore: boolean }> {
  const [{ rows }] = await store.read((db) => [
    db.rows<Omit<HeldPerson, "lastAt"> & { lastAt: string }>(sql`select f.trace, f.trace_id as "traceId", f.name, f.phone, f.employer, ${utc(sql`f.last_at`)} as "lastAt", f.site_name as "siteName", f.time_zone as "timeZone", f.visits, f.is_on_site as "isOnSite"
      from find_held(array(select jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb))) f`),
  ]);
  return { found: rows.slice(0, FOUND_AT_MOST).map((row) => ({ ...row, lastAt: new Date(row.lastAt) })), hasMore: rows.length > FOUND_AT_MOST };
}

export type Trace = (typeof TRACES)[number];

const TABLES: Record<Exclude<Trace, "visit">, SQL> = { entry: sql`entry`, booking: sql`booking`, ban: sql`ban` };

/** Who a trace is of; null when the context sees none. */
export async function findPersonOfTrace(store: TenantStore, { trace, traceId }: { trace: Trace; traceId: string }): Promise<{ name: string; phone: string } | null> {
  const found = trace === "visit" ? sql`select p.name, p.phone, v.company_id, v.id from visit v join person p on p.company_id = v.company_id and p.id = v.person_id` : sql`select x.name, x.phone, x.company_id, x.id from ${TABLES[trace]} x`;
  const [{ rows }] = await store.read((db) => [
    db.rows<{ name: string; phone: string }>(sql`select f.name, f.phone from (${found}) f where f.company_id = (select current_company()) and f.id = ${traceId}::uuid and f.phone <> '+99900000000'`),
  ]);
  return rows[0] ?? null;
}
