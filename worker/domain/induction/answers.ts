/** What somebody answered, read from a form. A question without an answer has no entry. */
import { parseAnswer } from "#worker/domain/induction/answer.ts";
import { isQuestion } from "#worker/domain/induction/content.ts";
import { shown, type Step } from "#worker/domain/induction/steps.ts";
import type { FieldErrors } from "#worker/errors.ts";

/** `drawn` is SVG path data; `typed` may then be empty. */
export type Signature = { typed: string } | { typed: string; drawn: string };

/** Text, a number in plain decimal, YYYY-MM-DD, an option's id, "yes", "no", "ticked", a photo's asset id; several ids of options; or a signature. */
export type Answer = string | string[] | Signature;

/** By the block's id. */
export type Answers = Record<string, Answer>;

/**
 * The answers so far with those of this step in place of its earlier ones, or what to mend by the block's id. Fields are named by the block's id; a
 * signature's drawing by the id and ".drawn". What the page has besides is taken out before. `today` is YYYY-MM-DD at the site.
 */
export function parseAnswers(step: Step, answersSoFar: Answers, form: Record<string, string[]>, today: string): { answers: Answers } | { fields: FieldErrors } {
  const questions = step.blocks.filter(isQuestion);
  const names = new Set(questions.flatMap(({ id, kind }) => (kind === "signature" ? [id, `${id}.drawn`] : [id])));
  if (Object.keys(form).some((name) => !names.has(name))) return { fields: { form: "This page has changed since you opened it. Open it again and answer once more." } };

  const own = new Set(questions.map(({ id }) => id));
  const earlier = Object.fromEntries(Object.entries(answersSoFar).filter(([id]) => !own.has(id)));
  const asked = shown(questions, earlier).filter(isQuestion);
  const read = asked.map((question) => [question.id, parseAnswer(question, form[question.id] ?? [], form[`${question.id}.drawn`] ?? [], today)] as const);
  const faults = read.flatMap(([id, result]) => ("fault" in result ? [[id, result.fault] as const] : []));
  if (faults.length > 0) return { fields: Object.fromEntries(faults) };
  const given = read.flatMap(([id, result]) => ("answer" in result && result.answer !== null ? [[id, result.answer] as const] : []));
  return { answers: { ...earlier, ...Object.fromEntries(given) } };
}
