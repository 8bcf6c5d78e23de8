import { expect, type Page, test } from "@playwright/test";
import { idOf, makeBlock, makeContent, PNG } from "#worker/testing/induction.ts";
import { findFaults } from "./axe.ts";
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

/** A picture as large as a phone's camera makes it: noise, which no packing makes smaller. */
async function takePicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2_400, 1_600);
    const pen = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    const noise = pen.createImageData(2_400, 1_600);
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    pen.putImageData(noise, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg", quality: 1 })).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  });
  return Buffer.from(base64, "base64");
}

test("a photo that is too large is said to be, without script; with it, it is made to fit", async ({ browser }) => {
  const gate = await makePhotoGate();
  const [plain, phone] = [await openBrowser(browser, { javaScriptEnabled: false }), await openBrowser(browser, { viewport: { width: 360, height: 740 }, hasTouch: true })];
  const [page, scripted] = [await plain.newPage(), await phone.newPage()];
  await comeTo(scripted, gate);
  const large = { name: "licence.jpg", mimeType: "image/jpeg", buffer: await takePicture(scripted) };
  expect(large.buffer.length).toBeGreaterThan(5 * 1024 * 1024);

  await comeTo(page, gate);
  await page.getByLabel("A photo of your licence").setInputFiles({ ...large, buffer: Buffer.concat([large.buffer], 8.5 * 1024 * 1024) });
  await page.getByLabel("Who is your host?").fill("Mere");
  await page.locator("#answers .button-large").click();
  await expect(page.locator(`#${idOf("q1")}-error`)).toHaveText(/This photo is too large: use one of 5 MB or less/);
  await expect(page.getByLabel("Who is your host?")).toHaveValue("Mere");
  // Larger than the door takes at all: still an answer, and no broken line.
  await page.getByLabel("A photo of your licence").setInputFiles({ ...large, buffer: Buffer.alloc(14 * 1024 * 1024) });
  await page.locator("#answers .button-large").click();
  await expect(page.getByRole("heading", { name: "That photo is too large" })).toBeVisible();

  await scripted.getByLabel("A photo of your licence").setInputFiles(large);
  await scripted.getByLabel("Who is your host?").fill("Mere");
  await scripted.locator("#answers .button-large").click();
  await expect(scripted.getByRole("heading", { level: 1, name: "You are signed in" })).toBeVisible();
  const [done] = await completionsOf(gate);
  const kept = done?.answers[idOf("q1")] as { photo: { mediaType: string; bytes: number } };
  expect(kept.photo.mediaType).toBe("image/jpeg");
  expect(kept.photo.bytes).toBeLessThan(large.buffer.length / 2);
});

test("axe finds nothing in the question, and it scrolls to no side", async ({ browser }) => {
  const gate = await makePhotoGate();
  const context = await openBrowser(browser, { viewport: { width: 360, height: 740 }, hasTouch: true, bypassCSP: true });
  const page = await context.newPage();
  await comeTo(page, gate);
  expect(await findFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
