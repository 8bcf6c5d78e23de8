/** What is sent to the operations on contractors. */
import * as z from "zod";
import { email } from "#worker/domain/account/schemas.ts";
import { day } from "#worker/domain/day.ts";
import { PAPER_KINDS } from "#worker/domain/entry/rules.ts";
import { line, phoneNumber } from "#worker/domain/person/schemas.ts";

const short = line.refine((text) => text.length <= 100, "Use 100 characters or fewer");

const described = {
  name: short.refine((text) => text.length > 0, "Enter the company's name"),
  contactName: short,
  contactEmail: z.literal("").or(email),
  /** Kept as it was typed. */
  contactPhone: line.refine((text) => text === "" || (text.length <= 30 && phoneNumber.safeParse(text).success), "Enter a phone number, like 021 123 4567"),
};

/** `contractorId` is made when the form is shown: a form sent twice adds one. */
export const contractorInput = z.strictObject({ contractorId: z.uuid(), ...described });

export const contractorIdInput = z.strictObject({ contractorId: z.uuid() });

/** `paperId` is made when the form is shown. */
export const paperInput = z.strictObject({
  contractorId: z.uuid(),
  paperId: z.uuid(),
  kind: z.enum(PAPER_KINDS, "Choose what it is"),
  label: short.refine((text) => text.length > 0, "Say what it is, like “Public liability, AB123”"),
  expiresOn: day,
});

export const paperIdInput = z.strictObject({ contractorId: z.uuid(), paperId: z.uuid() });
