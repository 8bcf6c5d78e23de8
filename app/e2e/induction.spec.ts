import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { findFaults, OF_COLOURS } from "./axe.ts";
import { comeTo, completionsOf, makeGate, newPerson, publish, type Gate } from "./gate.ts";
import { critical, EVERY_KIND, QUIZ, SHORT } from "./induction-content.ts";
import { openBrowser } from "./people.ts";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** A phone of its own, at an address of its own. */
async function takePhone(browser: Browser, { script = false, ...options }: { script?: boolean; locale?: string } = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openBrowser(browser, { ...PHONE, javaScriptEnabled: script, ...options });
  return { context, page: await context.newPage() };
}

const field = (page: Page, name: string) => page.locator(`#${name.padEnd(8, "z")}`);
const option = (page: Page, name: string, value: string) => page.locator(`input[name="${name.padEnd(8, "z")}"][value="${value}"]`);
/** Continue, or the last step's button, in any language. */
const goOn = (page: Page) => page.locator("#answers .button-large").click();
const heading = (page: Page, name: string | RegExp) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

/** From the gate to the last step of EVERY_KIND, all of it answered. */
async function answerAll(page: Page, gate: Gate) {
  const person = await comeTo(page, gate);
  await goOn(page);
  await field(page, "q1").fill("Ānaru 👷🏽 عمر");
  await field(page, "q2").fill("Two lines\nof it");
  await field(page, "q3").fill("12.5");
  await field(page, "q4").fill("2026-01-31");
  await option(page, "q5", "yes").check();
  await goOn(page);
  await option(page, "q6", "b").check();
  await goOn(page);
  await option(page, "q7", "a").check();
  await option(page, "q7", "c").check();
  await field(page, "qa").check();
  await field(page, "qb").fill(person.name);
  return person;
}

test("does a whole induction without script, a question of each kind, and keeps what was answered", async ({ browser }) => {
  const { page } = await takePhone(browser);
  const gate = await makeGate(EVERY_KIND);
  const scripts: string[] = [];
  page.on("request", (request) => void (request.resourceType() === "script" && scripts.push(request.url())));
  const { name } = await answerAll(page, gate);
  await expect(page.getByText("Photos are off. Go on without one.")).toBeVisible();
  await goOn(page);
  await heading(page, "You are signed in");
  await expect(page.getByText(/^Counts until \d+ \w+ 20\d\d$/)).toBeVisible();
  expect(scripts).toEqual([]);
  expect(await completionsOf(gate)).toMatchObject([
    {
      version_number: 1,
      language: "en",
      answers: { q1zzzzzz: "Ānaru 👷🏽 عمر", q2zzzzzz: "Two lines\nof it", q3zzzzzz: "12.5", q4zzzzzz: "2026-01-31", q5zzzzzz: "yes", q6zzzzzz: "b", q7zzzzzz: ["a", "c"], qazzzzzz: "ticked", qbzzzzzz: { typed: name } },
    },
  ]);
});

test("does it in te reo Māori with a drawn signature, where script is on", async ({ browser }) => {
  const { page } = await takePhone(browser, { script: true, locale: "mi-NZ" });
  const gate = await makeGate(EVERY_KIND);
  const faults: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && faults.push(message.text())));
  await answerAll(page, gate);
  await heading(page, "Tō kupu");
  await expect(page.locator("html")).toHaveAttribute("lang", "mi-NZ");
  const pad = page.locator("[data-signature] svg");
  const draw = async () => {
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error("no box to draw in");
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    for (const step of [1, 2, 3, 4, 5, 6]) await page.mouse.move(box.x + 20 + step * 20, box.y + 20 + (step % 2) * 40);
    await page.mouse.up();
  };
  const drawn = page.locator('input[name="qbzzzzzz.drawn"]');
  await draw();
  await expect(drawn).toHaveValue(/^M\d+ \d+(L\d+ \d+){6,}$/);
  await page.getByRole("button", { name: "Ūkuia te tuhinga" }).click();
  await expect(drawn).toHaveValue("");
  await expect(field(page, "qb")).toBeFocused();
  await draw();
  await field(page, "qb").fill("");
  await goOn(page);
  await heading(page, "Kua waitohu mai koe");
  await expect(page.getByText(/^Ka mana tae noa ki te /)).toBeVisible();
  expect(await completionsOf(gate)).toMatchObject([{ language: "mi", answers: { qbzzzzzz: { typed: "", drawn: expect.stringMatching(/^M/) as unknown } } }]);
  expect(faults).toEqual([]);
});

test("turns its own words and the induction's, each with its language", async ({ browser }) => {
  const { page } = await takePhone(browser);
  const gate = await makeGate(EVERY_KIND);
  await page.goto(gate.signIn);
  await page.getByLabel("Your name").fill("Hēmi");
  await page.getByRole("button", { name: "Te reo Māori" }).click();
  await heading(page, "Waitohu mai");
  // What was typed came along, and Enter presses the form's own button, not the first of the page.
  await expect(page.getByLabel("Tō ingoa")).toHaveValue("Hēmi");
  await page.getByLabel("Tō ingoa").press("Enter");
  await expect(page.getByRole("alert")).toContainText("Tuhia tō nama waea");
  await comeTo(page, gate);
  await heading(page, "Nau mai ki te arawhiti");
  await page.getByRole("button", { name: "العربية" }).click();
  await expect(page.getByRole("heading", { level: 1 }).locator("span")).toHaveAttribute("lang", "ar");
  await expect(page.locator(".rich-text")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Haere tonu" })).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await heading(page, "Welcome to the viaduct");
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
});

test("says at the top and beside each question what to mend, and keeps everything that was typed", async ({ browser }) => {
  const { page } = await takePhone(browser);
  await comeTo(page, await makeGate(EVERY_KIND));
  await goOn(page);
  await field(page, "q1").fill("ā".repeat(300));
  await field(page, "q2").fill("Kept");
  await field(page, "q3").fill("41");
  await field(page, "q4").fill("2100-01-01");
  await goOn(page);
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([
    "Use 200 characters or fewer: Who is your host?",
    "Enter a number from 1 to 40: How heavy is your load?",
    "Enter a date that is not after today: When was your last medical?",
    "Choose yes or no: Do you drive a machine today?",
  ]);
  await expect(field(page, "q1")).toHaveValue("ā".repeat(300));
  await expect(field(page, "q2")).toHaveValue("Kept");
  await expect(field(page, "q3")).toHaveAccessibleDescription(/Error: Enter a number from 1 to 40 Unit: tonnes\. From 1 to 40\./);
  await page.getByRole("link", { name: /Choose yes or no/ }).click();
  await expect(page).toHaveURL(/#q5zzzzzz$/);
  await field(page, "q1").fill("Ngā mihi ō");
  await field(page, "q3").fill("40");
  await field(page, "q4").fill("");
  await option(page, "q5", "no").check();
  await goOn(page);
  await expect(page.getByText("Nothing is asked of you in this step.")).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(field(page, "q1")).toHaveValue("Ngā mihi ō");
  await expect(option(page, "q5", "no")).toBeChecked();
});

test("stops a critical answer, or has a supervisor asked, and names it", async ({ browser }) => {
  const { page } = await takePhone(browser);
  for (const [which, title] of [["stop", "You can't come in yet"], ["ask", "Wait here for a supervisor"]] as const) {
    const gate = await makeGate(critical(which));
    await comeTo(page, gate);
    await option(page, "q1", "no").check();
    await goOn(page);
    await heading(page, title);
    await expect(page.getByText("Are you fit for work today?")).toBeVisible();
    await expect(page.getByText("You answered: No")).toBeVisible();
    expect(await completionsOf(gate)).toEqual([]);
    // Neither Back nor another scan is a way round.
    await page.goto(gate.signIn);
    await page.getByRole("link", { name: "See how it stands" }).click();
    await heading(page, title);
  }
});

test("asks a failed quiz again, then says until when to wait, on another phone too", async ({ browser }) => {
  const { page } = await takePhone(browser);
  const gate = await makeGate(QUIZ);
  const person = await comeTo(page, gate);
  await goOn(page);
  const answerWrongly = async () => {
    for (const name of ["q1", "q2"]) await option(page, name, "yes").check();
    await goOn(page);
  };
  await answerWrongly();
  await heading(page, "Not passed yet");
  await expect(page.getByText("You have 1 of 2 points. 2 are needed.")).toBeVisible();
  await expect(page.getByText("You have one more try.")).toBeVisible();
  await page.getByRole("link", { name: "Answer the questions again" }).click();
  await heading(page, "Quiz");
  await answerWrongly();
  await heading(page, /^You can try again at .*\d{1,2}:\d\d/);
  expect(await completionsOf(gate)).toEqual([]);
  const other = await takePhone(browser);
  await other.page.goto(gate.signIn);
  await other.page.locator("#name").fill(person.name);
  await other.page.locator("#phone").fill(person.phone);
  await option(other.page, "visitorType", "contractor").check();
  await other.page.locator("#employer").fill("Tūī Scaffolding");
  await other.page.locator("form .button-large").click();
  await expect(other.page.getByText(/can be answered again in (59|60) minutes/)).toBeVisible();
});

test("goes on where it was after the tab was killed, in the version that was begun", async ({ browser }) => {
  const { context, page } = await takePhone(browser);
  const gate = await makeGate(QUIZ);
  await comeTo(page, gate);
  await goOn(page);
  await page.close();
  await publish(gate, 2, SHORT, true);
  const scanned = await context.newPage();
  await scanned.goto(gate.signIn);
  await expect(scanned.getByText("You have begun the induction here")).toBeVisible();
  await scanned.getByRole("link", { name: "Go on where you were" }).click();
  await heading(scanned, "Quiz");
  await option(scanned, "q1", "no").check();
  await option(scanned, "q2", "yes").check();
  await goOn(scanned);
  await heading(scanned, "You are signed in");
  expect(await completionsOf(gate)).toMatchObject([{ version_number: 1 }]);
});

test("does not ask a phone that comes back, until everybody must do the new one", async ({ browser }) => {
  const { page } = await takePhone(browser);
  const gate = await makeGate(SHORT);
  const comeBack = async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(gate.signIn);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const finish = async () => {
    await goOn(page);
    await field(page, "q1").check();
    await goOn(page);
    await heading(page, "You are signed in");
  };
  await comeTo(page, gate);
  await finish();
  await comeBack();
  await heading(page, "You are signed in");
  await expect(page.getByText(/^Counts until/)).toBeVisible();
  await publish(gate, 2, SHORT, true);
  await comeBack();
  await expect(page.getByText("The induction has changed")).toBeVisible();
  await finish();
  expect((await completionsOf(gate)).map(({ version_number }) => version_number)).toEqual([1, 2]);
});

test("is done by keyboard alone, with targets big enough for gloves", async ({ browser }) => {
  const { page } = await takePhone(browser);
  const gate = await makeGate(QUIZ);
  await comeTo(page, gate, newPerson());
  await page.locator("body").press("Tab");
  while (!(await page.getByRole("button", { name: "Continue" }).evaluate((button) => button === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await heading(page, "Quiz");
  await option(page, "q1", "yes").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("main .choice, main .button, main .input, main summary, header a")].map((target) => target.getBoundingClientRect()).filter(({ width, height }) => width < 48 || height < 48).length,
  );
  expect(small).toBe(0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await heading(page, "You are signed in");
});

test("has nothing that axe finds, in light and dark, and scrolls to no side at 320 px and twice the size", async ({ browser }) => {
  const { context, page } = await takePhone(browser);
  const gate = await makeGate(EVERY_KIND);
  await answerAll(page, gate);
  const address = page.url().replace(/\?.*/, "");
  const stopping = await takePhone(browser);
  await comeTo(stopping.page, await makeGate(critical("stop")));
  const looking = await openBrowser(browser, { ...PHONE, javaScriptEnabled: true, bypassCSP: true });
  await looking.addCookies([...(await context.cookies()), ...(await stopping.context.cookies()).filter(({ name }) => name !== "__Host-induction")]);
  const looked = await looking.newPage();
  const expectWithinReach = async (what: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      // A colour on its way to the other is neither.
      await looked.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await findFaults(looked, colorScheme === "dark" ? { rules: OF_COLOURS } : {}), `${what}, ${colorScheme}`).toEqual([]);
    }
    // What a phone of 360 px has left at twice the size.
    for (const width of [320, 180]) {
      await looked.setViewportSize({ width, height: 640 });
      const wide = await looked.evaluate(() => [...document.querySelectorAll("body *")].filter((box) => box.getBoundingClientRect().right > window.innerWidth && !box.closest(".visually-hidden")).map((box) => box.outerHTML.slice(0, 100)));
      expect([what, width, wide]).toEqual([what, width, []]);
    }
    await looked.setViewportSize(PHONE.viewport);
  };
  for (const step of [1, 2, 3, 4]) {
    await looked.goto(`${address}?step=${step}`);
    await expectWithinReach(`step ${step}`);
  }
  await looked.goto(`${address}?step=2&lang=mi`);
  await field(looked, "q1").fill("");
  await goOn(looked);
  await expectWithinReach("what to mend");
  await looked.goto(gate.signIn);
  await expectWithinReach("the gate with an induction begun");
  await looked.goto(stopping.page.url());
  await option(looked, "q1", "no").check();
  await goOn(looked);
  await expectWithinReach("stopped");
});
