/** What an induction holds. A draft may be half-finished, but its shapes, sizes and ids are strict: it is kept as it is parsed. */
import * as z from "zod";
import { CONTENT_SHAPES } from "#worker/domain/induction/blocks.ts";
import { QUESTION_SHAPES, type Question } from "#worker/domain/induction/questions.ts";
import { language, lineWords } from "#worker/domain/induction/text.ts";

export const MAX_BLOCKS = 200;
export const MAX_CONTENT_BYTES = 256 * 1024;

const isUnique = (list: unknown[]) => new Set(list).size === list.length;

const block = z.discriminatedUnion("kind", [...CONTENT_SHAPES, ...QUESTION_SHAPES]);

/** One piece of an induction: something to read or a question. */
export type Block = z.output<typeof block>;

/** `draw`: so many of the pool's questions, or null for all of them. */
const quiz = z.strictObject({
  passPercent: z.int().min(0, "Choose 0 to 100 %").max(100, "Choose 0 to 100 %"),
  attempts: z.int().min(1, "Choose 1 to 10").max(10, "Choose 1 to 10"),
  coolDownMinutes: z.int().min(0, "Choose up to 10,080 minutes, a week").max(10_080, "Choose up to 10,080 minutes, a week"),
  draw: z.int().min(1, "Choose 1 to 100 questions").max(100, "Choose 1 to 100 questions").nullable(),
});

export type Quiz = z.output<typeof quiz>;

const shape = z.strictObject({
  /** The first is the main one: what is written in it is there for everybody. */
  languages: z.array(language).min(1, "Choose a language").max(20, "Use 20 languages or fewer").refine(isUnique, "A language stands there twice"),
  title: lineWords(200),
  blocks: z
    .array(block)
    .max(MAX_BLOCKS, `Use ${MAX_BLOCKS} blocks or fewer`)
    .refine((blocks) => isUnique(blocks.map(({ id }) => id)), "Two blocks have the same id"),
  quiz: quiz.nullable(),
  /** How long a completion counts; null for ever. */
  validDays: z.int().min(1, "Choose 1 to 3,650 days").max(3650, "Choose 1 to 3,650 days").nullable(),
});

export type Content = z.output<typeof shape>;

/** What an autosave may hold. */
export const draftContent = shape.refine((content) => countContentBytes(content) <= MAX_CONTENT_BYTES, "This induction is too long: use 256 KiB of text or less");

/** As it is kept: JSON in UTF-8. */
export function countContentBytes(content: Content): number {
  return new TextEncoder().encode(JSON.stringify(content)).byteLength;
}

const READ_KINDS = ["heading", "text", "image", "pdf", "video"];

export const isQuestion = (block: Block): block is Question => !READ_KINDS.includes(block.kind);
