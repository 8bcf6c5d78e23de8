/** What is sent to the operations on visits. */
import * as z from "zod";
import { day, instant } from "#worker/domain/day.ts";
import type { FieldErrors } from "#worker/errors.ts";
import { employer, personName, phoneNumber } from "#worker/domain/person/schemas.ts";

export const VISITOR_TYPES = ["contractor", "visitor", "employee", "delivery"] as const;
export type VisitorType = (typeof VISITOR_TYPES)[number];

export const visitorType = z.enum(VISITOR_TYPES, "Choose what brings you here");

/** The number of the privacy notice that the sign-in page shows. It changes with each word of the notice. */
export const PRIVACY_NOTICE_VERSION = 2;

/** Made before the first attempt and carried by it: a replay is the same visit with the same sign-out link. */
const prepared = z.strictObject({ visitId: z.uuid(), signOutToken: z.string().length(43) });

const namesEmployer = (input: { visitorType: VisitorType; employer: string }) => input.visitorType !== "contractor" || input.employer !== "";
const employerMissing = {
  path: ["employer"],
  message: "Enter the company you work for",
  // Said together with what is wrong elsewhere, not only after that is mended.
  when: ({ value }: { value: unknown }) => typeof (value as { employer?: unknown } | null)?.employer === "string",
};

const comer = { name: personName, phone: phoneNumber, visitorType, employer };

/** Who comes, as typed at the gate. */
export const comerInput = z.strictObject(comer).refine(namesEmployer, employerMissing);
/** What they said that they had read on the board. */
export const readNotices = z.array(z.uuid()).max(50).default([]);
/** What a page showed that was accepted by signing in on it: the company's own terms (null where there are none), and in which language. */
const accepted = { termsVersionId: z.uuid().nullable().default(null), language: z.string().max(20).nullable().default(null) };
export const signInInput = z.strictObject({ ...comer, ...accepted, prepared, notices: readNotices }).refine(namesEmployer, employerMissing);
export type SignInInput = z.input<typeof signInInput>;

export const signInAgainInput = z.strictObject({ earlierToken: z.string().length(43), ...accepted, prepared, notices: readNotices });

export const idInput = z.strictObject({ id: z.uuid() });

const cursor = z.strictObject({ at: instant, id: z.uuid() });

export const historyInput = z
  .strictObject({
    search: z.string().max(100, "Search for 100 characters or fewer").default(""),
    siteId: z.uuid().optional(),
    visitorType: visitorType.optional(),
    fromOn: day.optional(),
    toOn: day.optional(),
    /** Older than this visit, or (`newerThan`) newer; one of them at most. */
    olderThan: cursor.optional(),
    newerThan: cursor.optional(),
    pageRows: z.int().min(1).max(200).default(50),
  })
  .refine((input) => !input.fromOn || !input.toOn || input.fromOn <= input.toOn, { path: ["toOn"], message: "Choose a last day that is not before the first" });

export const registerInput = z.strictObject({
  siteId: z.uuid().optional(),
  search: z.string().max(100, "Search for 100 characters or fewer").default(""),
  /** Only those on site since before today, in their site's zone. */
  sinceEarlier: z.boolean().default(false),
  /** Keyset: those who came after this one. */
  after: cursor.optional(),
  pageRows: z.int().min(1).max(500).default(100),
});
export type VisitCursor = z.infer<typeof cursor>;

/** What is to be mended of what was typed at the gate, by field; nothing when all is well. */
export function faultsOfComer(typed: Record<"name" | "phone" | "visitorType" | "employer", string>): FieldErrors {
  const { name, phone, visitorType: type, employer: company } = typed;
  const issues = comerInput.safeParse({ name, phone, visitorType: type, employer: company }).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }): [string, string] => [path.join("."), message]).reverse());
}
