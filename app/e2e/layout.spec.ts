import { expect, test, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";

test.use({ extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.50" } });

const WIDTHS = [320, 340, 360, 820, 1024, 1152, 1280];
/** The longest that the sign-in page takes, in one word: wide capitals, and a letter with a macron. */
const NAME = "A".repeat(100);
const EMPLOYER = "ā".repeat(100);

async function logIn(page: Page) {
  const { admin } = await readDemo();
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
}

/** What holds more than it has room for: [what, its content's width, its own width]. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll(".table-region, .table tr, .card, .stat, .notice, .verdict, .facts, .dialog, .dialog h2, .filter-bar")];
    return boxes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ tagName, className, scrollWidth, clientWidth }) => [`${tagName} ${className}`, scrollWidth, clientWidth]);
  });

async function expectRoomAtEveryWidth(page: Page, what: string) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 740 });
    expect(await tooWide(page), `${what} at ${width} px`).toEqual([]);
  }
}

test("keeps names and employers of a hundred letters inside their tables, cards and dialogs at every width", async ({ page, browser }) => {
  const gate = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.51" } });
  const phone = await gate.newPage();
  const { signIn } = await readDemo();
  await phone.goto(signIn);
  await phone.getByLabel("Your name").fill(NAME);
  await phone.getByLabel("Phone").fill(`021 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}`);
  await phone.getByLabel("Contractor").check();
  await phone.getByLabel("Company you work for").fill(EMPLOYER);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(phone.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await expectRoomAtEveryWidth(phone, "the visit");
  await phone.goto(signIn);
  await expect(phone.getByText(NAME).first()).toBeVisible();
  await expectRoomAtEveryWidth(phone, "the greeting");
  await gate.close();
  await logIn(page);
  for (const path of ["/dashboard", "/history", "/audit", "/register"]) {
    await page.goto(path);
    await expect(page.getByRole("rowheader", { name: NAME }).first()).toBeVisible();
    await expectRoomAtEveryWidth(page, path);
  }
  await page.getByRole("row").filter({ hasText: NAME }).first().getByRole("link", { name: /Mark as left/ }).click();
  await expect(page.getByRole("dialog", { name: `Has ${NAME} left?` }).getByRole("button", { name: "Mark as left" })).toBeInViewport({ ratio: 1 });
  await expectRoomAtEveryWidth(page, "the dialog");
});

test("begins the list in a phone's first screen, with the other filters one tap away", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await logIn(page);
  for (const path of ["/register", "/history"]) {
    await page.goto(path);
    await expect(page.getByRole("rowheader").first()).toBeInViewport();
    await expect(page.getByRole("button", { name: "Show" })).toBeInViewport();
    await expect(page.locator("#site")).toBeHidden();
    await page.getByText("More filters").click();
    await page.locator("#site").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/site=\w/);
    await expect(page.locator("#site")).toBeVisible();
  }
  await page.setViewportSize({ width: 1280, height: 740 });
  await page.goto("/history");
  await expect(page.locator("#site")).toBeVisible();
  await expect(page.getByText("More filters")).toBeHidden();
  await context.close();
});
