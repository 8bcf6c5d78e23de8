import { expect, test, type Browser, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { gateOf, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

const NAME = "Open trench behind block B";

async function openOffice(browser: Browser, { email }: Person): Promise<Page> {
  const page = await (await openBrowser(browser)).newPage();
  await page.goto("/log-in?next=/board");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Board", level: 1 })).toBeVisible();
  return page;
}

async function openPhone(browser: Browser): Promise<Page> {
  return (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
}

test("a hazard on the board is read by everybody before they come in, and is in the record", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const gate = await gateOf(person);
  const office = await openOffice(browser, person);
  await expect(office.getByText("Nothing is on the board")).toBeVisible();
  await office.getByRole("link", { name: "Put something up" }).click();
  await office.getByRole("button", { name: "Put it up" }).click();
  await expect(office.getByRole("alert")).toContainText("2 things to fix");
  await office.getByRole("radio", { name: /Hazard: high/ }).check();
  await office.getByLabel("In a few words").fill(NAME);
  await office.getByLabel("What to do about it").fill("Keep to the path.\nKia tūpato.");
  await office.getByRole("button", { name: "Put it up" }).click();
  await expect(office.getByText("It is on the board.")).toBeVisible();
  await expect(office.getByRole("listitem").filter({ hasText: NAME })).toContainText("Read by 0 visitors");

  const phone = await openPhone(browser);
  await phone.goto(gate);
  await expect(phone.getByRole("heading", { name: `Hazard, high: ${NAME}` })).toBeVisible();
  await phone.getByLabel("Your name").fill("Tūmanako Paki");
  await phone.getByLabel("Phone").fill("12");
  await phone.getByRole("radio", { name: /Visitor/ }).check();
  await phone.getByRole("button", { name: "Sign in" }).click();
  await expect(phone.getByRole("alert")).toContainText("2 things to fix");
  await expect(phone.getByRole("checkbox", { name: "I have read this" })).toHaveAccessibleDescription(/Read what stands on the board/);
  await phone.getByLabel("Phone").fill("021 555 0142");
  await phone.getByRole("checkbox", { name: "I have read this" }).check();
  await phone.getByRole("button", { name: "Sign in" }).click();
  await expect(phone.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await phone.getByRole("button", { name: "Sign out" }).click();

  // The phone that comes again reads it again, in its own language, and is in with a tick and a tap.
  await phone.goto(`${gate}?lang=mi`);
  await phone.getByRole("button", { name: "Waitohu mai" }).click();
  await expect(phone.getByText("Pānuitia ngā kōrero i runga ake nei, ka tohua te pouaka")).toBeVisible();
  await phone.getByRole("checkbox").check();
  await phone.getByRole("button", { name: "Waitohu mai" }).click();
  await expect(phone).toHaveURL(/\/v\//);

  await office.goto("/board");
  await expect(office.getByRole("listitem").filter({ hasText: NAME })).toContainText("Read by 2 visitors");
  await office.getByRole("link", { name: /^Take down/ }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Take it down" }).click();
  await expect(office.getByText("It is off the board.")).toBeVisible();
  const another = await openPhone(browser);
  await another.goto(gate);
  await expect(another.getByText(NAME)).toHaveCount(0);
});
