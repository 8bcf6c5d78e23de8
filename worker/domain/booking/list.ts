/** Who is expected, as the office sees it. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { linkTokenOf } from "#worker/domain/account/link-token.ts";
import { bookingIdInput, bookingsInput } from "#worker/domain/booking/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { DomainError } from "#worker/errors.ts";
import { findBooking, listBookings, type BookingLine, type BookingPage } from "#worker/store/bookings.ts";
import { listOpenSites } from "#worker/store/notices.ts";

/** Throws INVALID_INPUT. */
export async function getBookings(context: TenantContext, raw: z.input<typeof bookingsInput>): Promise<BookingPage> {
  const store = requirePermission(context, "booking.list");
  const { search, ...filter } = parse(bookingsInput, raw);
  return listBookings(store, { ...filter, terms: toSearchTerms(search) }, context.request.now);
}

/** `token` opens its link; null when the key that it was made with is gone. Throws NOT_FOUND. */
export async function getBooking(context: TenantContext, raw: z.input<typeof bookingIdInput>): Promise<{ booking: BookingLine; token: string | null }> {
  const store = requirePermission(context, "booking.list");
  const booking = await findBooking(store, parse(bookingIdInput, raw).bookingId, context.request.now);
  if (!booking) throw new DomainError("NOT_FOUND");
  const { settings } = context.request;
  const tokens = settings.signingKeys.map(({ id }) => linkTokenOf(settings, id, "booking", booking.id));
  return { booking, token: tokens.find((token) => token !== null && toHex(sha256Of(token)) === booking.tokenHash) ?? null };
}

/** The open sites that somebody can be expected at. */
export async function getBookingPlaces(context: TenantContext) {
  return listOpenSites(requirePermission(context, "booking.change"));
}
