/** An induction as the screens that somebody goes through, and which of it they are asked. */
import type { Answers } from "#worker/domain/induction/answers.ts";
import { isQuestion, type Block, type Content } from "#worker/domain/induction/content.ts";
import { isOfPool, type Condition } from "#worker/domain/induction/questions.ts";

const MAX_QUESTIONS_A_STEP = 6;

/** One screen of an induction. */
export interface Step {
  blocks: Block[];
}

/** Ids of the pool's questions for one attempt, in random order. `random(max)` gives a whole number from 0 to below `max`. */
export function draw(content: Content, random: (max: number) => number): string[] {
  const pool = content.blocks.filter(isOfPool).map(({ id }) => id);
  const drawn: string[] = [];
  const wanted = Math.min(content.quiz?.draw ?? pool.length, pool.length);
  while (drawn.length < wanted) drawn.push(...pool.splice(random(pool.length), 1));
  return drawn;
}

/**
 * The screens of an attempt that drew these questions of the pool. They stand, in drawn order, where the pool's first question stood. A heading
 * begins a step; so does a question over six, a second photo, and one that depends on an answer of the same step, as the page decides without script.
 */
export function stepsOf(content: Content, drawn: string[]): Step[] {
  const steps: Step[] = [];
  for (const block of placeDrawn(content.blocks, drawn)) {
    const last = steps.at(-1);
    if (!last || block.kind === "heading") steps.push({ blocks: [block] });
    else if (needsNewStep(last.blocks, block)) steps.push({ blocks: [...takeLeadIn(last.blocks), block] });
    else last.blocks.push(block);
  }
  return steps;
}

/** The blocks of a step that are shown after these answers. What stands on the step itself decides nothing on it. */
export function shown(blocks: Block[], answers: Answers): Block[] {
  return blocks.filter((block) => !isQuestion(block) || block.showIf === null || isMet(block.showIf, answers));
}

/** The answers that still count: going back and answering otherwise can hide a question that was answered already. */
export function keepAsked(steps: Step[], answers: Answers): Answers {
  let kept: Answers = {};
  for (const { blocks } of steps) {
    const asked = shown(blocks, kept).filter(({ id }) => Object.hasOwn(answers, id));
    kept = { ...kept, ...Object.fromEntries(asked.map(({ id }) => [id, answers[id] ?? ""])) };
  }
  return kept;
}

function isMet({ questionId, is }: Condition, answers: Answers): boolean {
  const answer = Object.hasOwn(answers, questionId) ? answers[questionId] : undefined;
  if (answer === undefined) return false;
  if (is === "answered") return true;
  if (Array.isArray(answer)) return answer.some((option) => is.anyOf.includes(option));
  return typeof answer === "string" && is.anyOf.includes(answer);
}

function placeDrawn(blocks: Block[], drawn: string[]): Block[] {
  const pool = blocks.filter(isOfPool);
  const chosen = [...new Set(drawn)].flatMap((id) => pool.find((question) => question.id === id) ?? []);
  return blocks.flatMap((block): Block[] => (!isOfPool(block) ? [block] : block.id === pool[0]?.id ? chosen : []));
}

function needsNewStep(blocks: Block[], next: Block): boolean {
  if (!isQuestion(next)) return false;
  const questions = blocks.filter(isQuestion);
  // A form takes one photo: two could be more than the door lets through.
  if (next.kind === "photo" && questions.some(({ kind }) => kind === "photo")) return true;
  return questions.length >= MAX_QUESTIONS_A_STEP || questions.some(({ id }) => id === next.showIf?.questionId);
}

/** What is read after a step's last question belongs to the question that comes next: it goes along with it. */
function takeLeadIn(blocks: Block[]): Block[] {
  return blocks.splice(blocks.findLastIndex(isQuestion) + 1);
}
