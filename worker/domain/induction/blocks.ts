/** The pieces of an induction that are read: headings, text, pictures, documents and videos. */
import * as z from "zod";
import { lineWords, textWords } from "#worker/domain/induction/text.ts";

/** Eight letters or digits that the editor makes. They stay while the block is edited and moved. */
export const blockId = z.string().regex(/^[a-z0-9]{8}$/, "A block's id is eight letters or digits");

/** Null until a file is chosen. */
const assetId = z.uuid().nullable();

const heading = z.strictObject({ kind: z.literal("heading"), id: blockId, text: lineWords(200) });
const text = z.strictObject({ kind: z.literal("text"), id: blockId, text: textWords(20_000) });
const image = z.strictObject({ kind: z.literal("image"), id: blockId, assetId, alt: lineWords(500) });
const pdf = z.strictObject({ kind: z.literal("pdf"), id: blockId, assetId, title: lineWords(200) });
/** As it was pasted. What is shown is made from what findVideo() finds in it. */
const video = z.strictObject({ kind: z.literal("video"), id: blockId, url: z.string().trim().max(500, "Use 500 characters or fewer"), title: lineWords(200) });

export const CONTENT_SHAPES = [heading, text, image, pdf, video] as const;

export type ContentBlock = z.output<(typeof CONTENT_SHAPES)[number]>;
