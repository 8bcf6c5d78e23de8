/** Which conditions can be kept: they look back, never forward, so no chain of them comes round to where it began. */
import { isQuestion, type Block } from "#worker/domain/induction/content.ts";
import { isOfPool, type Question } from "#worker/domain/induction/questions.ts";

/** What is wrong with a question's condition, or nothing. `earlier` are the blocks before it. */
export function findConditionFault(question: Question, earlier: Block[]): string[] {
  if (question.showIf === null) return [];
  if (isOfPool(question)) return ["A question that is asked only sometimes can't depend on an answer: choose one of the two"];
  const { questionId, is } = question.showIf;
  const target = earlier.find(({ id }) => id === questionId);
  if (!target || !isQuestion(target)) return ["The question it depends on is gone or comes later"];
  if (isOfPool(target)) return ["It depends on a question that is asked only sometimes, so not everybody answers it"];
  if (is === "answered") return [];
  const possible = possibleAnswers(target);
  if (possible.length === 0) return ["The question it depends on has no answers to choose from: ask whether it was answered"];
  return is.anyOf.length > 0 && is.anyOf.every((answer) => possible.includes(answer)) ? [] : ["Choose the answers it depends on"];
}

/** What a condition can ask for by name. */
export function possibleAnswers(question: Question): string[] {
  switch (question.kind) {
    case "single":
    case "multiple":
      return question.options.map(({ id }) => id);
    case "yes_no":
      return ["yes", "no"];
    case "checkbox":
    case "acknowledgement":
      return ["ticked"];
    default:
      return [];
  }
}
