/** The office's inductions: begun from a starter, written by keyboard, saved by itself, published. */
import { randomUUID } from "node:crypto";
import { expect, test, type Browser, type Page } from "@playwright/test";
import type { Content } from "#worker/domain/induction/content.ts";
import { expectNoFaults } from "./axe.ts";
import { asOwner, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

let complaints: string[];

test.beforeEach(() => {
  complaints = [];
});

test.afterEach(() => {
  expect(complaints).toEqual([]);
});

/** Somebody new, logged in, in a browser of their own. */
async function enter(browser: Browser, person: Person, options: Parameters<typeof openBrowser>[1] = {}): Promise<Page> {
  const page = await (await openBrowser(browser, options)).newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/dashboard/);
  return page;
}

const asked = { help: {}, required: true, showIf: null, right: null, points: 1, pool: false, critical: null };
const CONTENT: Content = {
  languages: ["en", "mi"],
  title: { en: "Yard rules" },
  blocks: [
    { kind: "heading", id: "headinga", text: { en: "Welcome" } },
    { kind: "text", id: "texttext", text: { en: "Wear boots." } },
    { kind: "yes_no", id: "yesnoask", text: { en: "Have you got boots?" }, ...asked },
    { kind: "single", id: "singleas", text: { en: "Where do you meet?" }, options: [{ id: "a", text: { en: "Gate" } }, { id: "b", text: { en: "Shed" } }], ...asked },
  ],
  quiz: null,
  validDays: 365,
};

async function makeTemplate({ companyId }: Person, content = CONTENT): Promise<string> {
  const id = randomUUID();
  await asOwner((client) => client.query("insert into induction_template (company_id, id, name, visitor_types, draft) values ($1, $2, 'Yard', '{contractor}', $3)", [companyId, id, content]));
  return `/inductions/${id}`;
}

const state = (page: Page) => page.getByRole("toolbar").getByRole("status");
const block = (page: Page, place: number) => page.getByRole("list", { name: "Blocks" }).locator("> li").nth(place - 1);
const opener = (page: Page, place: number) => block(page, place).locator(".ed-open");

test("begins one from a starter without script, asks once for the facts of the site, and is published with gaps only when somebody says so", async ({ browser }) => {
  const person = await makePerson();
  await asOwner((client) => client.query("update site set emergency = 'By the gate' where company_id = $1", [person.companyId]));
  const page = await enter(browser, person, { javaScriptEnabled: false });
  await page.goto("/inductions");
  await expect(page.getByRole("heading", { name: "No induction yet" })).toBeVisible();
  await page.getByRole("link", { name: "New induction" }).first().click();
  await page.getByRole("button", { name: "Make the induction" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter a name");
  await page.getByLabel("Name").fill("Yard");
  await page.getByRole("radio", { name: /^Office/ }).check();
  await page.getByRole("button", { name: "Make the induction" }).click();
  await expect(page.getByLabel("Site name")).toHaveValue("Kaimai Viaduct");
  await expect(page.getByLabel("Street address")).toHaveValue("1 Summit Road");
  await expect(page.getByLabel("Company")).toHaveValue(/Rātā Roofing/);
  await expect(page.getByLabel("Assembly point")).toHaveValue("By the gate");
  await page.getByLabel("Assembly point").fill("the car park | by *the* road");
  await page.getByRole("button", { name: "Put these in" }).click();
  await expect(page.getByRole("heading", { name: "Yard", exact: true })).toBeVisible();
  await expect(page.getByText("Writing it takes a browser that runs")).toBeVisible();
  const draft = page.getByRole("region", { name: "The draft" });
  await expect(draft).toContainText(/Kaimai Viaduct, 1 Summit Road/);
  await expect(draft).toContainText("the assembly point: the car park | by *the* road");
  await expect(draft).toContainText("[first aider's name]");
  await page.getByRole("link", { name: "Publish…" }).click();
  await expect(page.getByRole("main")).toContainText("2. Text: [office manager's name]");
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByRole("alert")).toContainText("Fill the gaps in, or tick that you publish it with them");
  await page.getByRole("checkbox", { name: /Publish with these gaps/ }).check();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Version 1 is live")).toBeVisible();
});

test("is written by keyboard alone, moved, undone, and saves itself", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person);
  const page = await enter(browser, person);
  await page.goto(path);
  await opener(page, 1).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  await page.keyboard.type(" to the yard");
  await expect(page.getByLabel("Preview")).toContainText("Welcome to the yard");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(opener(page, 2)).toContainText("Welcome to the yard");
  await expect(page.getByLabel("Heading", { exact: true })).toBeFocused();
  await expect(page.getByText("Moved to place 2 of 4")).toBeAttached();
  await page.keyboard.press("Control+z");
  await expect(opener(page, 1)).toContainText("Welcome to the yard");
  await page.keyboard.press("Control+Shift+z");
  await expect(opener(page, 2)).toContainText("Welcome to the yard");
  await page.locator("#add-block").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Yes or no/ }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Are you well?");
  await expect(opener(page, 3)).toContainText("Are you well?");
  await expect(state(page)).toContainText("Saved at");
  await page.reload();
  await expect(opener(page, 2)).toContainText("Welcome to the yard");
  await expect(opener(page, 3)).toContainText("Are you well?");
});

test("moves a block by dragging it", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person);
  const page = await enter(browser, person);
  await page.goto(path);
  await block(page, 4).locator(".ed-grip").dragTo(block(page, 1));
  await expect(opener(page, 1)).toContainText("Where do you meet?");
  await expect(state(page)).toContainText("Saved at");
});

test("tells the second of two that somebody else was first, and loses neither", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person);
  const mine = await enter(browser, person);
  const theirs = await mine.context().newPage();
  await mine.goto(path);
  await theirs.goto(path);
  await opener(theirs, 1).click();
  await theirs.getByLabel("Heading", { exact: true }).fill("Theirs");
  await expect(state(theirs)).toContainText("Saved at");
  await opener(mine, 1).click();
  await mine.getByLabel("Heading", { exact: true }).fill("Mine");
  await expect(mine.getByRole("alert")).toContainText("Somebody else changed this induction");
  await mine.getByRole("button", { name: "Go on with mine" }).click();
  await expect(state(mine)).toContainText("Saved at");
  await mine.getByRole("button", { name: "Undo" }).click();
  await expect(opener(mine, 1)).toContainText("Theirs");
  await mine.getByRole("button", { name: "Redo" }).click();
  await expect(opener(mine, 1)).toContainText("Mine");
  // The other one goes on as a copy.
  await theirs.getByLabel("Heading", { exact: true }).fill("Theirs again");
  await theirs.getByRole("button", { name: "Save mine as a copy" }).click();
  await expect(theirs.getByRole("status").filter({ hasText: "saved as a copy" })).toBeVisible();
  await expect(opener(theirs, 1)).toContainText("Mine");
  await expect(state(theirs)).toContainText("Saved at");
  await theirs.getByRole("link", { name: "Yard (copy)" }).click();
  await expect(opener(theirs, 1)).toContainText("Theirs again");
});

test("leads on a phone to every part and adds a block from wherever somebody is, and shows plain words", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person, { ...CONTENT, blocks: CONTENT.blocks.map((one) => (one.kind === "text" ? { ...one, text: { en: "**Wear** boots at [site name]" } } : one)) });
  const page = await enter(browser, person, { viewport: { width: 360, height: 740 } });
  await page.goto(`${path}#block-singleas`);
  await expect(page.getByLabel("Question", { exact: true })).toBeFocused();
  await expect(opener(page, 2)).toHaveText(/2\. TextWear boots at \[site name\]/);
  const goTo = page.locator(".ed-menu > summary", { hasText: "Go to" });
  await goTo.press("Enter");
  await page.getByRole("button", { name: "Quiz", exact: true }).press("Enter");
  await expect(page.getByLabel("Make it a quiz")).toBeInViewport();
  await goTo.press("Enter");
  await page.keyboard.press("Escape");
  await expect(goTo).toBeFocused();
  await expect(page.getByRole("button", { name: "Quiz", exact: true })).toBeHidden();
  await page.locator(".ed-menu > summary", { hasText: "Add" }).click();
  await page.getByRole("button", { name: /^Tick box/ }).click();
  await expect(page.getByLabel("Sentence", { exact: true })).toBeFocused();
  await expect(opener(page, 5)).toContainText("Tick box");
});

test("says that it is offline, and saves once it is back", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person);
  const page = await enter(browser, person);
  await page.goto(path);
  await opener(page, 1).click();
  await page.context().setOffline(true);
  await page.getByLabel("Heading", { exact: true }).fill("Kia ora");
  await expect(state(page)).toContainText("Not saved: offline, will try again");
  await page.context().setOffline(false);
  await expect(state(page)).toContainText("Saved at");
});

test("is published once nothing is in the way, and the version stands", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person, { ...CONTENT, blocks: [{ kind: "heading", id: "headinga", text: {} }, ...CONTENT.blocks.slice(1)] });
  const page = await enter(browser, person);
  await page.goto(`${path}/publish`);
  await expect(page.getByRole("alert")).toContainText("1 thing to fix first");
  await expect(page.getByRole("button", { name: /Publish/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the draft" }).click();
  await page.getByRole("link", { name: "1. Heading" }).click();
  await expect(page.getByLabel("Heading", { exact: true })).toBeFocused();
  await page.keyboard.type("Welcome");
  // Leaving saves what was not saved yet.
  await page.getByRole("link", { name: "Publish…" }).click();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Version 1 is live")).toBeVisible();
  await opener(page, 1).click();
  await page.getByLabel("Heading", { exact: true }).fill("Changed since");
  await expect(state(page)).toContainText("Saved at");
  await page.getByRole("link", { name: "Version 1" }).click();
  await expect(page.getByRole("region", { name: "Version 1" })).toContainText("Welcome");
  await expect(page.getByRole("region", { name: "Version 1" })).not.toContainText("Changed since");
});

test("is within reach of everybody", async ({ browser }) => {
  const person = await makePerson();
  const path = await makeTemplate(person, { ...CONTENT, blocks: CONTENT.blocks.map((one) => (one.kind === "text" ? { ...one, text: { en: "Meet at [assembly point]" } } : one)) });
  const page = await enter(browser, person);
  for (const address of ["/inductions", "/inductions/new", `${path}/gaps`, `${path}/publish`, `${path}/completions`, path]) {
    await page.goto(address);
    if (address === path) {
      await opener(page, 4).click();
      for (const part of await page.locator("details.ed-part > summary").all()) await part.click();
      await page.locator(".ed-menu > summary", { hasText: "Go to" }).click();
    }
    // The menus of the editor have headings of the third level, and its page none of the second.
    await expectNoFaults(page, address);
    await page.setViewportSize({ width: 320, height: 900 });
    // What is too wide, by its markup.
    const wide = () => (document.documentElement.scrollWidth > 320 ? [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > 320).map((one) => one.outerHTML.slice(0, 120)) : []);
    expect(await page.evaluate(wide), address).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
});
