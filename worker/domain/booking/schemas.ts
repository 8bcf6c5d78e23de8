/** What is sent to the operations on bookings. */
import * as z from "zod";
import { email } from "#worker/domain/account/schemas.ts";
import { day } from "#worker/domain/day.ts";
import { hasUnprintable, toText } from "#worker/domain/induction/text.ts";
import { employer, line, personName, phoneNumber } from "#worker/domain/person/schemas.ts";
import { VISITOR_TYPES } from "#worker/domain/visit/schemas.ts";

/** As many as one import takes; the database holds it, too. */
export const MOST_BOOKINGS = 500;
const MOST_DAYS = 366;

const note = z
  .string()
  .max(4_000, "Use 500 characters or fewer")
  .transform((typed) => toText(typed).trim())
  .refine((typed) => typed.length <= 500, "Use 500 characters or fewer")
  .refine((typed) => !hasUnprintable(typed), "Use letters, numbers and ordinary signs only");

const noEmail = z.string().refine((typed) => typed.trim() === "").transform(() => "");

const isText = (value: unknown, name: string) => typeof (value as Record<string, unknown> | null)?.[name] === "string";
const daysBetween = (fromOn: string, toOn: string) => (Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000;

/** Somebody who is expected; days are those of the site's clock, both included. */
export const visitorInput = z
  .strictObject({
    siteId: z.uuid("Choose a site"),
    visitorType: z.enum(VISITOR_TYPES, "Choose what brings them there"),
    name: personName,
    phone: phoneNumber,
    /** Empty: they are told in another way. */
    email: z.union([noEmail, email]),
    employer,
    /** Whom they come to see. */
    host: line.refine((typed) => typed.length <= 100, "Use 100 characters or fewer"),
    note,
    fromOn: day,
    toOn: day,
  })
  .refine(({ visitorType, employer: company }) => visitorType !== "contractor" || company !== "", { path: ["employer"], message: "Enter the company they work for", when: ({ value }) => isText(value, "employer") })
  .refine(({ fromOn, toOn }) => toOn >= fromOn, { path: ["toOn"], message: "Choose a last day that is not before the first", when: ({ value }) => isText(value, "fromOn") && isText(value, "toOn") })
  .refine(({ fromOn, toOn }) => !(daysBetween(fromOn, toOn) > MOST_DAYS), { path: ["toOn"], message: "Choose a last day within a year of the first", when: ({ value }) => isText(value, "fromOn") && isText(value, "toOn") });

export type VisitorInput = z.input<typeof visitorInput>;
export type Visitor = z.output<typeof visitorInput>;

/** `formId` is made when the form is shown: a form sent twice books once. */
export const bookInput = z.strictObject({ formId: z.uuid(), visitor: visitorInput });
export const importInput = z.strictObject({ formId: z.uuid(), csv: z.string().max(512 * 1024, "This file is longer than 500 visitors need") });
export const bookingIdInput = z.strictObject({ bookingId: z.uuid() });

export const VIEWS = ["expected", "over", "cancelled"] as const;

export const bookingsInput = z.strictObject({
  siteId: z.uuid().optional(),
  on: day.optional(),
  search: z.string().max(100, "Search for 100 characters or fewer").default(""),
  view: z.enum(VIEWS).default("expected"),
  after: z.strictObject({ on: day, id: z.uuid() }).optional(),
  pageRows: z.int().min(1).max(200).default(50),
});

/** Sentences that are said to a visitor of themselves, as they are said to the office of somebody else. */
export const ofThem = (sentence: string): string => sentence.replace(/\byour\b/g, "their");
