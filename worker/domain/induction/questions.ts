/** The pieces of an induction that are answered. */
import * as z from "zod";
import { blockId } from "#worker/domain/induction/blocks.ts";
import { lineWords } from "#worker/domain/induction/text.ts";

export const MAX_OPTIONS = 20;

const optionId = z.string().regex(/^[a-z0-9]{1,8}$/, "An option's id is up to eight letters or digits");

/** `anyOf` holds ids of options, "yes", "no" or "ticked". */
const condition = z.strictObject({
  questionId: blockId,
  is: z.union([z.literal("answered"), z.strictObject({ anyOf: z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).max(MAX_OPTIONS) })]),
});

/** When a question is asked at all. */
export type Condition = z.output<typeof condition>;

const options = z
  .array(z.strictObject({ id: optionId, text: lineWords(300) }))
  .max(MAX_OPTIONS, `Use ${MAX_OPTIONS} options or fewer`)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "Two options have the same id");

export type Option = z.output<typeof options>[number];

const number = z.number().min(-1e12).max(1e12);

/** What a wrong answer does: nobody comes in with it, or somebody of the site decides. */
const critical = z.enum(["stop", "ask"]).nullable();
export type Critical = NonNullable<z.output<typeof critical>>;

const asked = { id: blockId, text: lineWords(1000), help: lineWords(1000), required: z.boolean(), showIf: condition.nullable() };
/** `right` is null where any answer will do. A question of the pool is asked when it is drawn. */
const marked = { points: z.int().min(1).max(10), pool: z.boolean(), critical };
const rightOptions = z
  .array(optionId)
  .max(MAX_OPTIONS)
  .refine((list) => new Set(list).size === list.length, "An option stands there twice")
  .nullable();

const shortText = z.strictObject({ kind: z.literal("short_text"), ...asked });
const longText = z.strictObject({ kind: z.literal("long_text"), ...asked });
const numberQuestion = z.strictObject({
  kind: z.literal("number"),
  ...asked,
  min: number.nullable(),
  max: number.nullable(),
  unit: lineWords(30).nullable(),
  right: z.strictObject({ min: number, max: number }).nullable(),
  ...marked,
});
/** Today is past and future. */
const date = z.strictObject({ kind: z.literal("date"), ...asked, when: z.enum(["past", "future", "any"]) });
/** Any of `right` is right. */
const single = z.strictObject({ kind: z.literal("single"), ...asked, options, right: rightOptions, ...marked });
/** All of `right` and no other is right. */
const multiple = z.strictObject({ kind: z.literal("multiple"), ...asked, options, right: rightOptions, ...marked });
const yesNo = z.strictObject({ kind: z.literal("yes_no"), ...asked, right: z.enum(["yes", "no"]).nullable(), ...marked });
const checkbox = z.strictObject({ kind: z.literal("checkbox"), ...asked, critical });
const acknowledgement = z.strictObject({ kind: z.literal("acknowledgement"), ...asked, critical });
const photo = z.strictObject({ kind: z.literal("photo"), ...asked });
const signature = z.strictObject({ kind: z.literal("signature"), ...asked });

export const QUESTION_SHAPES = [shortText, longText, numberQuestion, date, single, multiple, yesNo, checkbox, acknowledgement, photo, signature] as const;

export type Question = z.output<(typeof QUESTION_SHAPES)[number]>;

/** A question that can have a right answer. */
export type Markable = Extract<Question, { right: unknown }>;

export const isMarkable = (block: { kind: string }): block is Markable => ["number", "single", "multiple", "yes_no"].includes(block.kind);

/** Whether the question stands in the pool of the quiz. */
export const isOfPool = (block: { kind: string }): block is Markable => isMarkable(block) && block.pool;

/** Where photos are off, nobody is held up by a question for one. */
export const mustAnswer = ({ kind, required }: Question, photos: boolean): boolean => required && (photos || kind !== "photo");
