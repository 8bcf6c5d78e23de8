/** What the holder of a booking's link sees of it. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { DomainError } from "#worker/errors.ts";
import { findOwnBooking, type OwnBooking } from "#worker/store/own-bookings.ts";

/** Whatever has become of it. Throws NOT_FOUND, COMPANY_SUSPENDED. */
export async function getOwnBooking(context: TenantContext): Promise<OwnBooking> {
  const booking = await findOwnBooking(requirePermission(context, "booking.read-own"));
  if (!booking) throw new DomainError("NOT_FOUND");
  return booking;
}

/** How its days stand to today, by the site's clock. */
export function dayOfBooking({ fromOn, toOn, timeZone }: Pick<OwnBooking, "fromOn" | "toOn" | "timeZone">, now: Date): "before" | "today" | "over" {
  // Canada writes a day as YYYY-MM-DD.
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  return today < fromOn ? "before" : today > toOn ? "over" : "today";
}
