/** What the editor does to a draft. Each change gives a new draft and leaves the old one as it was. */
import type { Block, Content } from "#worker/domain/induction/content.ts";
import type { Question } from "#worker/domain/induction/questions.ts";

/** All that is edited and saved together. */
export interface Draft {
  name: string;
  visitorTypes: string[];
  content: Content;
}

export type Kind = Block["kind"];

export const MOST_BLOCKS = 200;
const READ_KINDS: readonly Kind[] = ["heading", "text", "image", "pdf", "video"];

export const isQuestion = (block: Block): block is Question => !READ_KINDS.includes(block.kind);

const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Eight letters or digits that none of `taken` has. `random(max)` gives a whole number from 0 to below `max`. */
export function makeId(random: (max: number) => number, taken: readonly string[]): string {
  for (;;) {
    const id = Array.from({ length: 8 }, () => SIGNS[random(SIGNS.length)]).join("");
    if (!taken.includes(id)) return id;
  }
}

const idsOf = (content: Content) => content.blocks.map(({ id }) => id);
export const makeBlockId = (random: (max: number) => number, content: Content) => makeId(random, idsOf(content));

const asked = { text: {}, help: {}, required: true, showIf: null };
const marked = { right: null, points: 1, pool: false, critical: null };

/** A block as it begins: with nothing written in it yet. */
export function newBlock(kind: Kind, id: string): Block {
  switch (kind) {
    case "heading":
    case "text":
      return { kind, id, text: {} };
    case "image":
      return { kind, id, assetId: null, alt: {} };
    case "pdf":
      return { kind, id, assetId: null, title: {} };
    case "video":
      return { kind, id, url: "", title: {} };
    case "number":
      return { kind, id, ...asked, min: null, max: null, unit: null, ...marked };
    case "date":
      return { kind, id, ...asked, when: "any" };
    case "single":
    case "multiple":
      return { kind, id, ...asked, options: [{ id: "a", text: {} }, { id: "b", text: {} }], ...marked };
    case "yes_no":
      return { kind, id, ...asked, ...marked };
    case "acknowledgement":
      return { kind, id, ...asked, critical: null };
    // One that must be ticked could be answered in one way only.
    case "checkbox":
      return { kind, id, ...asked, required: false, critical: null };
    // Where photos are off, one that must be answered can't be published.
    case "photo":
      return { kind, id, ...asked, required: false };
    default:
      return { kind, id, ...asked };
  }
}

const withBlocks = (content: Content, blocks: Block[]): Content => ({ ...content, blocks });

/** Puts it after that block, or at the end. */
export function insertAfter(content: Content, block: Block, afterId: string | null): Content {
  const at = idsOf(content).indexOf(afterId ?? "");
  return withBlocks(content, content.blocks.toSpliced(at === -1 ? content.blocks.length : at + 1, 0, block));
}

/** To the place of that number, from 0; what is beyond the ends stops at them. The same content where nothing moves. */
export function moveTo(content: Content, id: string, place: number): Content {
  const from = idsOf(content).indexOf(id);
  const to = Math.max(0, Math.min(place, content.blocks.length - 1));
  const block = content.blocks[from];
  if (!block || from === to) return content;
  return withBlocks(content, content.blocks.toSpliced(from, 1).toSpliced(to, 0, block));
}

export const moveBy = (content: Content, id: string, by: number): Content => moveTo(content, id, idsOf(content).indexOf(id) + by);

export const remove = (content: Content, id: string): Content => withBlocks(content, content.blocks.filter((block) => block.id !== id));

/** The same again, right after it. */
export function duplicate(content: Content, id: string, copyId: string): Content {
  const block = content.blocks.find((one) => one.id === id);
  return block ? insertAfter(content, { ...structuredClone(block), id: copyId }, id) : content;
}

/** `own` says what is other in it. Gives the same content when there is no such block. */
export function changeBlock(content: Content, id: string, own: Partial<Block>): Content {
  if (!idsOf(content).includes(id)) return content;
  return withBlocks(content, content.blocks.map((block) => (block.id === id ? ({ ...block, ...own } as Block) : block)));
}

/** Whether the quiz asks it of some people only. */
export const isOfPool = (block: Block): boolean => "pool" in block && block.pool;

/** What a question's condition can look back at. A question of the pool is not asked of everybody. */
export function earlierQuestions(content: Content, id: string): Question[] {
  const at = idsOf(content).indexOf(id);
  return content.blocks.slice(0, Math.max(0, at)).filter(isQuestion).filter((block) => !isOfPool(block));
}

/** The answers that a condition can ask for by name, as ids; the options of a choice bring their own words. */
export function answersOf(question: Question): string[] {
  if ("options" in question) return question.options.map(({ id }) => id);
  if (question.kind === "yes_no") return ["yes", "no"];
  return question.kind === "checkbox" || question.kind === "acknowledgement" ? ["ticked"] : [];
}

/** Takes an option away, and with it what was right about it. */
export function withoutOption<Q extends Extract<Question, { options: unknown }>>(question: Q, optionId: string): Partial<Block> {
  const right = question.right?.filter((id) => id !== optionId) ?? null;
  return { options: question.options.filter(({ id }) => id !== optionId), right: right?.length === 0 ? null : right };
}
