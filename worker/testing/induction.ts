/** Contents of inductions for tests: by hand, and any at all. */
import { draftContent, type Block, type Content } from "#worker/domain/induction/content.ts";
import type { Question } from "#worker/domain/induction/questions.ts";
import { fc } from "./fast-check.ts";

/** A picture, the smallest of its kind. */
export const PNG = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="), (sign) => sign.charCodeAt(0));

const READY = {
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

const words = fc.dictionary(fc.constantFrom("en", "mi", "zh-Hans"), fc.constantFrom("", "Kia ora", "[the site]", "=1+1", "Ōtāhuhu\nmahi 👷🏽"), { maxKeys: 3 });
const lineOf = words.map((list) => Object.fromEntries(Object.entries(list).map(([language, text]) => [language, text.replace("\n", " ")])));

/** Ids of a small alphabet, so that conditions often mean a block: an earlier one, a later one, itself or none. */
const anyId = fc.integer({ min: 0, max: 40 }).map((number) => idOf(`b${number}x`));
const anyCondition = fc.option(fc.record({ questionId: anyId, is: fc.oneof(fc.constant("answered" as const), fc.record({ anyOf: fc.subarray(["a", "b", "yes", "no", "ticked"]) })) }));
const anyOptions = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 }).chain((ids) => fc.tuple(...ids.map((id) => lineOf.map((text) => ({ id, text })))));
const anyMarking = { points: fc.integer({ min: 1, max: 10 }), pool: fc.boolean(), critical: fc.constantFrom("stop" as const, "ask" as const, null) };
const anyBound = fc.option(fc.integer({ min: -5, max: 5 }));
const anyRight = { single: fc.option(fc.subarray(["a", "b", "c", "e"])), yes_no: fc.option(fc.constantFrom("yes" as const, "no" as const)), number: fc.option(fc.record({ min: fc.integer({ min: -5, max: 5 }), max: fc.integer({ min: -5, max: 5 }) })) };

const anyAsked = { text: lineOf, help: lineOf, required: fc.boolean(), showIf: anyCondition };

function anyBlock(kind: Block["kind"]): fc.Arbitrary<object> {
  if (kind === "number") return fc.record({ ...anyAsked, ...anyMarking, min: anyBound, max: anyBound, unit: fc.option(lineOf), right: anyRight.number });
  if (kind === "single" || kind === "multiple") return fc.record({ ...anyAsked, ...anyMarking, options: anyOptions, right: anyRight.single });
  if (kind === "yes_no") return fc.record({ ...anyAsked, ...anyMarking, right: anyRight.yes_no });
  if (kind === "checkbox" || kind === "acknowledgement") return fc.record({ ...anyAsked, critical: anyMarking.critical });
  if (kind === "date") return fc.record({ ...anyAsked, when: fc.constantFrom("past", "future", "any") });
  if (kind === "image") return fc.record({ assetId: fc.constantFrom(null, READY.image.assetId), alt: lineOf });
  if (kind === "pdf") return fc.record({ assetId: fc.constantFrom(null, READY.pdf.assetId), title: lineOf });
  if (kind === "video") return fc.record({ url: fc.constantFrom("", READY.video.url, "javascript:alert(1)"), title: lineOf });
  if (kind === "heading") return fc.record({ text: lineOf });
  return kind === "text" ? fc.record({ text: words }) : fc.record(anyAsked);
}

/** Any draft that an autosave may hold, sensible or not. */
export const anyContent: fc.Arbitrary<Content> = fc
  .uniqueArray(anyId, { maxLength: 30 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.constantFrom(...BLOCK_KINDS).chain((kind) => anyBlock(kind).map((own) => ({ kind, id, ...own }))))))
  .chain((blocks) =>
    fc.record({
      languages: fc.shuffledSubarray(["en", "mi", "zh-Hans"], { minLength: 1 }),
      title: lineOf,
      blocks: fc.constant(blocks),
      quiz: fc.option(fc.record({ passPercent: fc.integer({ min: 0, max: 100 }), attempts: fc.integer({ min: 1, max: 10 }), coolDownMinutes: fc.integer({ min: 0, max: 100 }), draw: fc.option(fc.integer({ min: 1, max: 10 })) })),
      validDays: fc.option(fc.integer({ min: 1, max: 3650 })),
    }),
  )
  .map((content) => draftContent.parse(content));

/** A source of randomness from a seed, for draw(). */
export function makeRandom(seed: number): (max: number) => number {
  let state = seed >>> 0;
  return (max) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * max);
  };
}

/** What a browser could send for a step, and what it could not. */
export function anyForm(names: string[]): fc.Arbitrary<Record<string, string[]>> {
  const value = fc.oneof(
    fc.constantFrom("", "a", "b", "yes", "no", "ticked", "3", "-0", "2026-11-23", "M1 2L3 4", "Māia", READY.image.assetId),
    fc.string({ unit: "binary", maxLength: 50 }),
    fc.uint16Array({ maxLength: 20 }).map((units) => String.fromCharCode(...units)),
    fc.integer({ min: 1, max: 40_000 }).map((length) => "9".repeat(length)),
  );
  const name = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(idOf("b1x"), ...names) }, { weight: 1, arbitrary: fc.string() });
  return fc.dictionary(name, fc.array(value, { maxLength: 3 }), { maxKeys: 12 });
}
