/** Somebody is not expected any more: their link says so, and lets nobody in; a mail tells them. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { makeMail } from "#worker/domain/account/link-token.ts";
import { bookingIdInput } from "#worker/domain/booking/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { limitByPlan } from "#worker/limits.ts";
import { cancelBooking as commit, type BookingCancelled } from "#worker/store/bookings.ts";

/** With a mail to who was told by one, as far as the month's messages go; null when it was called off before. Throws NOT_FOUND. */
export async function cancelBooking(context: MemberContext, raw: z.input<typeof bookingIdInput>): Promise<Pick<BookingCancelled, "mailStop"> | null> {
  const store = requirePermission(context, "booking.change");
  const { request } = context;
  const mail = { ...makeMail(request), byPlan: limitByPlan(request.limit, "messagesPerMonth") };
  const { outcome, mailId, mailStop } = await commit(store, parse(bookingIdInput, raw).bookingId, mail, request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (mailId) request.defer(request.announce({ kind: "mail", mailId }));
  return outcome === "cancelled" ? { mailStop } : null;
}
