/** What axe finds on a page as it stands, on a phone in the dark and at a desk in the light, in one visit. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What width and theme decide: colours, sizes, what scrolls, and the names of what only one of them shows. The rest is in the markup, which both share. */
const OF_LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable", "button-name", "link-name", "summary-name", "region"];

const LOOKS = [
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
] as const;

/** In the same width, what the dark alone changes. */
export const OF_COLOURS = ["color-contrast", "link-in-text-block"];

interface Looked {
  /** A selector of what is left out. */
  besides?: string;
}

/**
 * Each violation, in a line: of the whole standard, or of `rules` alone. Only violations are told in full, and no frame of another origin is
 * looked into: that takes a quarter of the time.
 */
export async function findFaults(page: Page, { rules, besides }: Looked & { rules?: readonly string[] } = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (besides) axe.exclude(besides);
  if (rules) axe.withRules([...rules]);
  else axe.withTags(STANDARD);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Holds that the page has no fault in either look, no style of its own, and nothing that is wider than the page. */
export async function expectNoFaults(page: Page, what: string, leftOut: Looked = {}): Promise<void> {
  for (const [index, { width, colorScheme }] of LOOKS.entries()) {
    await page.setViewportSize({ width, height: 900 });
    // A colour on its way to the other is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const about = `${what} at ${width} px, ${colorScheme}`;
    expect(await findFaults(page, { ...leftOut, ...(index > 0 && { rules: OF_LOOKS }) }), about).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), about).toBeLessThanOrEqual(width);
  }
  expect(await page.locator("[style]").count(), what).toBe(0);
}

/** Rows are alike: three of each table say as much as fifty, in a tenth of the time. */
export const MANY_ROWS = "tbody tr:nth-child(n + 4)";
