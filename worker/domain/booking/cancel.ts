/** Somebody is not expected any more: their link says so, and lets nobody in. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { bookingIdInput } from "#worker/domain/booking/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { cancelBooking as commit } from "#worker/store/bookings.ts";

/** False when it was cancelled before. Throws NOT_FOUND. */
export async function cancelBooking(context: TenantContext, raw: z.input<typeof bookingIdInput>): Promise<boolean> {
  const store = requirePermission(context, "booking.change");
  const outcome = await commit(store, parse(bookingIdInput, raw).bookingId, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "cancelled";
}
