/** Bookings, as the office makes and sees them. Each is one function of the database: mails stand in a table of no company. */
import { sql } from "drizzle-orm";
import type { MailStop } from "#worker/domain/booking/make.ts";
import type { Visitor } from "#worker/domain/booking/schemas.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { Plan } from "#worker/limits.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import { site } from "#worker/store/schema.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export interface NewBooking extends Visitor {
  id: string;
  nameKey: string;
  tokenHash: Uint8Array;
}

/** `atRows` are those that a `past` or a `double` is about, from 0. */
export interface BookingsMade {
  outcome: "made" | "before" | "nothing" | "past" | "double" | "full";
  atRows: number[];
  made: number;
  mailIds: string[];
  unmailed: number;
  mailStop: MailStop | null;
  /** Of a `full`: how many the company may expect at once, and how many it expects now. */
  room: { most: number; expected: number } | null;
}

/** `mailStop`: why no mail tells them; null where one does. */
export interface BookingCancelled {
  outcome: "cancelled" | "before" | "nothing";
  mailId: string | null;
  mailStop: MailStop | "none" | "over" | null;
}

export interface BookingLine {
  id: string;
  siteId: string;
  siteName: string;
  timeZone: string;
  visitorType: VisitorType;
  name: string;
  phone: string;
  employer: string;
  email: string;
  host: string;
  note: string;
  fromOn: string;
  toOn: string;
  /** Hex; of one alone, not in a list. */
  tokenHash: string | null;
  bookedByName: string | null;
  bookedAt: Date;
  cancelledAt: Date | null;
  isOver: boolean;
  isToday: boolean;
  arrivedAt: Date | null;
  isHere: boolean;
  /** Whether the induction that is asked of them is done; null where none is. */
  inducted: boolean | null;
  mailState: "queued" | "sending" | "sent" | "failed" | null;
  mailFailure: string | null;
}

export interface BookingPage {
  bookings: BookingLine[];
  hasMore: boolean;
  sites: { id: string; name: string }[];
}

export interface BookingFilter {
  siteId?: string | undefined;
  on?: string | undefined;
  terms: string[];
  view: "expected" | "over" | "cancelled";
  after?: { on: string; id: string } | undefined;
  pageRows: number;
}

/** All or none, with an event and a mail each, as far as the month's messages go. */
export async function createBookings(store: TenantStore, bookings: NewBooking[], mail: { keyId: string; byPlan: Record<Plan, number> }, mostByPlan: Record<Plan, number>, at: Date): Promise<BookingsMade> {
  const rows = bookings.map(({ id, siteId, visitorType, name, nameKey, phone, employer, email, host, note, fromOn, toOn, tokenHash }) => ({
    id, site_id: siteId, visitor_type: visitorType, name, name_key: nameKey, phone, employer, email, host, note, from_on: fromOn, to_on: toOn, token_hash: toByteaText(tokenHash),
  }));
  type Row = { outcome: BookingsMade["outcome"]; at_rows: number[]; made: number; mail_ids: string[]; unmailed: number; mail_stop: MailStop | null; most: number | null; expected: number | null };
  const row = await store.call<Row>("create_bookings", sql`${JSON.stringify(rows)}::jsonb, ${JSON.stringify(mail)}::jsonb, ${JSON.stringify(mostByPlan)}::jsonb, ${at.toISOString()}::timestamptz, ${store.from}::jsonb`);
  if (!row) throw new Error("create_bookings gave no row");
  return { outcome: row.outcome, atRows: row.at_rows, made: row.made, mailIds: row.mail_ids, unmailed: row.unmailed, mailStop: row.mail_stop, room: row.most === null ? null : { most: row.most, expected: row.expected ?? 0 } };
}

/** Once, with its event, and a mail to who was told by one that they are expected. */
export async function cancelBooking(store: TenantStore, bookingId: string, mail: { id: string; keyId: string; byPlan: Record<Plan, number> }, at: Date): Promise<BookingCancelled> {
  type Row = { outcome: BookingCancelled["outcome"]; mail_id: string | null; mail_stop: BookingCancelled["mailStop"] };
  const row = await store.call<Row>("cancel_booking", sql`${bookingId}::uuid, ${JSON.stringify(mail)}::jsonb, ${at.toISOString()}::timestamptz, ${store.from}::jsonb`);
  return { outcome: row?.outcome ?? "nothing", mailId: row?.mail_id ?? null, mailStop: row?.mail_stop ?? null };
}

interface Row {
  id: string;
  site_id: string;
  site_name: string;
  time_zone: string;
  visitor_type: VisitorType;
  name: string;
  phone: string;
  employer: string;
  email: string;
  host: string;
  note: string;
  from_on: string;
  to_on: string;
  token_hash: string | null;
  booked_by_name: string | null;
  booked_at: string;
  cancelled_at: string | null;
  is_over: boolean;
  is_today: boolean;
  arrived_at: string | null;
  is_here: boolean;
  inducted: boolean | null;
  mail_state: BookingLine["mailState"];
  mail_failure: string | null;
}

const dateOf = (text: string | null) => (text ? new Date(text) : null);

function toLine(row: Row): BookingLine {
  const { id, name, phone, employer, email, host, note, inducted } = row;
  return {
    id, name, phone, employer, email, host, note, inducted,
    siteId: row.site_id,
    siteName: row.site_name,
    timeZone: row.time_zone,
    visitorType: row.visitor_type,
    fromOn: row.from_on,
    toOn: row.to_on,
    tokenHash: row.token_hash,
    bookedByName: row.booked_by_name,
    bookedAt: new Date(row.booked_at),
    cancelledAt: dateOf(row.cancelled_at),
    isOver: row.is_over,
    isToday: row.is_today,
    arrivedAt: dateOf(row.arrived_at),
    isHere: row.is_here,
    mailState: row.mail_state,
    mailFailure: row.mail_failure,
  };
}

/** With the sites to filter by. */
export async function listBookings(store: TenantStore, { siteId, on, terms, view, after, pageRows }: BookingFilter, at: Date): Promise<BookingPage> {
  const filter = { siteId, on, terms, view, afterOn: after?.on, afterId: after?.id, rows: pageRows + 1 };
  const [{ rows }, sites] = await store.read((db) => [
    db.rows<Row>(sql`select * from list_bookings(${JSON.stringify(filter)}::jsonb, ${at.toISOString()}::timestamptz)`),
    db.select({ id: site.id, name: site.name }).from(site).where(sql`${site.companyId} = (select current_company())`).orderBy(site.name, site.id),
  ] as const);
  return { bookings: rows.slice(0, pageRows).map(toLine), hasMore: rows.length > pageRows, sites };
}

export async function findBooking(store: TenantStore, id: string, at: Date): Promise<BookingLine | null> {
  const [{ rows }] = await store.read((db) => [db.rows<Row>(sql`select * from list_bookings(${JSON.stringify({ id })}::jsonb, ${at.toISOString()}::timestamptz)`)]);
  return rows[0] ? toLine(rows[0]) : null;
}
