/** What is sent to the operations on inductions. */
import * as z from "zod";
import { draftContent } from "#worker/domain/induction/content.ts";
import { instant } from "#worker/domain/day.ts";
import { GAP_IDS } from "#worker/domain/induction/starters/gaps.ts";
import { STARTERS, type StarterName } from "#worker/domain/induction/starters/all.ts";
import { line } from "#worker/domain/person/schemas.ts";
import { VISITOR_TYPES } from "#worker/domain/visit/schemas.ts";

const STARTER_NAMES = Object.keys(STARTERS) as [StarterName, ...StarterName[]];

const templateName = line.refine((text) => text.length > 0, "Enter a name").refine((text) => text.length <= 100, "Use 100 characters or fewer");

const visitorTypes = z
  .array(z.enum(VISITOR_TYPES))
  .min(1, "Choose whom it is for")
  .max(VISITOR_TYPES.length)
  .refine((list) => new Set(list).size === list.length, "Choose each kind of visitor once");

export const templateInput = z.strictObject({ templateId: z.uuid() });
export const versionInput = z.strictObject({ versionId: z.uuid() });

export const completionInput = z.strictObject({ completionId: z.uuid() });

/** Newest first; `olderThan` is the last of the page before. */
export const completionsInput = z.strictObject({
  templateId: z.uuid(),
  siteId: z.uuid().optional(),
  standing: z.enum(["valid", "expired"]).optional(),
  olderThan: z.strictObject({ at: instant, id: z.uuid() }).optional(),
  pageRows: z.int().min(1).max(200).default(50),
});

/** `templateId` is made when the form is shown: a form sent twice makes one. `copyOf` is a template that the member sees; `draft` is what somebody wrote that could not be saved. */
export const createTemplateInput = z.strictObject({
  templateId: z.uuid(),
  /** Null: for all sites of the company. */
  siteId: z.uuid().nullable(),
  name: templateName,
  visitorTypes,
  from: z.union([z.enum([...STARTER_NAMES, "nothing"]), z.strictObject({ copyOf: z.uuid() }), z.strictObject({ draft: draftContent })]),
});

/** `draftNumber` is that of the draft that was seen. */
export const saveDraftInput = z.strictObject({ templateId: z.uuid(), draftNumber: z.int().min(1), name: templateName, visitorTypes, draft: draftContent });

const fact = line.refine((text) => text.length <= 200, "Use 200 characters or fewer");

/** `facts`: what comes in place of gaps, by their ids; a gap with none, or an empty one, stays. */
export const fillGapsInput = z.strictObject({ templateId: z.uuid(), facts: z.partialRecord(z.enum(GAP_IDS), fact) });

/**
 * `versionId` is made when the question is shown. `redo`: whoever passed an earlier version does this one at their next visit. `withGaps`: it is published
 * although a starter's gaps are open in it.
 */
export const publishInput = z.strictObject({ templateId: z.uuid(), draftNumber: z.int().min(1), versionId: z.uuid(), redo: z.boolean(), withGaps: z.boolean().default(false) });
