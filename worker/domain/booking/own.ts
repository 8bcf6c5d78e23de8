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

/** YYYY-MM-DD by the site's clock. Canada writes a day so. */
export const todayIn = ({ timeZone }: Pick<OwnBooking, "timeZone">, now: Date): string => new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);

/** How its days stand to today, by the site's clock. */
export function dayOfBooking(booking: Pick<OwnBooking, "fromOn" | "toOn" | "timeZone">, now: Date): "before" | "today" | "over" {
  const today = todayIn(booking, now);
  return today < booking.fromOn ? "before" : today > booking.toOn ? "over" : "today";
}
