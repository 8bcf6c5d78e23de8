/** A company that has just signed up makes its first site, and its gate is open. */
import { expect, test } from "@playwright/test";
import { findFaults } from "./axe.ts";
import { makeCompany, openBrowser, unique } from "./newcomer.ts";

for (const script of [true, false]) {
  test(`a new company makes its first site, whose gate opens at once${script ? "" : ", without script"}`, async ({ browser }) => {
    const { page } = await makeCompany(browser, { script, width: 360 });
    const site = `Kauri Yard ${unique()}`;
    await expect(page.getByRole("link", { name: "Make your induction" })).toHaveAttribute("href", "/inductions/new");
    await page.getByRole("link", { name: "Add your first site" }).first().click();
    await expect(page.getByRole("heading", { name: "Your first site" })).toBeVisible();
    if (script) expect(await findFaults(page)).toEqual([]);

    await page.getByLabel("Name").fill(site);
    await page.getByRole("button", { name: "Make the site" }).click();
    await expect(page.getByRole("alert")).toContainText("Enter the site's address");
    await expect(page.getByLabel("Name")).toHaveValue(site);
    await page.getByLabel("Address").fill("12 Tāwhiri Road, Taupō");
    await page.getByRole("button", { name: "Make the site" }).click();
    await expect(page.getByText("The site is made.")).toBeVisible();
    await expect(page.getByRole("link", { name: "make your induction" })).toHaveAttribute("href", "/inductions/new");

    const gate = (await page.getByRole("link", { name: /\/s\// }).getAttribute("href")) ?? "";
    const phone = await openBrowser(browser, { script: false, width: 360 });
    await phone.goto(gate);
    await expect(phone.getByText("12 Tāwhiri Road, Taupō")).toBeVisible();

    await page.getByRole("link", { name: `Edit ${site}` }).click();
    await page.getByLabel("Name").fill(`${site} North`);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The site is changed.")).toBeVisible();
    await phone.reload();
    await expect(phone.getByText(`${site} North`).first()).toBeVisible();
  });
}
