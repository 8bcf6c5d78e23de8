/** What is sent to the operations on bans. */
import * as z from "zod";
import { day } from "#worker/domain/day.ts";
import { hasUnprintable, toText } from "#worker/domain/induction/text.ts";
import { personName, phoneNumber } from "#worker/domain/person/schemas.ts";

const reason = z
  .string()
  .max(2_000, "Use 500 characters or fewer")
  .transform((typed) => toText(typed).trim())
  .refine((typed) => typed.length > 0, "Say why: whoever works at the gate will want to know")
  .refine((typed) => typed.length <= 500, "Use 500 characters or fewer")
  .refine((typed) => !hasUnprintable(typed), "Use letters, numbers and ordinary signs only");

/** `banId` is made when the form is shown: a form sent twice bans once. */
export const banInput = z.strictObject({
  banId: z.uuid(),
  /** Null: from all sites of the company. */
  siteId: z.uuid().nullable(),
  name: personName,
  phone: phoneNumber,
  reason,
  /** The last day, by the site's clock; null for good. */
  untilOn: day.nullable(),
});

export const liftInput = z.strictObject({ banId: z.uuid() });

/** `visitId`: of the visit whose person is to be banned. */
export const banFormInput = z.strictObject({ visitId: z.uuid().optional() });
