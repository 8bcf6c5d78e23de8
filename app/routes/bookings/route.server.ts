import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readWhole } from "#app/door.server.ts";
import { addressWith, readQuery, type Query } from "#app/routes/office/query.server.ts";
import { calendarDay, dayOf, since } from "#app/routes/office/times.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { getBookings } from "#worker/domain/booking/list.ts";
import { VIEWS } from "#worker/domain/booking/schemas.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { may } from "#worker/permissions.ts";
import type { BookingLine, BookingPage } from "#worker/store/bookings.ts";

const NO_STORE = { "Cache-Control": "no-store" };

const filtersOf = (query: Query) => ({ search: query("search"), site: query("site"), day: query("day"), view: VIEWS.find((one) => one === query("view")) });

/** What came of an import, as its address tells it; null where that was made up. */
function outcomeOf(query: Query, { request, claims }: MemberContext) {
  const [made, mailed, unmailed] = ["made", "mailed", "unmailed"].map((name) => readWhole(query(name) ?? ""));
  if (query("done") !== "imported" || [made, mailed, unmailed].some(Number.isNaN)) return null;
  return { made: made ?? 0, mailed: mailed ?? 0, unmailed: unmailed ?? 0, isOff: query("stop") === "switched-off", again: beginOfNextMonth(request.now, claims.timeZone) };
}

/** When a month's messages begin again: "1 Dec". */
export function beginOfNextMonth(now: Date, timeZone: string): string {
  const [year = 0, month = 0] = dayOf(now, timeZone).split("-").map(Number);
  return calendarDay(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10));
}

/** With the year where that is not this one. */
export function daysOf({ fromOn, toOn, timeZone }: Pick<BookingLine, "fromOn" | "toOn" | "timeZone">, now: Date): string {
  const hasYear = [fromOn, toOn].some((on) => !on.startsWith(dayOf(now, timeZone).slice(0, 4)));
  return fromOn === toOn ? calendarDay(fromOn, hasYear) : `${calendarDay(fromOn, hasYear)} to ${calendarDay(toOn, hasYear)}`;
}

/** What a booking has come to. */
export type BookingState = "cancelled" | "here" | "came" | "missed" | "inducted" | "due" | "expected";

export function stateOf({ cancelledAt, isHere, isOver, arrivedAt, inducted }: BookingLine): BookingState {
  if (cancelledAt) return "cancelled";
  if (isHere) return "here";
  if (isOver) return arrivedAt ? "came" : "missed";
  return inducted === null ? "expected" : inducted ? "inducted" : "due";
}

/** `none`: there is an address, and no mail went to it. */
export type MailShown = "none" | "failed" | "waiting" | "sent" | null;

export function mailOf({ email, mailState }: BookingLine): MailShown {
  if (email === "") return null;
  return mailState === null ? "none" : mailState === "sent" || mailState === "failed" ? mailState : "waiting";
}

function toRow(booking: BookingLine, now: Date) {
  const { id, name, phone, employer, visitorType, siteName, host, isToday, arrivedAt, timeZone } = booking;
  return { id, name, phone, employer, visitorType, siteName, host, isToday, days: daysOf(booking, now), state: stateOf(booking), mail: mailOf(booking), arrived: arrivedAt && since(arrivedAt, now, timeZone) };
}

function describe(member: MemberContext, query: Query, { bookings, hasMore, sites }: BookingPage) {
  const filters = filtersOf(query);
  const last = bookings.at(-1);
  return {
    fields: {} as FieldErrors,
    mayChange: may((member.entered ?? member.claims).role, "booking.change"),
    filters: { search: filters.search ?? "", site: filters.site ?? "", day: filters.day ?? "", view: filters.view ?? "expected" },
    isFirstPage: !query("after"),
    moreAddress: hasMore && last ? addressWith("/bookings", { ...filters, after: `${last.fromOn}_${last.id}` }) : null,
    outcome: outcomeOf(query, member),
    sites,
    bookings: bookings.map((booking) => toRow(booking, member.request.now)),
  };
}

const FIELD_OF: Record<string, string> = { search: "search", siteId: "site", on: "day" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const query = readQuery(asked.request);
    const { search, site, day, view } = filtersOf(query);
    const [on = "", id = ""] = (query("after") ?? "").split("_");
    try {
      const page = await getBookings(member, { search, siteId: site, on: day, view, ...(query("after") && { after: { on, id } }) });
      return json(describe(member, query, page), { headers: NO_STORE });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
      // Refused before any trip: the sites for the form are the request's one trip.
      const { sites } = await getBookings(member, { pageRows: 1 });
      const fields = Object.fromEntries(Object.entries(error.fields).map(([name, sentence]) => [FIELD_OF[name] ?? "search", name === "siteId" ? "Choose a site from the list" : sentence]));
      return json({ ...describe(member, query, { bookings: [], hasMore: false, sites }), fields }, { status: 400, headers: NO_STORE });
    }
  });
}
