/** What is sent to the operations on the board. */
import * as z from "zod";
import { day } from "#worker/domain/day.ts";
import { line } from "#worker/domain/person/schemas.ts";
import { hasUnprintable, toText } from "#worker/domain/induction/text.ts";

export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

const text = z
  .string()
  .max(8_000, "Use 2,000 characters or fewer")
  .transform((typed) => toText(typed).trim())
  .refine((typed) => typed.length <= 2_000, "Use 2,000 characters or fewer")
  .refine((typed) => !hasUnprintable(typed), "Use letters, numbers and ordinary signs only");

/** `noticeId` is made when the form is shown: a form sent twice puts up one. */
export const putUpInput = z
  .strictObject({
    noticeId: z.uuid(),
    /** Null: at all sites of the company. */
    siteId: z.uuid().nullable(),
    kind: z.enum(["hazard", "notice"], "Choose what it is"),
    severity: z.enum(SEVERITIES, "Choose how serious it is"),
    title: line.refine((typed) => typed.length > 0, "Say in a few words what it is").refine((typed) => typed.length <= 100, "Use 100 characters or fewer"),
    text,
    fromOn: day,
    /** Null until it is taken down. */
    toOn: day.nullable(),
  })
  .refine(({ fromOn, toOn }) => toOn === null || toOn >= fromOn, { path: ["toOn"], message: "Choose a last day that is not before the first" });

export const noticeInput = z.strictObject({ noticeId: z.uuid() });
