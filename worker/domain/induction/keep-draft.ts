/** What somebody typed on a step and has not sent: kept while they go back, read it in another language, or take a photo away. */
import * as z from "zod";
import type { VisitorContext } from "#worker/context.ts";
import { isPhoto } from "#worker/domain/induction/answers.ts";
import { blockId } from "#worker/domain/induction/blocks.ts";
import { isQuestion } from "#worker/domain/induction/content.ts";
import { keepPhotos, removePhoto } from "#worker/domain/induction/photos.ts";
import { formFields, getStep } from "#worker/domain/induction/step.ts";
import { keepAsked, shown } from "#worker/domain/induction/steps.ts";
import { parse } from "#worker/domain/parse.ts";

export const draftInput = z.strictObject({
  attemptId: z.uuid(),
  step: z.int().min(0).max(200),
  ...formFields,
  /** Of a photo that they want to take away again. */
  removed: blockId.nullable().default(null),
});

/** Longer than any step that is answered in a few sentences and signed. */
const MOST_CHARACTERS = 100_000;

/** Nothing of it is checked, nor an answer yet. A photo that came along is kept as any. No trip. Throws NOT_FOUND when the attempt is over. */
export async function keepDraft(context: VisitorContext, bucket: R2Bucket, raw: z.input<typeof draftInput>): Promise<void> {
  const { attemptId, step, form, files, removed } = parse(draftInput, raw);
  const { attempt, steps, step: reached } = await getStep(context, { attemptId, step });
  const asked = steps[step];
  if (!asked || reached !== step) return;
  const visible = shown(asked.blocks, keepAsked(steps, attempt.answers));
  await keepPhotos(context, bucket, { attempt, asked: visible, files });
  const names = new Set(visible.filter(isQuestion).flatMap(({ id, kind }) => (kind === "photo" ? [] : [id, `${id}.drawn`])));
  const draft = Object.fromEntries(Object.entries(form).filter(([name]) => names.has(name)));
  if (JSON.stringify(draft).length <= MOST_CHARACTERS) await context.gate.keepDraft(attemptId, step, draft);
  if (removed && isPhoto(attempt.answers[removed])) await removePhoto(context, bucket, { attemptId, blockId: removed });
}
