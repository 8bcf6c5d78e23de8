/** What somebody answered, read from a form. A question without an answer has no entry. */
import { parseAnswer } from "#worker/domain/induction/answer.ts";
import { isQuestion } from "#worker/domain/induction/content.ts";
import type { PhotoType } from "#worker/domain/induction/photo-metadata.ts";
import { shown, type Step } from "#worker/domain/induction/steps.ts";
import type { FieldErrors } from "#worker/errors.ts";

/** `drawn` is SVG path data; `typed` may then be empty. */
export type Signature = { typed: string } | { typed: string; drawn: string };

/** Its file stands where the attempt and the block say (photoKey); `sha256` in hex. */
export interface Photo {
  photo: { attemptId: string; mediaType: PhotoType; bytes: number; sha256: string };
}

/** Text, a number in plain decimal, YYYY-MM-DD, an option's id, "yes", "no", "ticked"; several ids of options; a signature; or a photo. */
export type Answer = string | string[] | Signature | Photo;

export const isPhoto = (answer: Answer | null | undefined): answer is Photo => typeof answer === "object" && answer !== null && "photo" in answer;

/** Where and when it is answered. */
export interface AtSite {
  today: string;
  photos: boolean;
}

/** By the block's id. */
export type Answers = Record<string, Answer>;

/**
 * The answers so far with those of this step in place of its earlier ones, or what to mend by the block's id. Fields are named by the block's id; a
 * signature's drawing by the id and ".drawn". What the page has besides is taken out before; so are photos, which stand among
 * the answers so far once they are kept. `today` is YYYY-MM-DD at the site, `photos` whether they are asked for there.
 */
export function parseAnswers(step: Step, answersSoFar: Answers, form: Record<string, string[]>, { today, photos }: AtSite): { answers: Answers } | { fields: FieldErrors } {
  const questions = step.blocks.filter(isQuestion);
  const names = new Set(questions.flatMap(({ id, kind }) => (kind === "photo" ? [] : kind === "signature" ? [id, `${id}.drawn`] : [id])));
  // A file field that was left empty may come as an empty text.
  const photoFields = new Set(questions.flatMap(({ id, kind }) => (kind === "photo" ? [id] : [])));
  const isOurs = ([name, values]: [string, string[]]) => names.has(name) || (photoFields.has(name) && values.every((value) => value === ""));
  if (!Object.entries(form).every(isOurs)) return { fields: { form: "This page has changed since you opened it. Open it again and answer once more." } };

  const own = new Set(questions.map(({ id }) => id));
  const earlier = Object.fromEntries(Object.entries(answersSoFar).filter(([id]) => !own.has(id)));
  const asked = shown(questions, earlier).filter(isQuestion);
  const sentOf = (id: string) => ({ values: form[id] ?? [], drawn: form[`${id}.drawn`] ?? [], kept: Object.hasOwn(answersSoFar, id) ? answersSoFar[id] : undefined });
  const read = asked.map((question) => [question.id, parseAnswer(question, sentOf(question.id), { today, photos })] as const);
  const faults = read.flatMap(([id, result]) => ("fault" in result ? [[id, result.fault] as const] : []));
  if (faults.length > 0) return { fields: Object.fromEntries(faults) };
  const given = read.flatMap(([id, result]) => ("answer" in result && result.answer !== null ? [[id, result.answer] as const] : []));
  return { answers: { ...earlier, ...Object.fromEntries(given) } };
}
