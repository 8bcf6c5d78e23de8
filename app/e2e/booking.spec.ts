import { expect, test, type Browser, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readDemo } from "#dev/testing/demo.ts";
import { makeBlock, makeContent } from "#worker/testing/induction.ts";
import { findFaults } from "./axe.ts";
import { waitForMail } from "./mailbox.ts";
import { asOwner, makePerson, newEmail, openBrowser, PASSWORD, type Person } from "./people.ts";

/** Visitors of their site are asked for one tick. */
async function askInduction({ companyId }: Person): Promise<void> {
  const [templateId, versionId] = [randomUUID(), randomUUID()];
  const content = JSON.stringify(makeContent([makeBlock("heading", "h1", { text: { en: "Rules of the yard" } }), makeBlock("acknowledgement", "q1", { text: { en: "I wear a helmet" }, required: true })]));
  await asOwner(async (client) => {
    await client.query("insert into induction_template (company_id, id, name, visitor_types, draft) values ($1, $2, 'Yard', '{visitor}', $3)", [companyId, templateId, content]);
    await client.query("insert into induction_version (company_id, id, template_id, number, content, redo, published_by, published_at) select $1, $2, $3, 1, $4, false, id, now() from member where company_id = $1 limit 1", [companyId, versionId, templateId, content]);
    await client.query("insert into live_induction (company_id, template_id, visitor_type, version_id) values ($1, $2, 'visitor', $3)", [companyId, templateId, versionId]);
  });
}

async function openOffice(browser: Browser, { email }: Person): Promise<Page> {
  const page = await (await openBrowser(browser)).newPage();
  await page.goto("/log-in?next=/bookings");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Expected visitors", level: 1 })).toBeVisible();
  return page;
}

const expectClean = async (page: Page) => expect(await findFaults(page)).toEqual([]);

test("a visitor who is invited does the induction at home, and is in with one tap", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  await askInduction(person);
  const office = await openOffice(browser, person);
  await expect(office.getByText("Nobody is expected")).toBeVisible();
  await office.getByRole("link", { name: "Invite a visitor" }).click();
  await office.getByRole("button", { name: "Invite the visitor" }).click();
  await expect(office.getByRole("alert")).toContainText("2 things to fix");
  const email = newEmail();
  await office.getByRole("textbox", { name: "Name", exact: true }).fill("Tūmanako Paki");
  await office.getByLabel("Phone").fill("021 555 0142");
  await office.getByLabel("E-mail").fill(email);
  await office.getByLabel("Host").fill("Rangi at the office");
  await office.getByRole("button", { name: "Invite the visitor" }).click();
  await expect(office.getByText("Tūmanako Paki is invited.")).toBeVisible();
  await expectClean(office);

  const mail = await waitForMail(email, /You are expected at Kaimai Viaduct/);
  expect(mail.text).toContain("Aroha Ngata gave");
  const home = await (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
  await home.goto(new URL(mail.links[0] ?? "").pathname);
  await expect(home.getByRole("heading", { name: "You are expected", level: 1 })).toBeVisible();
  await home.getByRole("button", { name: "Do the induction now" }).click();
  await home.getByRole("checkbox", { name: "I wear a helmet" }).check();
  await home.getByRole("button", { name: "Finish" }).click();
  await expect(home.getByText("Done, with no last day.")).toBeVisible();
  await home.getByRole("button", { name: "I'm here, sign me in" }).click();
  await expect(home.getByRole("heading", { name: "You are signed in" })).toBeVisible();

  await office.goto("/bookings");
  await expect(office.getByRole("row", { name: /Tūmanako Paki/ })).toContainText("On site");
  await expectClean(office);
  await office.goto("/register");
  await expect(office.getByRole("row", { name: /Tūmanako Paki/ })).toBeVisible();
});

test("a file of visitors is checked line by line, and taken whole", async ({ browser }) => {
  test.slow();
  await readDemo();
  const office = await openOffice(browser, await makePerson());
  await office.getByRole("link", { name: "Invite many from a file" }).click();
  const rows = (phone: string) => `Name;Phone;First day\r\nMāia Ngata;021 555 0150;31/12/2027\r\n"Paki; Hēmi";${phone};31/12/2027\r\n`;
  await office.getByLabel("CSV file").setInputFiles({ name: "visitors.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${rows("12")}`) });
  await office.getByRole("button", { name: "Check and invite" }).click();
  await expect(office.getByText("1 thing to correct in 1 line. Nobody was invited.")).toBeVisible();
  await expect(office.getByRole("row", { name: /Line 3/ })).toContainText("phone number");
  await expectClean(office);
  await office.getByLabel("The rows").fill(rows("021 555 0151"));
  await office.getByRole("button", { name: "Check and invite" }).click();
  await expect(office.getByText("2 visitors are invited.")).toBeVisible();
  await office.getByRole("link", { name: "Paki; Hēmi" }).click();
  await expect(office.getByRole("img", { name: /QR code of the link/ })).toBeVisible();
  await office.getByRole("link", { name: "Call it off" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "Call it off" }).click();
  await expect(office.getByText("It is called off.")).toBeVisible();
});
