import { expect, test, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { waitForMail } from "./mailbox.ts";
import { addDevice, addPasskey, addSecondFactor, makePerson, openBrowser, PASSWORD, randomAddress, suspend } from "./people.ts";

const WRONG = "not the password at all";

test.beforeEach(({ context }) => context.setExtraHTTPHeaders({ "CF-Connecting-IP": randomAddress() }));

/** Fills in the log-in page that is open. */
async function type(page: Page, email: string, password = PASSWORD) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.getByRole("button", { name: "Log in", exact: true }).click()]);
  return answer;
}

async function typeCode(page: Page, code: string) {
  await page.getByLabel(/code/i).fill(code);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}

test("says after too many wrong passwords how long to wait, and a new password is the way out at once", async ({ page, context }) => {
  test.slow();
  const { email } = await makePerson();
  await page.goto("/log-in");
  for (let time = 1; time <= 5; time += 1) {
    expect((await type(page, email, WRONG)).status()).toBe(401);
    await expect(page.getByRole("alert")).toContainText("don't match");
    await expect(page.getByText("You have one more try")).toHaveCount(time === 4 ? 1 : 0);
  }
  await expect(page.getByRole("alert")).toContainText("That was the last try for now");
  const answer = await type(page, email);
  expect(answer.status()).toBe(429);
  expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(600);
  await expect(page.getByRole("heading", { name: "Too many wrong tries" })).toBeVisible();
  await expect(page.getByText(/^Wait 1[45] minutes, then log in again\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Send me the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const mail = await waitForMail(email, /new password/);
  await page.goto(mail.links[0] ?? "");
  await page.getByLabel("New password").fill("tūī in the flax at noon");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await type(page, email, "tūī in the flax at noon");
  await expect(page).toHaveURL(/:\d+\/dashboard$/);
  expect((await context.cookies()).map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite }))).toEqual(
    expect.arrayContaining(["__Host-session", "__Host-known-device"].map((name) => ({ name, httpOnly: true, secure: true, sameSite: "Lax" }))),
  );
});

test("is not locked by strangers for a browser that has logged in before", async ({ page, context, browser }) => {
  test.slow();
  const { email } = await makePerson();
  await page.goto("/log-in");
  await type(page, email);
  await expect(page).toHaveURL(/:\d+\/dashboard$/);
  const stranger = await openBrowser(browser);
  const address = randomAddress();
  await stranger.setExtraHTTPHeaders({ "CF-Connecting-IP": address });
  const elsewhere = await stranger.newPage();
  await elsewhere.goto("/log-in");
  for (let time = 1; time <= 5; time += 1) await type(elsewhere, email, WRONG);
  expect((await type(elsewhere, email)).status()).toBe(429);
  await stranger.close();
  await context.clearCookies({ name: "__Host-session" });
  await context.setExtraHTTPHeaders({ "CF-Connecting-IP": address });
  await page.goto("/log-in");
  expect((await type(page, email)).status()).toBe(303);
});

test("says that a company is paused", async ({ page }) => {
  const person = await makePerson();
  await suspend(person);
  await page.goto("/log-in");
  expect((await type(page, person.email)).status()).toBe(403);
  await expect(page.getByText("Your company is paused here")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
});

test("shows the password while it is asked to, and hides it again before it is sent", async ({ page }) => {
  await page.goto("/log-in");
  const password = page.getByLabel("Password", { exact: true });
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.evaluate(() => document.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault()));
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(password).toHaveAttribute("type", "password");
});

test("asks for the code of the app, once each, and goes on to the page that was wanted", async ({ page, context }) => {
  const person = await makePerson();
  const { secret } = await addSecondFactor(person);
  await page.goto("/history?search=moana");
  await type(page, person.email);
  await expect(page).toHaveURL(/\/log-in\/second-step\?next=%2Fhistory/);
  expect(page.url()).not.toContain("ey");
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Code", { exact: true })).toHaveAttribute("autocomplete", "one-time-code");
  await typeCode(page, "");
  await expect(page.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(/Enter the code/);
  await typeCode(page, "000 000");
  await expect(page.getByRole("alert")).toContainText("That code doesn't match");
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await typeCode(page, new TOTP({ secret }).generate());
  await expect(page).toHaveURL(/\/history\?search=moana$/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("__Host-second-step");
});

test("takes a recovery code in place of the app's, once, without script", async ({ browser }) => {
  const person = await makePerson();
  const { recoveryCodes } = await addSecondFactor(person);
  const context = await openBrowser(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  for (const isUsed of [false, true]) {
    await context.clearCookies();
    await page.goto("/log-in?next=/sites");
    await type(page, person.email);
    await page.getByRole("link", { name: "Use a recovery code instead" }).click();
    await typeCode(page, "nothing-like-one");
    await expect(page.getByRole("alert")).toContainText("Check each character");
    await typeCode(page, recoveryCodes[0]?.toUpperCase() ?? "");
    if (isUsed) await expect(page.getByRole("alert")).toContainText("That code doesn't match");
    else await expect(page).toHaveURL(/:\d+\/sites$/);
  }
  await page.getByRole("link", { name: "I have my app after all" }).click();
  await expect(page.getByLabel("Code", { exact: true })).toBeVisible();
  await context.close();
});

test("says how long to wait after too many wrong codes", async ({ page }) => {
  const person = await makePerson();
  const { secret } = await addSecondFactor(person);
  await page.goto("/log-in");
  await type(page, person.email);
  for (let time = 1; time <= 5; time += 1) {
    await typeCode(page, `00000${time}`);
    await expect(page.getByRole("alert")).toContainText("That code doesn't match");
  }
  await typeCode(page, new TOTP({ secret }).generate());
  await expect(page.getByRole("heading", { name: "Too many wrong codes" })).toBeVisible();
  await expect(page.getByText(/^Wait 1[45] minutes/)).toBeVisible();
});

test("begins again when the password was too long ago", async ({ page, context }) => {
  const person = await makePerson();
  await addSecondFactor(person);
  await page.goto("/log-in?next=/sites");
  await type(page, person.email);
  await context.clearCookies({ name: "__Host-second-step" });
  await typeCode(page, "123456");
  await expect(page.getByText("That took more than five minutes")).toBeVisible();
  await expect(page.locator("input[name=next]").first()).toHaveValue("/sites");
});

test("logs in with a passkey alone, without an e-mail, and says when none was used", async ({ page, context }) => {
  const person = await makePerson();
  await page.goto("/log-in?next=/sites");
  const device = await addDevice(page);
  await addPasskey(page, person);
  await device.refuse(true);
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  await expect(page.getByText("No passkey was used.")).toBeVisible();
  await device.refuse(false);
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  await expect(page).toHaveURL(/:\d+\/sites$/);
  expect((await context.cookies()).map(({ name }) => name)).toContain("__Host-known-device");
});

test("says that a passkey was removed from its account", async ({ page }) => {
  await page.goto("/log-in");
  await addDevice(page);
  await addPasskey(page, await makePerson(), { removed: true });
  await page.getByRole("button", { name: "Log in with a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("That passkey doesn't open a log-in here");
});

test("takes a passkey as the second step after the password", async ({ page }) => {
  const person = await makePerson();
  await page.goto("/log-in?next=/sites");
  await addDevice(page);
  await addPasskey(page, person);
  await type(page, person.email);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await expect(page.getByLabel("Code", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page).toHaveURL(/:\d+\/sites$/);
});

test("offers no passkey where there is no script, and says so where it is the only way", async ({ browser, page }) => {
  const person = await makePerson();
  await page.goto("/log-in");
  await addDevice(page);
  await addPasskey(page, person);
  const context = await openBrowser(browser, { javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto("/log-in");
  await expect(plain.getByRole("button")).toHaveText(["Log in"]);
  await type(plain, person.email);
  await expect(plain.getByText("A passkey needs a browser that runs scripts")).toBeVisible();
  await expect(plain.getByRole("link", { name: "Use a recovery code instead" })).toBeVisible();
  await context.close();
});
