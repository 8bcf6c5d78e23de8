import { expect, test, type Browser, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";
import { gateOf, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

async function openOffice(browser: Browser, { email }: Person): Promise<Page> {
  const page = await (await openBrowser(browser)).newPage();
  await page.goto("/log-in?next=/sites");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sites", level: 1 })).toBeVisible();
  return page;
}

/** Somebody signs in with their own phone, without script. */
async function come(browser: Browser, gate: string, { name, phone, employer }: { name: string; phone: string; employer: string }): Promise<Page> {
  const page = await (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
  await page.goto(gate);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Phone").fill(phone);
  await page.getByRole("radio", { name: /Contractor/ }).check();
  await page.getByLabel("Company you work for").fill(employer);
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

const axe = async (page: Page) => (await findFaults(page)).map((fault) => `${page.url()} ${fault}`);

test("a site asks for papers, a contractor gets them in date, and somebody is banned from their row in the register", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const [gate, office] = [await gateOf(person), await openOffice(browser, person)];
  await office.getByRole("link", { name: /^Rules at the gate/ }).click();
  await office.getByLabel("Name", { exact: false }).first().fill("Ana Rangi");
  await office.getByRole("group", { name: "Opening hours" }).getByLabel("Monday from").fill("06:30");
  await office.getByRole("group", { name: "Opening hours" }).getByLabel("Monday to").fill("17:00");
  await office.getByRole("button", { name: "Copy Monday to the weekdays" }).click();
  await expect(office.getByLabel("Friday to")).toHaveValue("17:00");
  await office.getByRole("radiogroup", { name: "Whose company has no papers in date" }).getByLabel("Stop them").check();
  await office.getByRole("button", { name: "Save" }).click();
  await expect(office.getByRole("alert")).toContainText("Enter a phone number, like 021 123 4567");
  await expect(office.getByLabel("Friday to")).toHaveValue("17:00");
  await office.getByRole("textbox", { name: "Phone" }).fill("021 555 0101");
  await office.getByRole("button", { name: "Save" }).click();
  await expect(office.getByText("The rules are saved.")).toBeVisible();
  const found = await axe(office);

  const who = { name: "Hēmi Parata", phone: "021 555 0123", employer: "TUI scaffolding" };
  await expect((await come(browser, gate, who)).getByRole("link", { name: /Ana Rangi/ })).toBeVisible();
  await office.getByRole("link", { name: "your contractors" }).click();
  await office.getByRole("link", { name: "Add a contractor" }).click();
  await office.getByLabel("Company").fill("Tūī Scaffolding Ltd");
  await office.getByRole("button", { name: "Add" }).click();
  await expect(office.getByText("Now add the papers that you have seen.")).toBeVisible();
  await office.getByLabel("What it is, with its number").fill("Public liability, AB123");
  await office.getByLabel("Last day that it is good for").fill("2100-01-01");
  await office.getByRole("button", { name: "Add the paper" }).click();
  await expect(office.getByText("Until 1 Jan 2100")).toBeVisible();
  found.push(...(await axe(office)));
  await office.getByRole("link", { name: "All contractors" }).click();
  await expect(office.getByRole("row", { name: /Tūī Scaffolding Ltd/ })).toContainText("None");
  found.push(...(await axe(office)));

  const phone = await come(browser, gate, who);
  await expect(phone.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await office.goto("/register");
  await office.getByRole("link", { name: "Ban Hēmi Parata" }).click();
  await expect(office.getByLabel("Name")).toHaveValue("Hēmi Parata");
  await expect(office.getByLabel("Phone number")).toHaveValue("021 555 0123");
  expect(office.url()).not.toContain("Parata");
  await office.getByLabel("Why").fill("Fought at the gate");
  found.push(...(await axe(office)));
  await office.getByRole("button", { name: "Ban" }).click();
  await expect(office.getByText("The ban holds.")).toBeVisible();
  await expect(office.getByRole("link", { name: /^On site now/ }).last()).toBeVisible();
  found.push(...(await axe(office)));
  await phone.getByRole("button", { name: "Sign out" }).click();
  await expect((await come(browser, gate, { ...who, name: "hemi parata" })).getByRole("link", { name: /Ana Rangi/ })).toBeVisible();
  await office.getByRole("link", { name: /^Lift the ban/ }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Lift the ban" }).click();
  await expect(office.getByText("The ban is lifted.")).toBeVisible();
  expect(found).toEqual([]);
});

test("terms are written, looked at, published, accepted at the gate and withdrawn", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const [gate, office] = [await gateOf(person), await openOffice(browser, person)];
  await office.getByRole("link", { name: "Terms" }).click();
  await office.getByRole("link", { name: "Write terms" }).click();
  await office.getByRole("button", { name: "Publish" }).click();
  await expect(office.getByRole("alert")).toContainText("Write the terms in English first");
  await office.getByLabel("English", { exact: true }).fill("# House rules\n\nWear your **helmet**.");
  await office.getByLabel("Another language").selectOption("mi");
  await office.getByRole("button", { name: "Add the language" }).click();
  await office.getByLabel(/^Te reo Māori/).fill("Potae mārō i ngā wā katoa.");
  await office.getByRole("button", { name: "Preview" }).click();
  await expect(office.getByRole("heading", { name: "House rules" })).toBeVisible();
  const found = await axe(office);
  await office.getByRole("button", { name: "Publish" }).click();
  await expect(office.getByText("The terms are in force.")).toBeVisible();
  found.push(...(await axe(office)));

  const phone = await (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
  await phone.goto(gate);
  await expect(phone.getByText(/^By signing in you accept the terms of Rātā Roofing/)).toBeVisible();
  await phone.getByText(/^Terms of Rātā Roofing/).click();
  await expect(phone.getByText("helmet")).toBeVisible();
  await phone.goto(`${gate}?lang=mi`);
  await expect(phone.locator('details [lang="mi"]')).toHaveText("Potae mārō i ngā wā katoa.");
  await come(browser, gate, { name: "Mere Tau", phone: "021 555 0177", employer: "Rātā" });
  await office.goto("/terms");
  await expect(office.getByText("Accepted by 1 visit.")).toBeVisible();
  await office.getByRole("link", { name: "Withdraw" }).click();
  await office.getByRole("button", { name: "Withdraw" }).click();
  await expect(office.getByText("The terms are withdrawn.")).toBeVisible();
  await office.getByRole("link", { name: "Version 1" }).click();
  await expect(office.getByRole("heading", { name: "Terms, version 1", level: 1 })).toBeVisible();
  await phone.goto(`${gate}?lang=en`);
  await expect(phone.getByText(/^By signing in you accept/)).toHaveCount(0);
  expect(found).toEqual([]);
});
