import { expect, test, type Page } from "@playwright/test";
import { mailsTo, waitForMail } from "./mailbox.ts";
import { invite, makePerson, newEmail, openBrowser, PASSWORD, randomAddress, suspend } from "./people.ts";

const CHOSEN = "four kākā share one rātā";

test.beforeEach(({ context }) => context.setExtraHTTPHeaders({ "CF-Connecting-IP": randomAddress() }));

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" }).click();

/** Asks for a new company, and gives the link of the mail. */
async function askForCompany(page: Page, companyName: string, email: string): Promise<string> {
  await page.goto("/sign-up");
  await page.getByLabel("Company").fill(companyName);
  await page.getByLabel("Your name").fill("Aroha Ngata");
  await page.getByLabel("Your e-mail").fill(email);
  await press(page, "Send me the link");
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  return (await waitForMail(email, /Confirm your e-mail/)).links[0] ?? "";
}

async function logIn(page: Page, email: string, password = PASSWORD) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Log in");
}

const inDashboard = /:\d+\/dashboard(\?|$)/;

test.describe("signing up", () => {
  test("leads from the log-in page by the mail to the dashboard, with the first steps said", async ({ page, context }) => {
    test.slow();
    const email = newEmail();
    await page.goto("/log-in");
    await page.getByRole("link", { name: "Start here" }).click();
    await press(page, "Send me the link");
    for (const [label, said] of [["Company", "Enter your company's name"], ["Your name", "Enter your name"], ["Your e-mail", "Enter your e-mail"]] as const) {
      await expect(page.getByLabel(label)).toHaveAccessibleDescription(new RegExp(said));
    }
    const link = await askForCompany(page, "Rātā Roofing", email.toUpperCase());
    for (let time = 1; time <= 3; time += 1) await page.goto(link);
    await expect(page.getByText("Rātā Roofing").last()).toBeVisible();
    await expect(page.getByText(email)).toBeVisible();
    for (const [password, said] of [["short", /12 characters or more/], ["password1234", /easy to guess/]] as const) {
      await page.getByLabel("Choose a password").fill(password);
      await press(page, "Create the company");
      await expect(page.getByLabel("Choose a password")).toHaveAccessibleDescription(said);
      await expect(page.getByLabel("Choose a password")).toHaveValue("");
    }
    await page.getByLabel("Choose a password").fill(CHOSEN);
    // The second press would find the link used.
    await page.getByRole("button", { name: "Create the company" }).dblclick();
    await expect(page).toHaveURL(inDashboard);
    await expect(page.getByText("Rātā Roofing is ready, and you are its owner")).toBeVisible();
    await expect(page.getByRole("link", { name: "Invite your team" })).toBeVisible();
    expect((await page.goto(link))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This link is used or too old" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Start again" })).toBeVisible();
    await context.clearCookies();
    await page.goto("/log-in");
    await logIn(page, email, CHOSEN);
    await expect(page).toHaveURL(inDashboard);
  });

  test("works without script", async ({ browser }) => {
    const context = await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(await askForCompany(page, "Kōkako Joinery", newEmail()));
    await expect(page.getByRole("button")).toHaveText(["Create the company"]);
    await page.getByLabel("Choose a password").fill(CHOSEN);
    await press(page, "Create the company");
    await expect(page).toHaveURL(inDashboard);
    await expect(page.getByText("Kōkako Joinery is ready, and you are its owner")).toBeVisible();
    await context.close();
  });

  test("answers the same for an address that has a log-in, which then makes the second company", async ({ page }) => {
    const person = await makePerson();
    const link = await askForCompany(page, "Second Rātā", person.email);
    await page.goto(link);
    await expect(page.getByText("You have a log-in already")).toBeVisible();
    await page.getByRole("link", { name: "Log in" }).click();
    await logIn(page, person.email);
    await expect(page.getByRole("heading", { name: "Create your company" })).toBeVisible();
    await press(page, "Create the company");
    await expect(page.getByText("Second Rātā is ready, and you are its owner")).toBeVisible();
  });

  test("leads somebody who is logged in as another to the right log-in and back", async ({ page }) => {
    const [person, other] = [await makePerson(), await makePerson()];
    const link = await askForCompany(page, "Third Rātā", person.email);
    await page.goto("/log-in");
    await logIn(page, other.email);
    await expect(page).toHaveURL(inDashboard);
    await page.goto(link);
    await press(page, "Create the company");
    await expect(page.getByText("You are logged in as somebody else")).toBeVisible();
    await press(page, "Log out, then log in");
    await logIn(page, person.email);
    await press(page, "Create the company");
    await expect(page.getByText("Third Rātā is ready, and you are its owner")).toBeVisible();
  });

  test("says how long to wait when it was asked for too often, and keeps what was typed", async ({ page }) => {
    const email = newEmail();
    await askForCompany(page, "Rātā Again", email);
    for (let time = 1; time <= 2; time += 1) {
      await press(page, "Send it once more");
      await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
      await expect.poll(async () => (await mailsTo(email)).length).toBe(time + 1);
    }
    await press(page, "Send it once more");
    await expect(page.getByText(/^Wait 1[45] minutes, then try again$/)).toBeVisible();
    await expect(page.getByLabel("Company")).toHaveValue("Rātā Again");
    await expect(page.getByLabel("Your e-mail")).toHaveValue(email);
  });
});

test.describe("a forgotten password", () => {
  test("is set anew by the mail's link, once, ends every session, and works without script", async ({ page, browser }) => {
    const { email } = await makePerson();
    await page.goto("/log-in");
    await logIn(page, email);
    await expect(page).toHaveURL(inDashboard);
    const context = await openBrowser(browser, { javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto("/log-in");
    await plain.getByRole("link", { name: "Forgot your password?" }).click();
    await press(plain, "Send me the link");
    await expect(plain.getByLabel("E-mail")).toHaveAccessibleDescription(/Enter your e-mail/);
    await plain.getByLabel("E-mail").fill(email);
    await press(plain, "Send me the link");
    const link = (await waitForMail(email, /new password/)).links[0] ?? "";
    await plain.goto(link);
    await plain.goto(link);
    await expect(plain.getByText(email)).toBeVisible();
    await plain.getByLabel("New password").fill(email);
    await press(plain, "Change the password");
    await expect(plain.getByLabel("New password")).toHaveAccessibleDescription(/easy to guess/);
    await plain.getByLabel("New password").fill(CHOSEN);
    await press(plain, "Change the password");
    await expect(plain.getByText("Your password is changed")).toBeVisible();
    await logIn(plain, email, CHOSEN);
    await expect(plain).toHaveURL(inDashboard);
    expect((await plain.goto(link))?.status()).toBe(404);
    await expect(plain.getByRole("link", { name: "Ask for a new link" })).toBeVisible();
    await page.goto("/register");
    await expect(page.getByText("Your session has ended")).toBeVisible();
    await context.close();
  });

  test("is answered the same for an address that nobody has, and no mail goes to it", async ({ page }) => {
    const [email, { email: known }] = [newEmail(), await makePerson()];
    const said: string[] = [];
    for (const address of [email, known]) {
      await page.goto("/reset");
      await page.getByLabel("E-mail").fill(address);
      await press(page, "Send me the link");
      await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
      said.push((await page.getByRole("main").innerText()).replaceAll(address, "…"));
    }
    expect(said[0]).toBe(said[1]);
    await waitForMail(known, /new password/);
    expect(await mailsTo(email)).toEqual([]);
  });
});

test.describe("an invitation", () => {
  test("says who invites whom as what, and makes a member with a new log-in, without script too", async ({ browser }) => {
    const owner = await makePerson();
    for (const javaScriptEnabled of [true, false]) {
      const context = await openBrowser(browser, { javaScriptEnabled });
      const page = await context.newPage();
      await page.goto(await invite(owner, { role: "site_manager" }));
      await expect(page.getByRole("heading", { name: `Join ${owner.companyName}` })).toBeVisible();
      await expect(page.getByText("Aroha Ngata invites you.")).toBeVisible();
      await expect(page.getByText(/marks who has left, writes inductions and makes exports/)).toBeVisible();
      await expect(page.getByText("Kaimai Viaduct")).toBeVisible();
      await expect(page.getByLabel("Your name")).toHaveValue("Hana Whaanga");
      await page.getByLabel("Your name").fill("Hana Te Whaanga");
      await press(page, /^Join /);
      await expect(page.getByLabel("Choose a password")).toHaveAccessibleDescription(/12 characters or more|Enter a password/);
      await expect(page.getByLabel("Your name")).toHaveValue("Hana Te Whaanga");
      await page.getByLabel("Choose a password").fill(CHOSEN);
      await press(page, /^Join /);
      await expect(page).toHaveURL(inDashboard);
      await expect(page.getByText(`You are in: this is ${owner.companyName}`)).toBeVisible();
      await expect(page.getByText("Hana Te Whaanga").first()).toBeVisible();
      await context.close();
    }
  });

  test("is taken by somebody who has a log-in already, once they have logged in with it", async ({ page }) => {
    const [owner, guest] = [await makePerson(), await makePerson()];
    const path = await invite(owner, { email: guest.email, role: "admin" });
    await page.goto(path);
    await expect(page.getByLabel("Choose a password")).toHaveCount(0);
    await page.getByRole("link", { name: "Log in" }).click();
    await logIn(page, guest.email);
    await press(page, /^Join /);
    await expect(page.getByText(`You are in: this is ${owner.companyName}`)).toBeVisible();
    await expect(page.getByText("Your role here: Admin.")).toBeVisible();
  });

  test("that can't be taken any more says why and what to do", async ({ page }) => {
    const owner = await makePerson();
    const dead = [
      [await invite(owner, { becomes: "expired" }), 410, "This invitation is too old", "Ask Aroha Ngata for a new one"],
      [await invite(owner, { becomes: "revoked" }), 410, "This invitation was withdrawn", "Maybe a newer one was sent"],
      [await invite(owner, { becomes: "used" }), 410, "You have joined already", "Log in with"],
      [`/join/${"x".repeat(43)}`, 404, "This invitation is not known", "Open it from the mail itself"],
    ] as const;
    for (const [path, status, title, whatToDo] of dead) {
      expect((await page.goto(path))?.status()).toBe(status);
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      await expect(page.getByText(whatToDo)).toBeVisible();
    }
    const path = await invite(owner);
    await suspend(owner);
    expect((await page.goto(path))?.status()).toBe(403);
    await expect(page.getByRole("heading", { name: `${owner.companyName} is paused here` })).toBeVisible();
  });
});
