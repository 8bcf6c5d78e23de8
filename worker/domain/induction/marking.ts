/** What an attempt comes to. */
import type { Answer, Answers } from "#worker/domain/induction/answers.ts";
import { isQuestion, type Content } from "#worker/domain/induction/content.ts";
import { isMarkable, type Critical, type Markable, type Question } from "#worker/domain/induction/questions.ts";
import { keepAsked, shown, stepsOf } from "#worker/domain/induction/steps.ts";

export interface Mark {
  /** In points. */
  score: number;
  outOf: number;
  passed: boolean;
  /** Questions with a right answer that was not given. */
  wrong: string[];
  /** What the critical ones come to, whatever the score. */
  stopped: Critical | null;
  /** Critical questions that were answered wrongly or not ticked. */
  critical: string[];
}

/** Marks what was asked in an attempt that drew these questions. A question that was not shown is not marked; one that was left out is wrong. */
export function mark(content: Content, drawn: string[], answers: Answers): Mark {
  const steps = stepsOf(content, drawn);
  const kept = keepAsked(steps, answers);
  const asked = steps.flatMap(({ blocks }) => shown(blocks, kept)).filter(isQuestion);
  const marked = asked.filter(isMarkable).filter(({ right }) => right !== null);
  const wrong = marked.filter((question) => !isRight(question, kept[question.id]));
  const failed = asked.filter((question) => criticalOf(question) !== null && (isMarkable(question) ? wrong.includes(question) : kept[question.id] !== "ticked"));
  const outOf = countPoints(marked);
  const score = outOf - countPoints(wrong);
  return {
    score,
    outOf,
    passed: content.quiz === null || score * 100 >= content.quiz.passPercent * outOf,
    wrong: wrong.map(({ id }) => id),
    stopped: failed.some((question) => criticalOf(question) === "stop") ? "stop" : failed.length > 0 ? "ask" : null,
    critical: failed.map(({ id }) => id),
  };
}

/** The points that pass the quiz. */
export const pointsNeeded = ({ quiz }: Content, { outOf }: Pick<Mark, "outOf">): number => Math.ceil(((quiz?.passPercent ?? 0) * outOf) / 100);

/** What a wrong answer to this question does. Without a right answer none is wrong. */
export function criticalOf(question: Question): Critical | null {
  if (!("critical" in question)) return null;
  return isMarkable(question) && question.right === null ? null : question.critical;
}

const countPoints = (questions: Markable[]) => questions.reduce((sum, { points }) => sum + points, 0);

function isRight(question: Markable, answer: Answer | undefined): boolean {
  if (answer === undefined || question.right === null) return false;
  switch (question.kind) {
    case "yes_no":
      return answer === question.right;
    case "single":
      return typeof answer === "string" && question.right.includes(answer);
    case "multiple":
      return Array.isArray(answer) && answer.length === question.right.length && question.right.every((id) => answer.includes(id));
    case "number":
      return typeof answer === "string" && Number(answer) >= question.right.min && Number(answer) <= question.right.max;
  }
}
