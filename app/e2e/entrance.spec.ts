import { expect, test, type Page } from "@playwright/test";
import { findFaults, OF_COLOURS } from "./axe.ts";
import { waitForMail } from "./mailbox.ts";
import { addDevice, addPasskey, addSecondFactor, invite, makePerson, newEmail, PASSWORD, randomAddress, suspend, type Person } from "./people.ts";

// How the pages before the office look and are used; what they do is in identity.spec.ts and log-in.spec.ts.

let complaints: string[];

test.beforeEach(async ({ page, context }) => {
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": randomAddress() });
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
});

test.afterEach(() => {
  expect(complaints).toEqual([]);
});

async function logIn(page: Page, email: string, password = PASSWORD) {
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

async function askForCompany(page: Page, email: string): Promise<string> {
  await page.goto("/sign-up");
  await page.getByLabel("Company").fill("Te Whare Wānanga o Ngā Kaihanga Whare me Ngā Kaimahi Tōrangapū");
  await page.getByLabel("Your name").fill("Aroha Ngata");
  await page.getByLabel("Your e-mail").fill(email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  return (await waitForMail(email, /Confirm/)).links[0] ?? "";
}

/** Each page and state, by what leads there. */
const PAGES: Record<string, (page: Page, person: Person) => Promise<unknown>> = {
  "log-in": (page) => page.goto("/log-in"),
  "log-in, nothing filled in": async (page) => {
    await page.goto("/log-in");
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await expect(page.getByText("2 things to fix")).toBeVisible();
  },
  "log-in, locked": async (page, { email }) => {
    for (let time = 1; time <= 6; time += 1) await logIn(page, email, "wrong");
    await expect(page.getByRole("heading", { name: "Too many wrong tries" })).toBeVisible();
  },
  "second step": async (page, person) => {
    await addSecondFactor(person);
    await page.goto("/log-in");
    await addDevice(page);
    await addPasskey(page, person);
    await logIn(page, person.email);
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByRole("button", { name: "Use your passkey" })).toBeVisible();
  },
  "recovery code": async (page, person) => {
    await addSecondFactor(person);
    await logIn(page, person.email);
    await page.getByRole("link", { name: "Use a recovery code instead" }).click();
    await expect(page.getByLabel("Recovery code")).toBeVisible();
  },
  "sign-up": (page) => page.goto("/sign-up"),
  "sign-up, mail sent": (page) => askForCompany(page, newEmail()),
  "sign-up, the link": async (page) => {
    await page.goto(await askForCompany(page, newEmail()));
    await page.getByLabel("Choose a password").fill("short");
    await page.getByRole("button", { name: "Create the company" }).click();
    await expect(page.getByText("One thing to fix")).toBeVisible();
  },
  "sign-up, log in first": async (page, { email }) => {
    await page.goto(await askForCompany(page, email));
    await expect(page.getByText("You have a log-in already")).toBeVisible();
  },
  "new password": (page) => page.goto("/reset"),
  "new password, dead link": (page) => page.goto(`/reset/${"x".repeat(43)}`),
  invitation: async (page, person) => page.goto(await invite(person, { role: "site_manager" })),
  "invitation to a paused company": async (page, person) => {
    const path = await invite(person);
    await suspend(person);
    await page.goto(path);
  },
};

const WIDTHS = [320, 360, 820, 1280];

for (const [name, go] of Object.entries(PAGES)) {
  test(`${name}: has nothing that axe finds in the light and in the dark, and fits every width`, async ({ page }) => {
    test.slow();
    await go(page, await makePerson());
    for (const colorScheme of ["light", "dark"] as const) {
      // A colour on its way to the other is neither.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await findFaults(page, colorScheme === "dark" ? { rules: OF_COLOURS } : {})).toEqual([]);
    }
    expect(await page.locator("[style]").count()).toBe(0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 740 });
      const tooWide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll(".public-main, .verdict, .notice, .facts, .button, .input")].filter((box) => box.scrollWidth > box.clientWidth).map(({ className }) => className));
      expect(tooWide, `at ${width} px`).toEqual([]);
    }
  });
}

test("a company is begun by keyboard alone", async ({ page }) => {
  const email = newEmail();
  await page.goto("/log-in");
  await page.getByRole("link", { name: "Start here" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Company").focus();
  for (const text of ["Kākā Cranes", "Aroha Ngata", email]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await expect(page.getByRole("button", { name: "Send me the link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await page.goto((await waitForMail(email, /Confirm/)).links[0] ?? "");
  await page.getByLabel("Choose a password").focus();
  await page.keyboard.type("short");
  await page.keyboard.press("Enter");
  // The list of what to mend has the focus, and leads to the field.
  await expect(page.getByRole("alert")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.type("four kākā share one rātā");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show password" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByLabel("Choose a password")).toHaveValue("four kākā share one rātā");
  await expect(page.getByLabel("Choose a password")).toHaveAttribute("type", "text");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Kākā Cranes is ready, and you are its owner")).toBeVisible();
});

test("a page behind a mailed link hands its address to nobody", async ({ page }) => {
  const answer = await page.goto(await invite(await makePerson()));
  expect(answer?.headers()["referrer-policy"]).toBe("same-origin");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
  const hosts = await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement | HTMLLinkElement>("[href]")].map(({ href }) => new URL(href).host));
  expect(new Set(hosts)).toEqual(new Set([new URL(page.url()).host]));
});
