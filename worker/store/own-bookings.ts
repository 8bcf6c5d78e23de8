/** A booking as the holder of its link sees it, and what they did before they came. */
import { sql } from "drizzle-orm";
import type { PaperKind } from "#worker/domain/entry/rules.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { toPassedText, type Passed } from "#worker/store/passed-induction.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export interface OwnBooking {
  bookingId: string;
  companyId: string;
  companyName: string;
  siteId: string;
  siteName: string;
  siteAddress: string;
  siteCode: string;
  timeZone: string;
  isClosed: boolean;
  visitorType: VisitorType;
  name: string;
  phone: string;
  employer: string;
  host: string;
  note: string;
  fromOn: string;
  toOn: string;
  isCancelled: boolean;
  /** Null when the member is gone. */
  bookedByName: string | null;
  /** The induction that is asked of them, and how it stands; null where none is. */
  induction: { versionId: string; standing: "none" | "expired" | "new-version" | "valid"; validUntil: Date | null } | null;
  /** A visit of theirs at the site that stands. */
  open: { visitId: string; since: Date } | null;
  /** What the gate will say of their kind and their company, as far as it may be told before they come. */
  ahead: Ahead[];
}

export type Ahead = { isStop: boolean } & ({ kind: "papers"; what: PaperKind | "unknown" } | { kind: "approval" });

interface Row {
  booking_id: string;
  company_id: string;
  company_name: string;
  site_id: string;
  site_name: string;
  address: string;
  code: string;
  time_zone: string;
  is_closed: boolean;
  visitor_type: VisitorType;
  name: string;
  phone: string;
  employer: string;
  host: string;
  note: string;
  from_on: string;
  to_on: string;
  is_cancelled: boolean;
  booked_by_name: string | null;
  due_version_id: string | null;
  standing: NonNullable<OwnBooking["induction"]>["standing"] | null;
  inducted_until: string | null;
  open_visit_id: string | null;
  open_since: string | null;
  ahead: Ahead[];
}

/** The booking whose token opened this store. */
export async function findOwnBooking(store: TenantStore): Promise<OwnBooking | null> {
  const [{ rows: [row] }] = await store.read((db) => [db.rows<Row>(sql`select * from own_booking()`)]);
  if (!row) return null;
  const { name, phone, employer, host, note } = row;
  return {
    name, phone, employer, host, note,
    bookingId: row.booking_id,
    companyId: row.company_id,
    companyName: row.company_name,
    siteId: row.site_id,
    siteName: row.site_name,
    siteAddress: row.address,
    siteCode: row.code,
    timeZone: row.time_zone,
    isClosed: row.is_closed,
    visitorType: row.visitor_type,
    fromOn: row.from_on,
    toOn: row.to_on,
    isCancelled: row.is_cancelled,
    bookedByName: row.booked_by_name,
    induction: row.due_version_id && row.standing ? { versionId: row.due_version_id, standing: row.standing, validUntil: row.inducted_until ? new Date(row.inducted_until) : null } : null,
    open: row.open_visit_id && row.open_since ? { visitId: row.open_visit_id, since: new Date(row.open_since) } : null,
    ahead: row.ahead,
  };
}

/** `before`: it was done before, by the same press sent twice. */
export async function insertPreparation(store: TenantStore, passed: Passed, terms: string[], at: Date): Promise<"prepared" | "before" | "nothing"> {
  const row = await store.call<{ outcome: "prepared" | "before" | "nothing" }>(
    "prepare_booking",
    sql`${toPassedText(passed)}::jsonb, (select coalesce(array_agg(t), '{}') from jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb) t), ${at.toISOString()}::timestamptz, ${store.from}::jsonb`,
  );
  return row?.outcome ?? "nothing";
}
