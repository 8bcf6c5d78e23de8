import { expect, test, type Browser, type Page, type WebSocketRoute } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";
import { newPerson } from "./gate.ts";
import { asOwner, makePerson, openBrowser, PASSWORD, type Person } from "./people.ts";

/** A gate at the person's one site. */
async function makeLink({ companyId }: Person): Promise<string> {
  const secret = randomUUID().replaceAll("-", "").slice(0, 12);
  return asOwner(async (client) => {
    const { rows } = await client.query<{ code: string }>("with l as (insert into site_link (company_id, id, site_id, secret) select company_id, $2, id, $3 from site where company_id = $1) select code from site where company_id = $1", [companyId, randomUUID(), secret]);
    return `/s/${rows[0]?.code ?? ""}-${secret}`;
  });
}

async function openOffice(browser: Browser, { email }: Person): Promise<Page> {
  const page = await (await openBrowser(browser)).newPage();
  await page.goto("/log-in?next=/register");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "On site now", level: 1 })).toBeVisible();
  return page;
}

async function signIn(phone: Page, link: string, { name, phone: number } = newPerson()): Promise<string> {
  await phone.goto(link);
  await phone.locator("#name").fill(name);
  await phone.locator("#phone").fill(number);
  await phone.locator('input[name=visitorType][value="visitor"]').check();
  await phone.locator("form .button-large").click();
  await expect(phone).toHaveURL(/\/v\//);
  return name;
}

const openPhone = async (browser: Browser) => (await openBrowser(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })).newPage();
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const state = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

test("the office sees who signs in and out without a reload, and goes on after its socket was closed", async ({ browser }) => {
  await readDemo();
  const person = await makePerson();
  const link = await makeLink(person);
  const [office, phone] = [await openOffice(browser, person), await openPhone(browser)];
  const complaints: string[] = [];
  office.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
  await expect(state(office, "Live")).toBeVisible();
  await expect(office.getByText("Nobody is on site now")).toBeVisible();
  // From here on the page asks for nothing: whatever it shows came over its socket.
  const asked: string[] = [];
  office.on("request", (request) => void (request.url().includes("_data=") && asked.push(request.url())));

  const name = await signIn(phone, link);
  await expect(row(office, name)).toBeVisible({ timeout: 1_000 });
  await expect(row(office, name).locator("time")).toHaveText(/^\d{1,2}:\d\d\s[ap]m$/);
  await expect(office.locator("#site option").first()).toHaveText("All sites (1)");
  expect(await findFaults(office)).toEqual([]);

  // Somebody is being asked about: neither the question nor the focus goes when others come.
  await row(office, name).getByRole("link", { name: /Mark as left/ }).click();
  const dialog = office.getByRole("dialog", { name: `Has ${name} left?` });
  await dialog.getByRole("button", { name: "Keep on the register" }).focus();
  const other = await openPhone(browser);
  const second = await signIn(other, link);
  await expect(office.locator("tr").filter({ hasText: second })).toHaveCount(1);
  await expect(dialog.getByRole("button", { name: "Keep on the register" })).toBeFocused();
  await dialog.getByRole("button", { name: "Keep on the register" }).click();
  await expect(row(office, name).getByRole("link", { name: /Mark as left/ })).toBeFocused();

  await other.locator("form button").last().click();
  await expect(row(office, second)).toHaveCount(0);
  await expect(row(office, name)).toBeVisible();
  expect([asked, complaints]).toEqual([[], []]);

  // The second page's socket is closed as a new version of the Worker closes it.
  const sockets: WebSocketRoute[] = [];
  const watcher = await office.context().newPage();
  await watcher.routeWebSocket(/\/register\/live/, (socket) => {
    socket.connectToServer();
    sockets.push(socket);
  });
  await watcher.goto("/register?search=" + encodeURIComponent("Māia"));
  await expect(state(watcher, "Live")).toBeVisible();
  await sockets[0]?.close({ code: 1012 });
  await expect(state(watcher, "Reconnecting…")).toBeVisible();
  await expect(state(watcher, "Live")).toBeVisible();
  expect(sockets).toHaveLength(2);
  // Who comes while somebody searches is not pushed in between.
  const third = await signIn(await openPhone(browser), link);
  await watcher.getByRole("link", { name: "Show", exact: true }).click();
  await expect(row(watcher, third)).toBeVisible();
});

test("without script the register is as it was", async ({ browser }) => {
  await readDemo();
  const person = await makePerson();
  const page = await (await openBrowser(browser, { javaScriptEnabled: false })).newPage();
  await page.goto("/log-in?next=/register");
  await page.getByLabel("E-mail").fill(person.email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page.getByText(/^As at/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Refresh" })).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toHaveCount(0);
});
