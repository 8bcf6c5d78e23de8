/** Contents of inductions for tests: any at all. */
import { draftContent, type Block, type Content } from "#worker/domain/induction/content.ts";
import { fc } from "./fast-check.ts";
import { BLOCK_KINDS, idOf, READY } from "./induction.ts";

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
