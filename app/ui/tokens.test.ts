import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const [tokensCss, publicCss, dashboardCss, entranceCss] = ["tokens", "public", "dashboard", "entrance"].map((name) =>
  readFileSync(new URL(`${name}.css`, import.meta.url), "utf8"),
) as [string, string, string, string];

const READING = 7; // What people read in the sun: the AAA ratio.
const TEXT = 4.5;
const PART = 3; // Borders, rings and marks that say something.

type Pair = readonly [front: string, back: string, leastRatio: number];

const PAIRS: readonly Pair[] = [
  ...["ink", "ink-soft"].flatMap((front) => ["paper", "surface"].map((back): Pair => [front, back, READING])),
  ...["primary-soft", "danger-soft", "caution-soft", "good-soft", "info-soft"].map(
    (back): Pair => ["ink", back, READING],
  ),
  ["ink-soft", "primary-soft", TEXT],
  ["on-shell", "shell", READING],
  ["on-shell-soft", "shell", READING],
  ["on-hivis", "hivis", READING],
  ["on-primary", "primary", READING],
  ["on-primary", "primary-press", READING],
  ["on-danger", "danger", TEXT],
  ["on-danger", "danger-press", TEXT],
  ...["link", "primary", "danger"].flatMap((front) => ["paper", "surface"].map((back): Pair => [front, back, TEXT])),
  ["link", "primary-soft", TEXT],
  ...["danger", "caution", "good", "info"].flatMap((tone): Pair[] => [
    [tone, `${tone}-soft`, TEXT],
    [tone, "surface", PART],
    [tone, "paper", PART],
  ]),
  // The verdict's mark, seen from an arm's length in the sun.
  ...["good", "caution", "info"].map((back): Pair => ["paper", back, TEXT]),
  ["print-ink", "print-paper", READING],
  ["print-ink-soft", "print-paper", READING],
  ...["line-strong", "focus", "primary"].flatMap((front) =>
    ["paper", "surface"].map((back): Pair => [front, back, PART]),
  ),
  ["primary", "primary-soft", PART],
  ["focus", "primary-soft", PART],
  ["hivis", "shell", PART],
  ["focus-on-shell", "shell", PART],
];

const [lightBlock = "", darkBlock = ""] = tokensCss.split("@media (prefers-color-scheme: dark)");
const light = coloursOf(lightBlock);
/** Paper knows no theme: these are given once, and hold in the dark too. */
const printed = new Map([...light].filter(([name]) => name.startsWith("print-")));
const themes = { light, dark: new Map([...coloursOf(darkBlock), ...printed]) };

describe.each(Object.entries(themes))("the %s theme", (_name, colours) => {
  it.each(PAIRS)("shows --%s on --%s at a ratio of %f or more", (front, back, leastRatio) => {
    expect(ratio(required(colours, front), required(colours, back))).toBeGreaterThanOrEqual(leastRatio);
  });
});

describe("the tokens", () => {
  it("give every colour in both themes", () => {
    expect(light.size).toBeGreaterThan(20);
    expect(printed.size).toBe(3);
    expect([...coloursOf(darkBlock).keys()]).toEqual([...light.keys()].filter((name) => !printed.has(name)));
  });

  it("are the only place that names a colour", () => {
    for (const css of [publicCss, dashboardCss, entranceCss]) {
      expect(css.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi)).toBeNull();
    }
  });

  it("are declared wherever a stylesheet uses one", () => {
    const declared = new Set([...tokensCss.matchAll(/^\s*(--[\w-]+):/gm)].map((match) => match[1]));
    const used = [...`${publicCss}${dashboardCss}${entranceCss}`.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !declared.has(name))).toEqual([]);
  });

  it("are checked for every pair of text and background that one rule sets", () => {
    const checked = new Set(PAIRS.map(([front, back]) => `${front} on ${back}`));
    const pairsSet = [...`${publicCss}${dashboardCss}${entranceCss}`.matchAll(/\{([^{}]*)\}/g)].flatMap(([, body = ""]) => {
      const front = /(?:^|[;\s])color:\s*var\(--([\w-]+)\)/.exec(body)?.[1];
      const back = /background(?:-color)?:\s*var\(--([\w-]+)\)/.exec(body)?.[1];
      return front && back ? [`${front} on ${back}`] : [];
    });
    expect(pairsSet.length).toBeGreaterThan(5);
    expect(pairsSet.filter((pair) => !checked.has(pair))).toEqual([]);
  });
});

function coloursOf(block: string): Map<string, string> {
  const entries = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)];
  return new Map(entries.map(([, name = "", hex = ""]) => [name, hex]));
}

function required(colours: Map<string, string>, name: string): string {
  const hex = colours.get(name);
  if (!hex) throw new Error(`There is no colour token --${name}`);
  return hex;
}

/** WCAG 2.2 contrast ratio of two #rrggbb colours, 1 to 21. */
function ratio(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
