import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { idOf, makeBlock, makeContent, PNG } from "#worker/testing/induction.ts";
import { comeTo, completionsOf, makeGate, type Gate } from "./gate.ts";
import { asOwner, openBrowser } from "./people.ts";

const CONTENT = makeContent([
  makeBlock("heading", "h1", { text: { en: "About you" } }),
  makeBlock("photo", "q1", { text: { en: "A photo of your licence" }, help: { en: "Both sides are not needed" }, required: true }),
  makeBlock("short_text", "q2", { text: { en: "Who is your host?" }, required: true }),
]);

/** Of a company that allows photos. */
async function makePhotoGate(): Promise<Gate> {
  const gate = await makeGate(CONTENT);
  await asOwner((client) => client.query("update company set photos_allowed = true where company_id = $1", [gate.companyId]));
  return gate;
}

test("a photo is sent from a phone without script, and stays while something else is mended", async ({ browser }) => {
  const gate = await makePhotoGate();
  const context = await openBrowser(browser, { viewport: { width: 360, height: 740 }, hasTouch: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await comeTo(page, gate);
  const camera = page.getByLabel("A photo of your licence");
  await expect(camera).toHaveAttribute("capture", "environment");
  await page.locator("#answers .button-large").click();
  await expect(page.locator(`#${idOf("q1")}-error`)).toHaveText(/Add a photo/);
  await page.getByLabel("Or choose one that is on this phone").setInputFiles({ name: "notes.txt", mimeType: "image/png", buffer: Buffer.from("no photo") });
  await page.getByLabel("Who is your host?").fill("Mere");
  await page.locator("#answers .button-large").click();
  await expect(page.locator(`#${idOf("q1")}-error`)).toHaveText(/Choose a photo: this is another kind of file/);
  await expect(page.getByLabel("Who is your host?")).toHaveValue("Mere");
  await camera.setInputFiles({ name: "licence.png", mimeType: "image/png", buffer: Buffer.from(PNG) });
  await page.getByLabel("Who is your host?").fill("");
  await page.locator("#answers .button-large").click();
  await expect(page.getByText("A photo is attached. Take another to replace it, or remove it below.")).toBeVisible();
  await page.getByLabel("Who is your host?").fill("Mere");
  await page.locator("#answers .button-large").click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed in" })).toBeVisible();
  expect(await completionsOf(gate)).toMatchObject([{ answers: { [idOf("q1")]: { photo: { mediaType: "image/png", bytes: PNG.length } } } }]);
});

test("axe finds nothing in the question, and it scrolls to no side", async ({ browser }) => {
  const gate = await makePhotoGate();
  const context = await openBrowser(browser, { viewport: { width: 360, height: 740 }, hasTouch: true, bypassCSP: true });
  const page = await context.newPage();
  await comeTo(page, gate);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
