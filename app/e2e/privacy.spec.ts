import { expect, test, type Browser, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";
import { waitForMail } from "./mailbox.ts";
import { asOwner, gateOf, makePerson, newEmail, openBrowser, PASSWORD } from "./people.ts";

async function expectClean(page: Page): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

const openPhone = async (browser: Browser) => (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();

test("somebody sees what is held about them and asks for a correction, and the office puts it right within its days", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  const phone = await openPhone(browser);
  await phone.goto(await gateOf(person));
  await phone.getByLabel("Your name").fill("Tumanako Paki");
  await phone.getByLabel("Phone").fill("021 555 0142");
  await phone.getByRole("radio", { name: /Visitor/ }).check();
  await phone.getByRole("button", { name: "Sign in" }).click();
  await phone.getByRole("button", { name: "Sign out" }).click();
  await phone.getByRole("link", { name: "What is held about me" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: `What ${person.companyName} holds about you` })).toBeVisible();
  await expect(phone.getByRole("heading", { name: "One visit" })).toBeVisible();

  // What was typed stays through a change of language, in both boxes.
  await phone.getByLabel("What is wrong, and what is right").fill("My employer");
  await phone.getByLabel("Why").fill("I don't come any more");
  await phone.getByRole("button", { name: "Te reo Māori" }).click();
  await expect(phone.getByLabel("He aha te hē, he aha te tika")).toHaveValue("My employer");
  await phone.getByRole("button", { name: "English" }).click();
  await expect(phone.getByLabel("Why")).toHaveValue("I don't come any more");
  await phone.getByLabel("What is wrong, and what is right").fill("");
  await phone.getByRole("button", { name: "Ask for a correction" }).click();
  await expect(phone.getByRole("alert")).toContainText("Say what is wrong, and what is right");
  await phone.getByLabel("What is wrong, and what is right").fill("My name is Tūmanako");
  await phone.getByRole("button", { name: "Ask for a correction" }).click();
  await expect(phone.getByText("The office has your request")).toBeVisible();
  await expect(phone.getByText(/An answer is due by/)).toBeVisible();
  await phone.getByRole("button", { name: "Te reo Māori" }).click();
  await expect(phone.getByRole("heading", { name: "Āu tono" })).toBeVisible();
  // The tool needs script, which the page has not.
  const looked = await (await openBrowser(browser, { viewport: { width: 360, height: 740 } })).newPage();
  for (const language of ["en", "mi"]) {
    await looked.goto(`${phone.url().split("?")[0]}?lang=${language}`);
    await expectClean(looked);
  }

  const office = await (await openBrowser(browser)).newPage();
  await office.goto("/log-in?next=/privacy");
  await office.getByLabel("E-mail").fill(person.email);
  await office.locator("#password").fill(PASSWORD);
  await office.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(office.getByText("20 working days left")).toBeVisible();
  await expectClean(office);
  await office.getByRole("link", { name: "Tumanako Paki" }).click();
  await expect(office.getByText("My name is Tūmanako")).toBeVisible();
  await office.getByLabel("Name", { exact: true }).fill("Tūmanako Paki");
  await office.getByRole("button", { name: "Correct it" }).click();
  await expect(office.getByText("It is corrected.", { exact: true })).toBeVisible();
  await office.getByRole("radio", { name: /^Done/ }).check();
  await office.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(office.getByRole("alert")).toContainText("Make sure that it is them");
  await office.getByLabel("What they are told").fill("Aroha mai. It is corrected.");
  await office.getByLabel("I have made sure that it is them").check();
  await office.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(office.getByText("The request is answered.")).toBeVisible();
  await expectClean(office);

  await phone.reload();
  await expect(phone.getByText("Aroha mai. It is corrected.")).toBeVisible();
  await expect(phone.getByText("Tūmanako Paki", { exact: true })).toBeVisible();

  // By phone they ask to see it: their link goes to the address that their invitation holds.
  const email = newEmail();
  await asOwner((client) => client.query(`insert into booking (company_id, id, site_id, visitor_type, name, name_key, phone, employer, email, from_on, to_on, token_hash, booked_by, booked_at)
    select p.company_id, gen_random_uuid(), s.id, 'visitor', p.name, p.name_key, p.phone, '', $2, current_date, current_date, sha256(convert_to($2, 'UTF8')), m.id, now()
      from person p join site s on s.company_id = p.company_id join member m on m.company_id = p.company_id where p.company_id = $1 limit 1`, [person.companyId, email]));
  await office.goto("/privacy/new?q=Paki");
  await office.getByRole("link", { name: "Tūmanako Paki" }).click();
  await office.getByRole("radio", { name: /^See all of it/ }).check();
  await office.getByRole("button", { name: "Write it down" }).click();
  await office.getByRole("button", { name: "Send them their link by mail" }).click();
  await expect(office.getByText("Their link is on its way.")).toBeVisible();
  await expectClean(office);
  const mail = await waitForMail(email, /holds about you/);
  for (const language of ["en", "mi"]) {
    await looked.goto(`${new URL(mail.links[0] ?? "").pathname}?lang=${language}`);
    await expect(looked.getByText(email)).toBeVisible();
    await expectClean(looked);
  }

  // Found by the number, too, as somebody who asks by phone is.
  await office.goto("/privacy/new");
  await office.getByLabel("Name or phone number").fill("021 555 0142");
  await office.getByRole("button", { name: "Find" }).click();
  await expect(office.getByRole("rowheader", { name: "Tūmanako Paki" })).toBeVisible();
  await expectClean(office);
  await office.getByRole("link", { name: "Tūmanako Paki" }).click();
  await office.getByRole("radio", { name: /^Be erased/ }).check();
  await office.getByRole("button", { name: "Write it down" }).click();
  await office.getByRole("link", { name: "Erase…" }).click();
  await expect(office.getByText("Phone ends in")).toBeVisible();
  await office.getByRole("button", { name: "Erase Tūmanako Paki for ever" }).click();
  await expect(office.getByRole("alert")).toContainText("Make sure that this is the person who asks");
  await expectClean(office);
  await office.getByLabel(/^This is the person who asks/).check();
  await office.getByRole("button", { name: "Erase Tūmanako Paki for ever" }).click();
  await expect(office.getByText("They are erased.")).toBeVisible();
  await phone.goto(`${phone.url().split("?")[0]}?lang=en`);
  await expect(phone.getByText("Your details were erased")).toBeVisible();
  await expect(phone.getByText("Aroha mai")).toHaveCount(0);
});
