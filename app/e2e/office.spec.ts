import { expect, test, type Browser, type Cookie, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { expectNoFaults, MANY_ROWS } from "./axe.ts";

test.use({ extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.40" } });

let password: string;
/** What a page's own policy refused, or its script tripped over. */
let complaints: string[];

test.beforeAll(async () => {
  ({ password } = (await readDemo()).admin);
});

test.beforeEach(({ page }) => {
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
});

test.afterEach(() => {
  expect(complaints).toEqual([]);
});

const TUI = { admin: "admin@tui-builders.example", manager: "manager@tui-builders.example", viewer: "viewer@tui-builders.example" };
/** The other company: what is counted or changed is counted and changed here, away from the tests at the gate. */
const KAURI = { admin: "admin@kauri-logistics.example" };

async function logIn(page: Page, email: string) {
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
}

const sessions = new Map<string, Cookie[]>();

/** Gives the page the session of an earlier test in this worker, or begins one. Not for a test that ends it. */
async function enter(page: Page, email: string) {
  const known = sessions.get(email);
  if (known) return page.context().addCookies(known);
  await logIn(page, email);
  sessions.set(email, await page.context().cookies());
}

const unique = () => Math.random().toString(36).slice(2, 8).replace(/\d/g, "a");
const phone = () => `021 ${Math.floor(100 + Math.random() * 900)} ${Math.floor(1000 + Math.random() * 9000)}`;
const card = (page: Page, name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** The address that the site's QR code opens. */
async function linkOf(page: Page, site: string): Promise<string> {
  await page.goto("/sites");
  return (await card(page, site).getByRole("link", { name: /\/s\// }).getAttribute("href")) ?? "";
}

async function signInAtGate(browser: Browser, link: string, name: string) {
  const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.41" } });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Phone").fill(phone());
  await page.getByLabel("Delivery").check();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await context.close();
}

test("says beside the fields what to mend, one thing for any wrong pair, and goes on to the page that was asked for", async ({ page }) => {
  await page.goto("/history?search=Tuhoro");
  await expect(page).toHaveURL(/\/log-in\?next=/);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/Enter your e-mail/);
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/Enter your password/);
  for (const email of [TUI.admin, "nobody@tui-builders.example"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.getByRole("button", { name: "Log in", exact: true }).click()]);
    expect(answer.status()).toBe(401);
    await expect(page.getByRole("alert")).toContainText("That e-mail and password don't match");
    await expect(page.getByLabel("Password")).toBeFocused();
    await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/don't match/);
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password")).toHaveValue("");
  }
  await page.getByLabel("E-mail").fill(TUI.admin);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/\/history\?search=Tuhoro$/);
  await expect(page.getByRole("rowheader").first()).toHaveText("Mere Tūhoro");
});

test("says on an error screen what helps: no second try of a link that is not known, a way on in the office", async ({ page }) => {
  for (const [path, title] of [["/s/0000000000-000000000000", "This sign-in link is not known"], ["/v/nonsense", "This sign-out link is not known"], ["/nonsense", "There is no such page"]] as const) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByText(/scan the QR code/i)).toBeVisible();
    await expect(page.getByText(/^Code NOT_FOUND · Request \S{8,}$/)).toBeVisible();
    await expect(page.getByRole("link")).toHaveCount(0);
  }
  await enter(page, TUI.admin);
  expect((await page.goto("/exports/abc/file"))?.status()).toBe(404);
  await page.getByRole("link", { name: "Go to the exports" }).click();
  await expect(page.getByRole("heading", { name: "Exports" })).toBeVisible();
});

test("sends nobody to another site after the log-in", async ({ page }) => {
  for (const next of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]) {
    await page.goto(`/log-in?next=${encodeURIComponent(next)}`);
    const leadsTo = await page.locator("input[name=next]").evaluateAll((fields: HTMLInputElement[]) => fields.map(({ value }) => value));
    expect(new Set(leadsTo)).toEqual(new Set(["/dashboard"]));
  }
});

test("ends the session at log-out, in the database too", async ({ page, context }) => {
  const namesLeft = async () => (await context.cookies()).map(({ name }) => name);
  await logIn(page, TUI.viewer);
  const cookies = await context.cookies();
  await page.getByText("Arjun Patel").first().click();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page).toHaveURL(/\/log-in$/);
  expect(await namesLeft()).toEqual(["__Host-known-device"]);
  await context.addCookies(cookies);
  await page.goto("/register?search=a");
  await expect(page).toHaveURL(/\/log-in\?ended=1/);
  await expect(page.getByText("Your session has ended")).toBeVisible();
  expect(await namesLeft()).toEqual(["__Host-known-device"]);
});

test("counts who signs in, shows since when, and takes who has left off the register", async ({ page, browser }) => {
  await enter(page, KAURI.admin);
  const link = await linkOf(page, "Te Rapa Depot");
  const stat = page.locator(".stat").filter({ hasText: "Te Rapa Depot" });
  const countsOf = async () => {
    const [, onSite = "", today = ""] = /(\d+)\s*(\d+) signed in today/.exec((await stat.innerText()).replace("Te Rapa Depot", "")) ?? [];
    return { onSite: Number(onSite), today: Number(today) };
  };
  await page.goto("/dashboard");
  const before = await countsOf();
  const name = `Kahurangi ${unique()}`;
  await signInAtGate(browser, link, name);
  await page.getByRole("link", { name: "Refresh" }).click();
  await expect(row(page, name)).toContainText("Te Rapa Depot");
  expect(await countsOf()).toEqual({ onSite: before.onSite + 1, today: before.today + 1 });
  await stat.getByRole("link", { name: "Te Rapa Depot" }).click();
  await expect(page.locator("#site")).toHaveValue(/.+/);
  await expect(row(page, name).locator("time")).toHaveText(/^\d{1,2}:\d\d\s[ap]m$/);
  await row(page, name).getByRole("link", { name: /Mark as left/ }).click();
  const dialog = page.getByRole("dialog", { name: `Has ${name} left?` });
  await dialog.getByRole("button", { name: "Keep on the register" }).click();
  await expect(row(page, name).getByRole("link", { name: /Mark as left/ })).toBeFocused();
  await row(page, name).getByRole("link", { name: /Mark as left/ }).click();
  await dialog.getByRole("button", { name: "Mark as left" }).click();
  await expect(page.getByText("Marked as left.")).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await expect(row(page, name)).toHaveCount(0);
  await page.goto(`/history?search=${encodeURIComponent(name)}`);
  await expect(row(page, name)).toContainText("Assumed left");
});

test("leaves a menu open that was opened before the script had loaded", async ({ page }) => {
  await enter(page, TUI.viewer);
  let letScriptsGo = () => {};
  const held = new Promise<void>((resolve) => (letScriptsGo = resolve));
  await page.route("**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/register", { waitUntil: "commit" });
  await page.locator(".account summary").click();
  letScriptsGo();
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: "Your account" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.locator(".account-sheet")).toBeHidden();
});

test("works without script: filter, mark as left, log out", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await logIn(page, TUI.admin);
  const name = `Moana ${unique()}`;
  await signInAtGate(browser, await linkOf(page, "Māngere Health Centre"), name);
  await page.goto("/register");
  await page.getByLabel("Search").fill(name);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: `Mark as left ${name}` }).click();
  await expect(page.getByRole("heading", { name: `Has ${name} left?` })).toBeVisible();
  await page.getByRole("button", { name: "Mark as left" }).click();
  await expect(page.getByText("Marked as left.")).toBeVisible();
  await expect(page.getByText("Nobody on site matches this")).toBeVisible();
  await page.locator(".account summary").click();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page).toHaveURL(/\/log-in$/);
  await context.close();
});

test("finds people without macrons and by phone, filters, and pages with the filter kept", async ({ page }) => {
  await enter(page, TUI.admin);
  await page.goto("/history");
  await page.getByLabel("Search").fill("tuhoro");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/search=tuhoro/);
  const names = page.getByRole("rowheader");
  await expect(names.first()).toHaveText(/Tūhoro|Tuhoro/);
  const number = (await page.getByRole("row").nth(1).getByRole("link", { name: /^0/ }).getAttribute("href"))?.replace("tel:+64", "0") ?? "";
  await page.getByLabel("Search").fill(number);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(new RegExp(`search=${number}`));
  await expect(names.filter({ hasText: "Tūhoro" }).first()).toBeVisible();
  await page.goto("/history");
  await page.locator("#site").selectOption({ label: "Ōrākei Terraces" });
  await page.locator("#type").selectOption("Delivery");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/type=delivery/);
  // The address changes a moment before the rows do.
  const rows = page.getByRole("row").filter({ hasText: "Delivery" }).filter({ hasText: "Ōrākei Terraces" });
  await expect(rows).toHaveCount(50);
  const firstPage = await names.allTextContents();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/type=delivery.*older=/);
  await expect(page.locator("#type")).toHaveValue("delivery");
  await expect.poll(() => names.allTextContents()).not.toEqual(firstPage);
  await expect(rows).toHaveCount(50);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(names).toHaveText(firstPage);
});

test("says beside the fields what is wrong with a filter, and what to do when nothing is found", async ({ page }) => {
  await enter(page, TUI.viewer);
  expect((await page.goto("/history?from=2026-13-45&site=&nonsense=1"))?.status()).toBe(400);
  await expect(page.locator("#from")).toHaveAccessibleDescription(/Enter a date/);
  expect((await page.goto("/history?from=2026-03-02&to=2026-03-01"))?.status()).toBe(400);
  await expect(page.locator("#to")).toHaveAccessibleDescription(/not before the first/);
  expect((await page.goto("/history?older=nonsense&type=visitor"))?.status()).toBe(400);
  await page.getByRole("link", { name: "Start from the latest visit" }).click();
  await expect(page).toHaveURL(/\/history\?type=visitor$/);
  for (const signs of ["%25", "_", "+ - +"]) {
    expect((await page.goto(`/history?search=${signs}`))?.status()).toBe(400);
    await expect(page.locator("#search")).toHaveAccessibleDescription(/at least one letter or digit/);
    await expect(page.getByRole("table")).toHaveCount(0);
  }
  await page.goto("/history?search=zzzzzz");
  await expect(page.getByRole("heading", { name: "No visit matches this" })).toBeVisible();
  await expect(page.getByText(/Each word must begin .* Try fewer letters\.$/)).toBeVisible();
  await page.goto("/history?type=visitor&from=2020-01-01&to=2020-01-02");
  await expect(page.getByText("Try a longer time or all types.", { exact: true })).toBeVisible();
  expect((await page.goto("/register?search=%25"))?.status()).toBe(400);
  await expect(page.getByText(/at least one letter or digit/)).toBeVisible();
  expect((await page.goto("/register?older=nonsense"))?.status()).toBe(400);
  await expect(page.getByRole("heading", { name: "On site now" })).toBeVisible();
});

test("makes an export, shows how far it is, and gives the file to its company's members alone", async ({ page, browser, playwright, baseURL }) => {
  await enter(page, TUI.admin);
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Exports" }).first().click();
  await page.getByLabel("First day").fill("2026-01-02");
  await page.getByLabel("Last day").fill("2026-01-01");
  await page.getByRole("button", { name: "Make the CSV file" }).click();
  await expect(page.getByLabel("Last day")).toHaveAccessibleDescription(/not before the first/);
  await page.locator("#siteId").selectOption({ label: "Ōrākei Terraces" });
  await page.getByLabel("Last day").fill(new Date().toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Make the CSV file" }).click();
  const file = card(page, "Ōrākei Terraces").first();
  await expect(file.getByRole("link", { name: "Download" })).toBeVisible({ timeout: 20_000 });
  const shown = Number(/([\d,]+) visits/.exec(await file.innerText())?.[1]?.replaceAll(",", ""));
  const [taken] = await Promise.all([page.waitForEvent("download"), file.getByRole("link", { name: "Download" }).click()]);
  expect(taken.suggestedFilename()).toMatch(/^visits-.*\.csv$/);
  const csv = await new Response(await taken.createReadStream().then((stream) => stream.toArray()).then((parts) => new Blob(parts as BlobPart[]))).text();
  const lines = csv.trim().split("\r\n");
  expect(lines.length - 1).toBe(shown);
  expect(shown).toBeGreaterThan(1_000);
  expect(csv).toContain("Ōrākei Terraces");
  expect(csv).toMatch(/'\+64\d{8,}/);
  const link = taken.url();
  const stranger = await playwright.request.newContext({ baseURL });
  expect((await stranger.get(link)).status()).toBe(401);
  await stranger.dispose();
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await enter(elsewhere, KAURI.admin);
  expect((await other.request.get(link)).status()).toBe(404);
  await other.close();
});

test("lets a viewer look, and neither export, nor end visits, nor change sites", async ({ page, context }) => {
  await enter(page, TUI.viewer);
  await page.goto("/dashboard");
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Exports" })).toHaveCount(0);
  expect((await page.goto("/exports"))?.status()).toBe(403);
  await expect(page.getByText("Your role doesn't allow this.")).toBeVisible();
  await page.getByRole("link", { name: "On site now" }).first().click();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("link", { name: /Mark as left/ })).toHaveCount(0);
  await page.goto("/sites");
  await expect(page.getByRole("img", { name: /QR code/ })).toHaveCount(4);
  await expect(page.getByRole("link", { name: /Replace the link|Close the site/ })).toHaveCount(0);
  const headers = { origin: new URL(page.url()).origin };
  const id = "0196a000-0000-7000-8000-000000000001";
  for (const [path, form] of [["/register", { id }], ["/exports", { siteId: "", fromOn: "2026-01-01", toOn: "2026-01-02" }], ["/sites", { intent: "close", siteId: id }]] as const) {
    expect((await context.request.post(path, { headers, form, maxRedirects: 0 })).status()).toBe(403);
  }
});

test("shows a site manager their own sites and nothing of the others", async ({ page }) => {
  await enter(page, TUI.manager);
  await page.goto("/dashboard");
  await expect(page.locator(".stat")).toHaveCount(3);
  await expect(page.getByText("Ōrākei Terraces")).toHaveCount(0);
  await page.goto("/history");
  await expect(page.getByRole("rowheader")).toHaveCount(50);
  await expect(page.getByText("Ōrākei Terraces")).toHaveCount(0);
});

test("replaces a site's link, closes the site and opens it again, at once for those at the gate", async ({ page, context }) => {
  await enter(page, KAURI.admin);
  const old = await linkOf(page, "Wiri Distribution Centre");
  const site = card(page, "Wiri Distribution Centre");
  const answer = async (link: string) => (await context.request.get(link)).status();
  expect(await answer(old)).toBe(200);
  const change = async (label: string, confirm: string, said: string) => {
    await site.getByRole("link", { name: label }).click();
    await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
    await expect(page.getByText(said)).toBeVisible();
  };
  await change("Replace the link", "Replace the link", "The link is replaced.");
  expect(await answer(old)).toBe(410);
  const fresh = await linkOf(page, "Wiri Distribution Centre");
  expect(fresh).not.toBe(old);
  expect(await answer(fresh)).toBe(200);
  await change("Close the site", "Close the site", "The site is closed.");
  expect(await answer(fresh)).toBe(410);
  await change("Open again", "Open the site", "The site is open again.");
  expect(await answer(fresh)).toBe(200);
  await page.getByRole("link", { name: /Poster to print for Wiri/ }).click();
  await expect(page.getByRole("heading", { name: "Sign in here" })).toBeVisible();
});

test("has nothing that axe finds on any page", async ({ page }) => {
  test.slow();
  for (const path of ["/log-in", "/dashboard", "/register", "/history?from=nonsense", "/history", "/exports", "/sites", "/board", "/board/new"]) {
    if (path === "/dashboard") await enter(page, TUI.admin);
    await page.goto(path);
    await expectNoFaults(page, path, { besides: MANY_ROWS });
  }
});
