import { expect, test, type Browser, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";
import { asOwner, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

const NAMES = ["Hēmi Parata", "Mere Tau", "Rua Ngata"];

/** Three who were at the site yesterday and have left. */
async function makeCrew({ companyId }: Person): Promise<void> {
  await asOwner(async (client) => {
    await client.query("insert into site_link (company_id, id, site_id, secret) select company_id, $2, id, $3 from site where company_id = $1", [companyId, randomUUID(), randomUUID().replaceAll("-", "").slice(0, 12)]);
    for (const [index, name] of NAMES.entries()) {
      const [personId, key] = [randomUUID(), name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()];
      await client.query("insert into person (company_id, id, phone, name, name_key) values ($1, $2, $3, $4, $5)", [companyId, personId, `+642155501${20 + index}`, name, key]);
      await client.query(
        `insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how)
         select company_id, $2, id, $3, 'contractor', $4, $5, 'Tūī Scaffolding', $6, '\\x00', 1, sha256($7::bytea), now(), now() - interval '1 day', now() - interval '20 hours', 'signed_out' from site where company_id = $1`,
        [companyId, randomUUID(), personId, name, `+642155501${20 + index}`, ` ${key} tui scaffolding`, Buffer.from(randomUUID())],
      );
    }
  });
}

async function openPhone(browser: Browser, { email }: Person, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await openBrowser(browser, { javaScriptEnabled, viewport: { width: 360, height: 740 } })).newPage();
  await page.goto("/log-in?next=/check-in");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sign in a crew at Kaimai Viaduct" })).toBeVisible();
  return page;
}

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test("a foreman ticks the crew on a phone, adds one who is new, and sees what became of each", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  await makeCrew(person);
  const phone = await openPhone(browser, person, true);
  expect([await findFaults(phone), await isWide(phone)]).toEqual([[], false]);
  await phone.getByRole("checkbox", { name: /Hēmi Parata/ }).check();
  await phone.getByLabel("Find somebody").fill("mere");
  await expect(phone.getByRole("checkbox", { name: /Hēmi Parata/ })).toBeHidden();
  await phone.getByRole("checkbox", { name: /Mere Tau/ }).check();
  // The button is under the thumb wherever the page is scrolled to, and says how many it is for.
  await expect(phone.getByRole("button", { name: "Sign in 2 people" })).toBeInViewport();
  await phone.getByText("Somebody new", { exact: true }).click();
  await phone.getByLabel("Name of person 1", { exact: true }).fill("Aroha Kahu");
  await expect(phone.getByRole("button", { name: "Sign in 3 people" })).toBeVisible();
  await phone.getByRole("button", { name: "Sign in 3 people" }).click();
  await expect(phone.getByRole("alert")).toContainText("Enter their phone number");
  await phone.getByLabel("Phone of person 1", { exact: true }).fill("021 555 0188");
  await phone.getByLabel("Employer of person 1", { exact: true }).fill("Rātā Roofing");
  await phone.getByRole("button", { name: /^Sign in/ }).click();
  await expect(phone.getByText("3 people are signed in at Kaimai Viaduct.")).toBeVisible();
  expect([await findFaults(phone), await isWide(phone)]).toEqual([[], false]);
  await phone.getByRole("link", { name: "the register" }).click();
  for (const name of ["Hēmi Parata", "Mere Tau", "Aroha Kahu"]) await expect(phone.getByRole("rowheader", { name })).toBeVisible();
});

test("without script the crew is found by the search, more rows come on asking, and what was typed stays", async ({ browser }) => {
  test.slow();
  await readDemo();
  const person = await makePerson();
  await makeCrew(person);
  const phone = await openPhone(browser, person, false);
  await phone.getByLabel("Find somebody").fill("RUA");
  await phone.getByRole("button", { name: "Show" }).click();
  await expect(phone.getByRole("checkbox")).toHaveCount(1);
  await phone.getByRole("checkbox", { name: /Rua Ngata/ }).check();
  await phone.getByText("Somebody new", { exact: true }).click();
  await phone.getByRole("button", { name: "More rows for somebody new" }).click();
  await expect(phone.getByRole("checkbox", { name: /Rua Ngata/ })).toBeChecked();
  await phone.getByLabel("Name of person 20").fill("Aroha Kahu");
  await phone.getByLabel("Phone of person 20").fill("021 555 0188");
  await phone.getByLabel("Employer of person 20").fill("Rātā Roofing");
  await phone.getByRole("button", { name: "Sign in the crew" }).click();
  await expect(phone.getByText("2 people are signed in at Kaimai Viaduct.")).toBeVisible();
});
