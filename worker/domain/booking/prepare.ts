/** Somebody who is expected has passed the induction before they come. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { searchWords } from "#worker/domain/person/words.ts";
import { DomainError } from "#worker/errors.ts";
import { insertPreparation } from "#worker/store/own-bookings.ts";
import type { Passed } from "#worker/store/passed-induction.ts";

const prepareInput = z.strictObject({
  /** As the booking has them: the person is found by them later. */
  comer: z.strictObject({ name: z.string(), phone: z.string(), employer: z.string() }),
  passed: z.custom<Passed>((value) => typeof value === "object" && value !== null),
});

/** False when it was done before. The booking is that of the context's link. Throws NOT_FOUND for a version that its site does not ask for, BOOKING_CANCELLED, SITE_CLOSED, NOT_BOOKED_TODAY once it is over. */
export async function prepareBooking(context: TenantContext, raw: z.input<typeof prepareInput>): Promise<boolean> {
  const store = requirePermission(context, "booking.prepare");
  const { comer, passed } = parse(prepareInput, raw);
  const outcome = await insertPreparation(store, passed, searchWords(comer), context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "prepared";
}
