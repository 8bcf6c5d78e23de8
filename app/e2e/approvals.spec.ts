import { expect, test, type Browser, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";
import { gateOf, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

const RULES = { contact: { name: "Aroha Ngata", phone: "021 555 0100" }, approval: ["visitor"] };

/** A supervisor's phone, logged in. */
async function openOffice(browser: Browser, { email }: Person): Promise<Page> {
  const page = await (await openBrowser(browser, { viewport: { width: 390, height: 800 }, colorScheme: "dark" })).newPage();
  await page.goto("/log-in?next=/approvals");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Approvals", level: 1 })).toBeVisible();
  return page;
}

async function come(browser: Browser, gate: string, name: string): Promise<Page> {
  const phone = await (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
  await phone.goto(gate);
  await phone.getByLabel("Your name").fill(name);
  await phone.getByLabel("Phone").fill(`021 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}`);
  await phone.getByRole("radio", { name: /Visitor/ }).check();
  await phone.getByRole("button", { name: "Sign in" }).click();
  return phone;
}

/** What axe finds on a page as it is now; one without script is looked at in a browser that has it, and that does not look again meanwhile. */
async function findings(page: Page, browser?: Browser) {
  let shown = page;
  if (browser) {
    shown = await (await openBrowser(browser, { bypassCSP: true, viewport: page.viewportSize(), reducedMotion: "reduce" })).newPage();
    await shown.route(page.url(), async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: Object.fromEntries(Object.entries(response.headers()).filter(([name]) => name !== "refresh")) });
    });
    await shown.goto(page.url());
  }
  return findFaults(shown);
}

test("who waits at the gate is let in from a supervisor's phone, and their own page says so by itself", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const gate = await gateOf(person, RULES);
  const office = await openOffice(browser, person);
  await expect(office.getByText("Nobody waits at a gate")).toBeVisible();
  const phone = await come(browser, gate, "Tūmanako Paki");
  await expect(phone.getByRole("heading", { name: "Wait here for a supervisor" })).toBeVisible();
  await expect(phone.getByRole("link", { name: /^Call Aroha Ngata: 021.555.0100$/ })).toHaveAttribute("href", "tel:0215550100");
  expect(await findings(phone, browser)).toEqual([]);
  // The tab is lost, the code scanned again: the page that waits is one tap away.
  await phone.goto(gate);
  await phone.getByRole("link", { name: "See how it stands" }).click();
  await expect(phone.getByRole("heading", { name: "Wait here for a supervisor" })).toBeVisible();

  // The list finds out by itself; the code on the visitor's screen opens the same request.
  await expect(office.getByRole("link", { name: "Tūmanako Paki" })).toBeVisible({ timeout: 15_000 });
  expect(await findings(office)).toEqual([]);
  await office.getByRole("link", { name: "Tūmanako Paki" }).click();
  await expect(office.getByText("At this site a supervisor decides on each visitor")).toBeVisible();
  await office.getByLabel("Say something to them").fill("Meet me at hut 3");
  await office.getByRole("button", { name: "Let in Tūmanako Paki" }).click();
  await expect(office.getByText("They are in.")).toBeVisible();

  // No script, no tap: the page looks again.
  await expect(phone.getByRole("heading", { name: "You are signed in" })).toBeVisible({ timeout: 15_000 });
  await phone.goto(gate);
  await expect(phone.getByText(/Tūmanako Paki, since/)).toBeVisible();
});

test("who is turned away reads why, in te reo Māori too", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const gate = await gateOf(person, RULES);
  const office = await openOffice(browser, person);
  const phone = await come(browser, gate, "Hana Whaanga");
  await office.getByLabel("Say something to them").fill("The crane lifts until three");
  await office.getByRole("button", { name: "Turn away Hana Whaanga" }).click();
  await expect(office.getByText("They were turned away.")).toBeVisible();
  await expect(phone.getByRole("heading", { name: "You were not let in" })).toBeVisible({ timeout: 15_000 });
  await phone.goto(`${new URL(phone.url()).pathname}?lang=mi`);
  await expect(phone.getByRole("heading", { name: "Kāore koe i tukuna kia kuhu" })).toBeVisible();
  await expect(phone.getByText("The crane lifts until three")).toBeVisible();
  expect(await findings(phone, browser)).toEqual([]);
});

test("a closed gate says its hours before anybody types, and whom to call", async ({ browser }) => {
  await readDemo();
  const person = await makePerson();
  const gate = await gateOf(person, { ...RULES, approval: [], hours: { effect: "stop", week: Array(7).fill(null) } });
  const phone = await (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })).newPage();
  await phone.goto(gate);
  await expect(phone.getByText("The site is closed just now")).toBeVisible();
  await expect(phone.getByRole("link", { name: /Call Aroha Ngata/ })).toBeVisible();
  const stopped = await come(browser, gate, "Mere Tāmati");
  await expect(stopped.getByRole("heading", { name: "You can't come in yet" })).toBeVisible();
  await expect(stopped.getByText("The site is outside its hours.")).toBeVisible();
});
