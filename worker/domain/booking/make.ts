/** Somebody is expected: one, or a list of them. All are booked, or none. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { linkTokenOf, makeMail } from "#worker/domain/account/link-token.ts";
import { readVisitors, type LineFault } from "#worker/domain/booking/file.ts";
import { bookInput, importInput, ofThem, type Visitor } from "#worker/domain/booking/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { DomainError } from "#worker/errors.ts";
import { limitByPlan } from "#worker/limits.ts";
import { createBookings, type BookingsMade, type NewBooking } from "#worker/store/bookings.ts";
import { listOpenSites } from "#worker/store/notices.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** Why mails were not queued: the month's messages are used up, or mail is switched off. */
export type MailStop = "used-up" | "switched-off";

/** `made` is 0 where the same form had booked before. `unmailed`: those with an e-mail address who get none. */
export interface Booked {
  made: number;
  mailed: number;
  unmailed: number;
  mailStop: MailStop | null;
  /** Of a single one. */
  firstId: string;
}

const PAST = "Choose a last day that is not over at the site";
const DOUBLE = "This person is expected there on one of these days already";

/** Throws INVALID_INPUT, NOT_FOUND for a site that is not theirs or is closed, FORBIDDEN. */
export async function bookVisitor(context: MemberContext, raw: z.input<typeof bookInput>): Promise<Booked> {
  const store = requirePermission(context, "booking.change");
  const { formId, visitor } = parseForm(raw);
  const { outcome, booked } = await book(context, store, formId, [visitor]);
  if (outcome === "past") throw new DomainError("INVALID_INPUT", { fields: { toOn: PAST } });
  if (outcome === "double") throw new DomainError("INVALID_INPUT", { fields: { name: DOUBLE } });
  return booked;
}

/** The form's own fields stand one level deeper than the page names them, and are somebody else's. */
function parseForm(raw: z.input<typeof bookInput>) {
  try {
    return parse(bookInput, raw);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = Object.fromEntries(Object.entries(error.fields).map(([name, sentence]) => [name.replace("visitor.", ""), ofThem(sentence)]));
    // A last day that was left out is the first: that is said once.
    const { toOn, ...others } = fields;
    throw new DomainError(error.code, { fields: toOn && others["fromOn"] && raw.visitor.toOn === raw.visitor.fromOn ? others : fields });
  }
}

/** From a file. Where a line has a fault nobody is booked, and all faults are given. Throws INVALID_INPUT for a file that is too long. */
export async function importBookings(context: MemberContext, raw: z.input<typeof importInput>): Promise<Booked | { faults: LineFault[] }> {
  const store = requirePermission(context, "booking.change");
  const { formId, csv } = parse(importInput, raw);
  const places = await listOpenSites(store);
  const read = readVisitors(csv, places.map(({ id, name, timeZone }) => ({ id, name, today: new Intl.DateTimeFormat("en-CA", { timeZone }).format(context.request.now) })));
  if ("faults" in read) return read;
  const { outcome, atRows, booked } = await book(context, store, formId, read.visitors.map(({ visitor }) => visitor));
  if (outcome === "made" || outcome === "before") return booked;
  const [column, message] = outcome === "past" ? ["Last day", PAST] : ["", DOUBLE];
  return { faults: atRows.map((row) => ({ line: read.visitors[row]?.line ?? 1, column, message, value: (outcome === "past" ? read.visitors[row]?.visitor.toOn : read.visitors[row]?.visitor.name) ?? "", text: read.visitors[row]?.text ?? "" })) };
}

async function book(context: MemberContext, store: TenantStore, formId: string, visitors: Visitor[]): Promise<Pick<BookingsMade, "outcome" | "atRows"> & { booked: Booked }> {
  const { request, companyId } = context;
  const { keyId } = makeMail(request);
  const rows = visitors.map((visitor, index): NewBooking => {
    const id = toId(sha256Of([companyId, formId, index, JSON.stringify(visitor)].join("\n")));
    return { ...visitor, id, nameKey: toKey(visitor.name), tokenHash: sha256Of(linkTokenOf(request.settings, keyId, "booking", id) ?? "") };
  });
  const { outcome, atRows, made, mailIds, unmailed, mailStop, room } = await createBookings(store, rows, { keyId, byPlan: limitByPlan(request.limit, "messagesPerMonth") }, limitByPlan(request.limit, "expectedVisitors"), request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (room) throw new DomainError("INVALID_INPUT", { fields: { form: fullSentence(room, visitors.length) } });
  request.defer(Promise.all(mailIds.map((mailId) => request.announce({ kind: "mail", mailId }))));
  return { outcome, atRows, booked: { made, mailed: mailIds.length, unmailed, mailStop, firstId: rows[0]?.id ?? "" } };
}

/** What there is room for, and how more comes about. */
function fullSentence({ most, expected }: { most: number; expected: number }, asked: number): string {
  const count = (number: number) => number.toLocaleString("en-NZ");
  return `Your company may expect ${count(most)} visitors at once. It expects ${count(expected)} now, and these are ${count(asked)} more. There is room again as their days go by, or once you call some off.`;
}

/** A UUID of version 8 from a digest: the same row of the same form is the same booking. */
function toId(digest: Uint8Array): string {
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
