import { expect, test } from "vitest";
import { makeLinkSecret, makeSiteCode } from "#worker/domain/site/link-symbols.ts";

test("a link's secret is 12 characters of 0-9 and a-z, whatever bytes come", () => {
  for (let round = 0; round < 200; round++) {
    expect(makeLinkSecret((length) => crypto.getRandomValues(new Uint8Array(length)))).toMatch(/^[0-9a-z]{12}$/);
  }
});

test("a site's code is 10 of them", () => {
  expect(makeSiteCode((length) => crypto.getRandomValues(new Uint8Array(length)))).toMatch(/^[0-9a-z]{10}$/);
});

test("bytes that would favour the first symbols are drawn again", () => {
  const draws = [new Uint8Array(12).fill(252), new Uint8Array(12).fill(35)];
  expect(makeLinkSecret(() => draws.shift() ?? new Uint8Array(12))).toBe("zzzzzzzzzzzz");
  expect(draws).toHaveLength(0);
});

test("each symbol comes from equally many bytes", () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 252; byte++) {
    const first = makeLinkSecret((length) => new Uint8Array(length).fill(byte)).charAt(0);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  expect(counts.size).toBe(36);
  expect(new Set(counts.values())).toEqual(new Set([7]));
});
