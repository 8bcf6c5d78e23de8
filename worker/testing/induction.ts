/** Contents of inductions for tests, by hand. The browser's tests take them, too. */
import { draftContent, type Block, type Content } from "#worker/domain/induction/content.ts";
import type { Question } from "#worker/domain/induction/questions.ts";

/** A picture, the smallest of its kind. */
export const PNG = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="), (sign) => sign.charCodeAt(0));

export const READY = {
  heading: { text: { en: "Heading" } },
  text: { text: { en: "Text" } },
  image: { assetId: "00000000-0000-7000-8000-000000000001", alt: { en: "A map" } },
  pdf: { assetId: "00000000-0000-7000-8000-000000000002", title: { en: "The plan" } },
  video: { url: "https://youtu.be/dQw4w9WgXcQ", title: { en: "A film" } },
};

const asked = { text: { en: "Question" }, help: {}, required: false, showIf: null };
const marked = { right: null, points: 1, pool: false, critical: null };
const options = [{ id: "a", text: { en: "A" } }, { id: "b", text: { en: "B" } }, { id: "c", text: { en: "C" } }];

const ASKED = {
  short_text: asked,
  long_text: asked,
  number: { ...asked, min: null, max: null, unit: null, ...marked },
  date: { ...asked, when: "any" },
  single: { ...asked, options, ...marked },
  multiple: { ...asked, options, ...marked },
  yes_no: { ...asked, ...marked },
  checkbox: { ...asked, critical: null },
  acknowledgement: { ...asked, critical: null },
  photo: asked,
  signature: asked,
};

export const QUESTION_KINDS = Object.keys(ASKED) as Question["kind"][];
export const BLOCK_KINDS = [...Object.keys(READY), ...QUESTION_KINDS] as Block["kind"][];

/** A block id from a short name: "q1" → "q1zzzzzz". */
export const idOf = (name: string) => name.padEnd(8, "z");

/** A block that can be published; `own` says otherwise. */
export function makeBlock<Kind extends Block["kind"]>(kind: Kind, name: string, own: Partial<Extract<Block, { kind: Kind }>> = {}): Extract<Block, { kind: Kind }> {
  return { kind, id: idOf(name), ...{ ...READY, ...ASKED }[kind], ...own } as unknown as Extract<Block, { kind: Kind }>;
}

/** A content of these blocks, as its schema keeps it. */
export function makeContent(blocks: Block[], own: Partial<Content> = {}): Content {
  return draftContent.parse({ languages: ["en"], title: { en: "Title" }, blocks, quiz: null, validDays: null, ...own });
}

/** A source of randomness from a seed, for draw(). */
export function makeRandom(seed: number): (max: number) => number {
  let state = seed >>> 0;
  return (max) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * max);
  };
}
