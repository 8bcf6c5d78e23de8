/** People of a test's own: what it does to them no other test sees. They come as everybody does, by a mail with a link. */
import { expect, type Browser, type Cookie, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { waitForMail } from "./mailbox.ts";

export const TUI_OWNER = "owner@tui-builders.example";
export const NEW_PASSWORD = "weka under nine kettles";

export const unique = () => Math.random().toString(36).slice(2, 10).replace(/\d/g, "a");
/** An address of its own for each newcomer: limits count by client. */
const anyAddress = () => `198.18.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`;

export interface Somebody {
  name: string;
  email: string;
  password: string;
}

export const newName = () => {
  const word = unique();
  return { name: `Hine ${word}`, email: `hine.${word}@newcomers.example` };
};

/** A browser of somebody's own; its pages are open until the test ends. */
export async function openBrowser(browser: Browser, { script = true, width = 1280, userAgent }: { script?: boolean; width?: number; userAgent?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width, height: 900 }, userAgent, extraHTTPHeaders: { "CF-Connecting-IP": anyAddress() } });
  return context.newPage();
}

export async function logIn(page: Page, { email, password }: Pick<Somebody, "email"> & { password?: string }) {
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(email);
  await page.locator("#password").fill(password ?? (await readDemo()).admin.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/log-in$/);
}

/** The card of a role, whose name goes on with what it may do. */
export const radio = (page: Page, role: string) => page.getByRole("radio", { name: new RegExp(`^${role}`) });

/** Fills in the invite page of whoever is logged in. Gives the link of the mail that went out. */
export async function invite(page: Page, { name, email }: Pick<Somebody, "name" | "email">, role: string, sites: string[] = []): Promise<string> {
  await page.goto("/team/invite");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await radio(page, role).check();
  for (const site of sites) await page.getByRole("checkbox", { name: site }).check();
  await page.getByRole("button", { name: "Send the invite" }).click();
  await expect(page.getByText("The invite is on its way.")).toBeVisible();
  const mail = await waitForMail(email, /invite/i);
  return linkOf(mail.links, "/join/");
}

export const linkOf = (links: string[], path: string) => links.find((link) => link.includes(path)) ?? "";

/** Takes an invite with a new password. The page is then logged in. */
export async function join(page: Page, link: string) {
  await page.goto(link);
  await page.locator("#newPassword").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: /^Join / }).click();
  await expect(page).toHaveURL(/\/dashboard/);
}

/** Sends a form as the page would, without its pages: what a test is not about costs it little. Gives where it leads. */
async function send(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const { app } = await readDemo();
  const response = await page.context().request.post(path, { headers: { origin: new URL(app).origin }, form, maxRedirects: 0 });
  expect(response.status(), path).toBeLessThan(400);
  return response.headers()["location"] ?? path;
}

const pathOf = (links: string[], path: string) => new URL(linkOf(links, path)).pathname;

let ownersCookies: Cookie[] | undefined;

/** A session of the demo's first owner, one a worker. */
async function enterAsOwner(page: Page) {
  if (ownersCookies) return page.context().addCookies(ownersCookies);
  await logIn(page, { email: TUI_OWNER });
  ownersCookies = await page.context().cookies();
}

/** A viewer of the demo's first company, asked by its owner. The page that is given is theirs, logged in. */
export async function makeViewer(browser: Browser, options: { script?: boolean; width?: number } = {}): Promise<Somebody & { page: Page }> {
  const owner = await openBrowser(browser, { script: false });
  await enterAsOwner(owner);
  const somebody = newName();
  await send(owner, "/team/invite", { ...somebody, role: "viewer" });
  await owner.context().close();
  const mail = await waitForMail(somebody.email, /./);
  const page = await openBrowser(browser, options);
  await send(page, pathOf(mail.links, "/join/"), { intent: "new", name: somebody.name, newPassword: NEW_PASSWORD });
  return { ...somebody, password: NEW_PASSWORD, page };
}

/** A company of its own with its owner, for what concerns a whole company. The page that is given is the owner's first. */
export async function makeCompany(browser: Browser, options: { script?: boolean; width?: number } = {}): Promise<Somebody & { page: Page }> {
  const page = await openBrowser(browser, options);
  const somebody = newName();
  await send(page, "/sign-up", { ...somebody, companyName: `Pīwakawaka ${unique()}` });
  const mail = await waitForMail(somebody.email, /./);
  await page.goto(await send(page, pathOf(mail.links, "/sign-up/"), { intent: "new", newPassword: NEW_PASSWORD }));
  return { ...somebody, password: NEW_PASSWORD, page };
}
