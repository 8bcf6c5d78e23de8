/** What is sent to the operations on what people ask about their data. */
import * as z from "zod";
import { day } from "#worker/domain/day.ts";
import { hasUnprintable, toText } from "#worker/domain/induction/text.ts";

export const REQUEST_KINDS = ["access", "correction", "erasure"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export type RequestState = "open" | "done" | "refused";

const text = z
  .string()
  .max(8_000, "Use 2,000 characters or fewer")
  .transform((typed) => toText(typed).trim())
  .refine((typed) => typed.length <= 2_000, "Use 2,000 characters or fewer")
  .refine((typed) => !hasUnprintable(typed), "Use letters, numbers and ordinary signs only");

/** Of the link of an invitation. */
const token = z.string().regex(/^[\w-]{43}$/, "This is not a link of an invitation");
const signOutToken = z.string().regex(/^[\w-]{43}$/, "This is not a sign-out link");

/** `heldTokens`: of other visits that the same phone made. */
export const ownRecordInput = z.strictObject({ signOutToken, heldTokens: z.array(z.string().regex(/^[\w-]{43}$/)).max(40).default([]) });

export const invitedRecordInput = z.strictObject({ token });

/** `requestId` is made when the form is shown: a form sent twice asks once. */
const asked = { requestId: z.uuid(), kind: z.enum(REQUEST_KINDS), text };
const saysWhat = ({ kind, text: typed }: { kind: RequestKind; text: string }) => kind !== "correction" || typed !== "";
const WHAT = { path: ["text"], message: "Say what is wrong, and what is right" };
export const askInput = z.strictObject({ signOutToken, ...asked }).refine(saysWhat, WHAT);
export const askInvitedInput = z.strictObject({ token, ...asked }).refine(saysWhat, WHAT);

/** What shows who somebody is; people who were stopped at a gate, were only invited, or are banned have no visit. */
export const TRACES = ["visit", "entry", "booking", "ban"] as const;
const trace = { trace: z.enum(TRACES), traceId: z.uuid() };

/** Of a request that came by word of mouth: of whom, by a trace of theirs, and on which day. */
export const recordInput = z.strictObject({ ...trace, requestId: z.uuid(), kind: z.enum(REQUEST_KINDS, "Choose what they ask for"), text, cameOn: day });
export const traceInput = z.strictObject(trace);
export const searchInput = z.strictObject({ search: z.string().max(100, "Search for 100 characters or fewer") });

export const requestsInput = z.strictObject({ isAnswered: z.boolean().default(false) });
export const requestInput = z.strictObject({ requestId: z.uuid() });
export const sendLinkInput = z.strictObject({ requestId: z.uuid(), bookingId: z.uuid() });

/** `isThem`: whoever answers has made sure who asks, which opening the record to their link needs. */
export const answerInput = z
  .strictObject({ requestId: z.uuid(), state: z.enum(["done", "refused"], "Choose what became of it"), answer: text, isThem: z.boolean() })
  .refine(({ state, answer }) => state !== "refused" || answer !== "", { path: ["answer"], message: "Say why: a refusal needs its reason" })
  .refine(({ state, isThem }) => state !== "done" || isThem, { path: ["isThem"], message: "Make sure that it is them, then tick the box" });
