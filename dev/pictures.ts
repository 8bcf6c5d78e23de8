/** Makes the pictures of the README and the docs anew, from a server that runs: node dev/pictures.ts. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright";
import { findBrowser } from "./browser.ts";
import { Failure, describeFailure } from "./failure.ts";
import { step } from "./progress.ts";
import type { Demo } from "./testing/demo.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stateFolder = resolve(process.env["STATE_DIR"] ?? join(root, ".state"));
const PHONE = { width: 390, height: 780 };
const OFFICE = { width: 1280, height: 800 };
const LOCAL = { locale: "en-NZ", timezoneId: "Pacific/Auckland", colorScheme: "light" } as const;

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, "docs", "images", `${name}.png`), animations: "disabled" });
}

/** Signs somebody in, takes both pictures, and leaves the register as it was. */
async function takeTheGate(browser: Browser, { signIn }: Demo): Promise<void> {
  const context = await browser.newContext({ ...LOCAL, viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(signIn);
  await picture(page, "sign-in");
  await page.getByLabel("Your name").fill("Aroha Ngāta");
  await page.getByLabel("Phone").fill("021 555 0142");
  await page.getByLabel("Visitor").check();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const signOut = page.getByRole("button", { name: "Sign out" });
  await signOut.waitFor();
  await picture(page, "signed-in");
  await signOut.click();
  await page.getByText("You are signed out").waitFor();
  await context.close();
}

async function takeTheOffice(browser: Browser, { app, admin }: Demo): Promise<void> {
  const context = await browser.newContext({ ...LOCAL, viewport: OFFICE });
  const page = await context.newPage();
  await page.goto(`${app}/log-in`);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await page.getByRole("heading", { name: "Latest on site" }).waitFor();
  await picture(page, "dashboard");
  await page.goto(`${app}/exports`);
  const files = page.getByRole("link", { name: /^Download/ });
  if ((await files.count()) === 0) await page.getByRole("button", { name: "Make the CSV file" }).click();
  await files.first().waitFor();
  await page.goto(`${app}/exports`);
  await picture(page, "exports");
  await context.close();
}

async function main(): Promise<void> {
  const demoFile = join(stateFolder, "demo.json");
  if (!existsSync(demoFile)) throw new Failure(`There is no ${demoFile}: run npm start first, and leave it running.`);
  const demo = JSON.parse(readFileSync(demoFile, "utf8")) as Demo;
  if (!(await fetch(`${demo.app}/live`).catch(() => null))?.ok) throw new Failure(`Nothing answers at ${demo.app}: run npm start first, and leave it running.`);
  const { path, args } = await findBrowser(stateFolder);
  const browser = await chromium.launch({ executablePath: path, args });
  try {
    await step("The sign-in pages", () => takeTheGate(browser, demo));
    await step("The office's pages", () => takeTheOffice(browser, demo));
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${describeFailure(error, root)}\n`);
  process.exitCode = 1;
}
