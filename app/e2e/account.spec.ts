import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expectNoFaults } from "./axe.ts";
import { waitForMail } from "./mailbox.ts";
import { invite, join, logIn, makeCompany, makeViewer, newName, NEW_PASSWORD, openBrowser } from "./newcomer.ts";

test.use({ extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.61" } });

/** What a page's own policy refused, or its script tripped over. */
let complaints: string[];
function listen(page: Page) {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
}
test.beforeEach(() => {
  complaints = [];
});
test.afterEach(() => {
  expect(complaints).toEqual([]);
});

const OTHER_PASSWORD = "pukeko over seven bridges";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const ADVISOR = "advisor@safety.example";

async function codes(page: Page): Promise<string[]> {
  const items = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(items).toHaveCount(10);
  return items.allInnerTexts();
}

const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

async function logOut(page: Page) {
  await page.goto("/dashboard");
  await page.locator(".account summary").click();
  await page.locator(".account").getByRole("button", { name: "Log out" }).click();
  await expect(page).toHaveURL(/\/log-in$/);
}

/** The app on the phone: it has the key that the page shows as text. */
const appOf = async (page: Page) => new TOTP({ secret: (await page.locator(".set-up-key").innerText()).replace(/\s/g, "") });

/** Sets up an authenticator app on the account page of whoever is logged in. Gives the app and the codes that are shown once. */
async function setUpApp(page: Page) {
  await page.goto("/account/authenticator");
  const app = await appOf(page);
  await page.getByLabel("Code from the app").fill(app.generate());
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByRole("heading", { name: "Keep these recovery codes" })).toBeVisible();
  return { app, kept: await codes(page) };
}

/** A code of the next half minute: the one of this was used. The server takes one step aside. */
const nextCode = (app: TOTP) => app.generate({ timestamp: Date.now() + 30_000 });

test("changes the password, which ends every other session", async ({ browser }) => {
  test.slow();
  const { page, email } = await makeViewer(browser);
  listen(page);
  const elsewhere = await openBrowser(browser);
  await logIn(elsewhere, { email, password: NEW_PASSWORD });
  await page.goto("/dashboard");
  await page.locator(".account summary").click();
  await page.getByRole("link", { name: "Your account" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await page.getByRole("link", { name: "Change the password" }).click();
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill("password1234");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(/not your password/);
  await page.getByLabel("Current password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/easy to guess/);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/12 characters or more/);
  await page.getByLabel("New password").fill(OTHER_PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your password is changed." })).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions" }).getByRole("rowheader")).toHaveCount(1);
  await waitForMail(email, /password/i);
  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/log-in\?ended=1/);
  await logIn(elsewhere, { email, password: OTHER_PASSWORD });
  await expect(elsewhere).toHaveURL(/\/dashboard/);
});

test("sets up an authenticator app, keeps its codes, and asks for them at the log-in", async ({ browser }) => {
  test.slow();
  const { page, email } = await makeViewer(browser);
  listen(page);
  await page.goto("/account/authenticator");
  await expect(page.getByRole("img", { name: "QR code for an authenticator app" })).toBeVisible();
  const app = await appOf(page);
  await page.getByLabel("Code from the app").fill("000000");
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByLabel("Code from the app")).toHaveAccessibleDescription(/doesn't match/);
  // The key stays: the app has it already.
  expect((await appOf(page)).secret.base32).toBe(app.secret.base32);
  await page.getByLabel("Code from the app").fill(app.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByText("They are shown only now")).toBeVisible();
  const kept = await codes(page);
  const [taken] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  expect(taken.suggestedFilename()).toBe("inductlite-recovery-codes.txt");
  expect((await readFile(await taken.path(), "utf8")).split("\n").filter((line) => kept.includes(line))).toEqual(kept);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(kept.join("\n"));
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("The authenticator app is set up.")).toBeVisible();
  await expect(page.getByText("10 codes left")).toBeVisible();
  await logOut(page);
  await logIn(page, { email, password: NEW_PASSWORD });
  await page.getByLabel(/code/i).fill(nextCode(app));
  await page.getByRole("button", { name: /log in|go on|check/i }).click();
  await expect(page).toHaveURL(/\/dashboard/);
  await page.goto("/account/authenticator");
  const removal = page.getByRole("region", { name: "Remove it" });
  await removal.getByLabel("Your password").fill("not the password");
  await removal.getByRole("button", { name: "Remove the authenticator app" }).click();
  await expect(removal.getByLabel("Your password")).toHaveAccessibleDescription(/not your password/);
  await removal.getByLabel("Your password").fill(NEW_PASSWORD);
  await removal.getByRole("button", { name: "Remove the authenticator app" }).click();
  await expect(page.getByText("The authenticator app is removed.")).toBeVisible();
});

test("makes new recovery codes, after which the old ones let nobody in", async ({ browser }) => {
  test.slow();
  const { page, email } = await makeViewer(browser, { script: false });
  await page.goto("/account/recovery-codes");
  await expect(page.getByText("You have no second step yet")).toBeVisible();
  const { kept } = await setUpApp(page);
  await page.goto("/account/recovery-codes");
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  const fresh = await codes(page);
  expect(fresh.filter((code) => kept.includes(code))).toEqual([]);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await logOut(page);
  await logIn(page, { email, password: NEW_PASSWORD });
  await page.getByRole("link", { name: "Use a recovery code instead" }).click();
  for (const [code, isGood] of [[kept[0], false], [fresh[0], true]] as const) {
    await page.getByLabel(/code/i).fill(code ?? "");
    await page.getByRole("button").first().click();
    if (isGood) await expect(page).toHaveURL(/\/dashboard/);
    else await expect(page.getByText(/doesn't match/).first()).toBeVisible();
  }
  await page.goto("/account");
  await expect(page.getByText("9 codes left")).toBeVisible();
});

/** A device with a finger, for this page; it can be made to turn away. */
async function giveDevice(page: Page) {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { turnAway: (isAway: boolean) => device.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: !isAway }) };
}

test("adds a passkey, logs in with it alone, and removes it", async ({ browser }) => {
  test.slow();
  const { page } = await makeViewer(browser);
  listen(page);
  const device = await giveDevice(page);
  await page.goto("/account/passkeys");
  await expect(page.getByText("No passkey yet")).toBeVisible();
  const add = page.getByRole("button", { name: "Add a passkey" });
  await page.getByLabel("Name of the passkey").fill("Work laptop");
  await page.locator("#password").fill("not the password");
  await add.click();
  await expect(page.locator("#password")).toHaveAccessibleDescription(/not your password/);
  await page.locator("#password").fill(NEW_PASSWORD);
  await device.turnAway(true);
  await add.click();
  await expect(page.getByRole("status").filter({ hasText: "No passkey was made" })).toBeVisible();
  await device.turnAway(false);
  await add.click();
  await expect(page.getByRole("heading", { name: "Keep these recovery codes" })).toBeVisible();
  expect(new Set(await codes(page)).size).toBe(10);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await page.getByRole("link", { name: "Passkeys" }).click();
  await expect(row(page, "Work laptop")).toContainText("Never");
  await page.getByLabel("Name of the passkey").fill("Again");
  await page.locator("#password").fill(NEW_PASSWORD);
  await add.click();
  await expect(page.getByText("This device already has a passkey of your account.")).toBeVisible();
  await logOut(page);
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  await expect(page).toHaveURL(/\/dashboard/);
  await page.goto("/account/passkeys");
  await expect(row(page, "Work laptop")).not.toContainText("Never");
  await row(page, "Work laptop").getByRole("link", { name: "Remove" }).click();
  const removal = page.getByRole("region", { name: "Remove the passkey “Work laptop”?" });
  await removal.getByLabel("Your password").fill("not the password");
  await removal.getByRole("button", { name: "Remove it" }).click();
  await expect(removal.getByLabel("Your password")).toHaveAccessibleDescription(/not your password/);
  await removal.getByLabel("Your password").fill(NEW_PASSWORD);
  await removal.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await expect(page.getByText("No passkey yet")).toBeVisible();
});

test("keeps the codes that are kept when a second way is added", async ({ browser }) => {
  test.slow();
  const { page } = await makeViewer(browser);
  await giveDevice(page);
  await setUpApp(page);
  await page.goto("/account/passkeys");
  await page.getByLabel("Name of the passkey").fill("Phone");
  await page.locator("#password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await expect(page.getByText("10 codes left")).toBeVisible();
});

test("tells where one is logged in, and ends one session or all others", async ({ browser }) => {
  test.slow();
  const { page, email } = await makeViewer(browser);
  const [phone, tablet] = [await openBrowser(browser, { userAgent: IPHONE }), await openBrowser(browser, { script: false })];
  for (const other of [phone, tablet]) await logIn(other, { email, password: NEW_PASSWORD });
  await page.goto("/account");
  const sessions = page.getByRole("region", { name: "Sessions" }).getByRole("row");
  await expect(sessions).toHaveCount(4);
  await expect(sessions.filter({ hasText: "this one" })).toHaveCount(1);
  await row(page, "Safari on an iPhone").getByRole("button", { name: "End" }).click();
  await expect(page.getByText("The session is ended.")).toBeVisible();
  await expect(row(page, "Safari on an iPhone")).toHaveCount(0);
  await phone.goto("/account");
  await expect(phone).toHaveURL(/\/log-in\?ended=1/);
  await tablet.goto("/account");
  await tablet.getByRole("button", { name: "End all others" }).click();
  await expect(tablet.getByText("1 other session is ended.")).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/log-in\?ended=1/);
});

test("switches between the companies of one log-in, and says in which one is", async ({ page }) => {
  listen(page);
  await logIn(page, { email: ADVISOR });
  await page.goto("/account");
  const [here, there] = (await page.locator(".app-company").innerText()).includes("Kauri") ? ["Kauri Logistics", "Tūī Builders"] : ["Tūī Builders", "Kauri Logistics"];
  const card = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await expect(card(here)).toContainText("You are here");
  await card(there).getByRole("button", { name: `Switch to ${there}` }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.locator(".app-company")).toHaveText(`${there} 2 companies: switch`);
  await page.locator(".account summary").click();
  await page.getByRole("link", { name: "Switch company" }).click();
  await expect(page).toHaveURL(/\/account#companies$/);
  await expect(card(there)).toContainText("You are here");
  const heading = page.getByRole("heading", { name: "Switch company" });
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  await page.getByRole("link", { name: "On site now" }).click();
  await page.getByRole("link", { name: "2 companies: switch" }).click();
  await expect(heading).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: `Switch to ${here}` })).toBeFocused();
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole("link", { name: "2 companies: switch" }).click();
  await expect(heading).toBeFocused();
  const [bar, place] = [await page.getByRole("banner").boundingBox(), await heading.boundingBox()];
  expect(place?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? Infinity));
});

test("asks owners and admins for a second step where the owner says so, and leads them to set it up without script", async ({ browser }) => {
  test.slow();
  const { page } = await makeCompany(browser);
  listen(page);
  await page.goto("/settings");
  await expect(page.getByText("1 owner or admin has none yet.")).toBeVisible();
  await expect(page.getByText("First set up yours")).toBeVisible();
  await expect(page.getByRole("link", { name: "Add a passkey" })).toHaveAttribute("href", "/account/passkeys");
  await expect(page.getByRole("link", { name: "Ask for a second step" })).toHaveCount(0);
  await setUpApp(page);
  const admin = await openBrowser(browser, { script: false, width: 360 });
  await join(admin, await invite(page, newName(), "Admin"));
  await page.goto("/settings");
  await page.getByRole("link", { name: "Ask for a second step" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask owners and admins for a second step?" });
  await expect(dialog).toContainText("1 owner or admin has none yet. At their next click they are led to their account");
  await dialog.getByRole("button", { name: "Ask for it" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Owners and admins are now asked for a second step." })).toBeVisible();
  for (const path of ["/dashboard", "/team", "/settings"]) {
    await admin.goto(path);
    await expect(admin).toHaveURL(/\/account\?required=1$/);
  }
  await expect(admin.getByText("Your company asks for a second step")).toBeVisible();
  await admin.getByRole("link", { name: "Set up an authenticator app" }).click();
  const { app } = await setUpApp(admin);
  expect(app.generate()).toMatch(/^\d{6}$/);
  await admin.getByRole("link", { name: "I have kept them" }).click();
  await admin.goto("/settings");
  await expect(admin.getByText("All owners and admins have one.")).toBeVisible();
  await expect(admin.getByText("An owner of your company may change what stands here.")).toBeVisible();
  await expect(admin.getByRole("link", { name: /Ask for/ })).toHaveCount(0);
  const headers = { origin: new URL(admin.url()).origin };
  expect((await admin.request.post("/settings", { headers, form: { intent: "let-go" }, maxRedirects: 0 })).status()).toBe(403);
  await admin.goto("/account/authenticator");
  await admin.locator("#password-to-remove").fill(NEW_PASSWORD);
  await admin.getByRole("button", { name: "Remove the authenticator app" }).click();
  await expect(admin.getByText("Add another one before you remove the last.")).toBeVisible();
  await page.goto("/settings?ask=let-go");
  await page.getByRole("button", { name: "Ask for it no more" }).click();
  await expect(page.getByText("Nobody has to have a second step any more.")).toBeVisible();
});

test("tells who set up a second step elsewhere to log in again", async ({ browser }) => {
  test.slow();
  const { page, email } = await makeCompany(browser);
  const earlier = await openBrowser(browser);
  await logIn(earlier, { email, password: NEW_PASSWORD });
  await setUpApp(page);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Ask for a second step" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ask for it" }).click();
  await expect(page.getByText("Owners and admins are now asked for a second step.")).toBeVisible();
  await earlier.goto("/team");
  await expect(earlier).toHaveURL(/\/account\?required=1$/);
  await earlier.getByRole("button", { name: "Log out and in again" }).click();
  await expect(earlier).toHaveURL(/\/log-in$/);
});

test("keeps what was typed when the connection is lost", async ({ browser }) => {
  test.slow();
  const { page } = await makeViewer(browser);
  await page.goto("/account/password");
  await page.getByLabel("Current password").fill(NEW_PASSWORD);
  await page.getByLabel("New password").fill(OTHER_PASSWORD);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status").filter({ hasText: "No connection" })).toBeVisible();
  await expect(page.getByLabel("New password")).toHaveValue(OTHER_PASSWORD);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
});

test("has nothing that axe finds on the account's pages", async ({ browser }) => {
  test.slow();
  const { page } = await makeViewer(browser);
  for (const path of ["/account?required=1", "/account/password", "/account/authenticator", "/account/passkeys", "/account/recovery-codes"]) {
    await page.goto(path);
    await expectNoFaults(page, path);
  }
  await setUpApp(page);
  await expectNoFaults(page, "the codes");
  await page.goto("/account/authenticator");
  await page.getByRole("button", { name: "Remove the authenticator app" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectNoFaults(page, "a refusal");
  await page.goto("/account?done=authenticator");
  await page.locator(".account summary").click();
  await expectNoFaults(page, "/account");
});
