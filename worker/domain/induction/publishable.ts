/** What stands between a draft and its publishing. */
import { findConditionFault } from "#worker/domain/induction/conditions.ts";
import { isQuestion, type Block, type Content } from "#worker/domain/induction/content.ts";
import { isMarkable, isOfPool, type Markable, type Question } from "#worker/domain/induction/questions.ts";
import { textsOf, type PlacedText } from "#worker/domain/induction/texts.ts";
import { findVideo } from "#worker/domain/induction/video.ts";
import { ownWords } from "#worker/domain/induction/words.ts";

/** `blockId` is null for what concerns the whole. */
export interface Obstacle {
  blockId: string | null;
  message: string;
}

/** What must be put right before these can be published, in the order of the blocks. Words missing in another language than the main one are no obstacle. */
export function publishable(content: Content, { photosAllowed }: { photosAllowed: boolean }): Obstacle[] {
  const [main = "en"] = content.languages;
  const texts = textsOf(content).filter(({ words, isOptional }) => !isOptional && ownWords(words, main) === "");
  const own = (blockId: string | null) => [...new Set(texts.filter((text) => text.blockId === blockId).map(({ field }) => missing(field)))];
  const whole = [...own(null), ...faultsOfWhole(content)].map((message) => ({ blockId: null, message }));
  return [...whole, ...content.blocks.flatMap((block, index) => [...own(block.id), ...faultsOf(block, content.blocks.slice(0, index)), ...(photosAllowed ? [] : faultsOfPhoto(block))].map((message) => ({ blockId: block.id, message })))];
}

const MISSING: Record<string, string> = {
  title: "Enter a title",
  text: "Enter the text",
  alt: "Say in words what the picture shows",
  unit: "Enter the unit, or take it away",
};

const missing = (field: PlacedText["field"]) => MISSING[field] ?? "Enter the text of each answer";

function faultsOfWhole({ blocks, quiz }: Content): string[] {
  if (blocks.length === 0) return ["Add a block"];
  if (quiz === null) return [];
  const pool = blocks.filter(isOfPool).length;
  if (quiz.draw !== null && quiz.draw > pool) return [pool === 0 ? "The quiz asks only some questions, and no question is marked “Ask it only sometimes”" : `The quiz asks ${quiz.draw} of the questions marked “Ask it only sometimes”, and there are ${pool}`];
  return blocks.some((block) => isMarkable(block) && block.right !== null) ? [] : ["The quiz has no question with a right answer"];
}

function faultsOf(block: Block, earlier: Block[]): string[] {
  if (block.kind === "image" || block.kind === "pdf") return block.assetId === null ? ["Choose a file"] : [];
  if (block.kind === "video") return findVideo(block.url) === null ? ["Paste the address of a video at YouTube or Vimeo, beginning with https://"] : [];
  return isQuestion(block) ? [...faultsOfKind(block), ...faultsOfMarking(block), ...findConditionFault(block, earlier)] : [];
}

function faultsOfKind(question: Question): string[] {
  if ("options" in question && question.options.length < 2) return ["Add at least two options"];
  if (question.kind === "number" && question.min !== null && question.max !== null && question.min > question.max) return ["The lowest number is higher than the highest"];
  return [];
}

export const PHOTOS_OFF = "Photos are off: an owner turns them on in Settings. Until then take this question out, or make it one that people may leave empty";

/** Who must answer it would not be asked. */
const faultsOfPhoto = (block: Block): string[] => (block.kind === "photo" && block.required ? [PHOTOS_OFF] : []);

function faultsOfMarking(question: Question): string[] {
  if (!isMarkable(question)) return [];
  if (question.right !== null) return canBeRight(question) ? [] : ["Say which answer is right: nobody can give the one that is chosen now"];
  const needs = [question.pool ? ["A question that is asked only sometimes needs a right answer"] : [], question.critical ? ["A question that can stop people needs a right answer"] : []];
  return needs.flat();
}

function canBeRight(question: Markable): boolean {
  if (question.kind === "yes_no" || question.right === null) return true;
  if (question.kind === "number") return Math.max(question.right.min, question.min ?? -Infinity) <= Math.min(question.right.max, question.max ?? Infinity);
  const known = new Set(question.options.map(({ id }) => id));
  return question.right.length > 0 && question.right.every((id) => known.has(id));
}
