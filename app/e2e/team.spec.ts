import { expect, test, type Page } from "@playwright/test";
import { expectNoFaults, MANY_ROWS } from "./axe.ts";
import { mailsTo, waitForMail } from "./mailbox.ts";
import { invite, join, linkOf, logIn, makeCompany, makeViewer, newName, openBrowser, radio, TUI_OWNER } from "./newcomer.ts";

test.use({ extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.60" } });

/** What a page's own policy refused, or its script tripped over. */
let complaints: string[];
function listen(page: Page) {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (/content security policy|hydrat/i.test(message.text()) && complaints.push(message.text())));
}
test.beforeEach(({ page }) => {
  complaints = [];
  listen(page);
});
test.afterEach(() => {
  expect(complaints).toEqual([]);
});

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const MANAGER = "manager@tui-builders.example";
const ADMIN = "admin@tui-builders.example";
const VIEWER = "viewer@tui-builders.example";

test("invites somebody, sends the mail again with a new link, and takes them in by it", async ({ page, browser }) => {
  test.slow();
  await logIn(page, { email: TUI_OWNER });
  await page.goto("/team/invite");
  await radio(page, "Site manager").check();
  await page.getByRole("button", { name: "Send the invite" }).click();
  await expect(page.getByRole("alert")).toContainText("3 things to fix");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/Enter/);
  await page.getByRole("alert").getByRole("link", { name: /at least one site/ }).click();
  await expect(page.getByRole("checkbox").first()).toBeFocused();
  await page.getByLabel("E-mail").fill(ADMIN);
  await page.getByLabel("Name").fill("Deb");
  await page.getByRole("checkbox", { name: "Ōrākei Terraces" }).check();
  await page.getByRole("button", { name: "Send the invite" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/in your team already/);
  await expect(page.getByRole("checkbox", { name: "Ōrākei Terraces" })).toBeChecked();
  const somebody = newName();
  const first = await invite(page, somebody, "Site manager", ["Ōrākei Terraces"]);
  await expect(page.getByRole("status").filter({ hasText: "The invite is on its way." })).toBeFocused();
  await expect(row(page, somebody.email)).toContainText("Ōrākei Terraces");
  await expect(row(page, somebody.email)).toContainText("by Mere Tūhoro");
  await page.reload();
  await expect(row(page, somebody.email)).toContainText("Waiting for them");
  const before = await mailsTo(somebody.email);
  await row(page, somebody.email).getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "with a new link" })).toBeVisible();
  const second = linkOf((await waitForMail(somebody.email, /./, before)).links, "/join/");
  expect(second).not.toBe(first);
  const newcomer = await openBrowser(browser);
  expect((await newcomer.goto(first))?.status()).toBe(410);
  await join(newcomer, second);
  // The page still shows the invite.
  await row(page, somebody.email).getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("alert")).toHaveText("Somebody with this e-mail is in your team already");
  await page.goto("/team");
  await expect(row(page, somebody.email)).toHaveCount(1);
  await expect(row(page, somebody.email).getByRole("link", { name: `Disable ${somebody.name}` })).toBeVisible();
  await newcomer.goto("/sites");
  await expect(newcomer.getByRole("heading", { level: 2 })).toHaveText(["Ōrākei Terraces"]);
});

test("withdraws an invite, whose link then leads nowhere", async ({ page, browser }) => {
  await logIn(page, { email: TUI_OWNER });
  const somebody = newName();
  const link = await invite(page, somebody, "Viewer");
  await row(page, somebody.email).getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("The invite is withdrawn.")).toBeVisible();
  await expect(row(page, somebody.email)).toHaveCount(0);
  const newcomer = await openBrowser(browser);
  expect((await newcomer.goto(link))?.status()).toBe(410);
});

test("changes role and sites at the member's next click, and tells whoever comes second how it is now", async ({ page, browser }) => {
  test.slow();
  const member = await makeViewer(browser);
  await member.page.goto("/dashboard");
  await expect(member.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Exports" })).toHaveCount(0);
  await logIn(page, { email: TUI_OWNER });
  await page.goto("/team");
  await row(page, member.email).getByRole("link", { name: "Change" }).click();
  await expect(page.getByRole("heading", { name: `Change ${member.name}` })).toBeVisible();
  await expect(page.getByRole("group", { name: "Sites of a site manager" })).toBeHidden();
  const second = await openBrowser(browser);
  listen(second);
  await logIn(second, { email: ADMIN });
  await second.goto(page.url());
  await radio(page, "Site manager").check();
  await page.getByRole("checkbox", { name: "Māngere Health Centre" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${member.name} is now a site manager of Māngere Health Centre.` })).toBeVisible();
  await radio(second, "Admin").check();
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByRole("alert")).toContainText("Somebody changed this member at the same moment");
  await expect(radio(second, "Site manager")).toBeChecked();
  await expect(second.getByRole("checkbox", { name: "Māngere Health Centre" })).toBeChecked();
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByText("Nothing was changed.")).toBeVisible();
  await row(second, member.email).getByRole("link", { name: "Change" }).click();
  await expect(second.getByText("Every other role sees all sites, a viewer's too")).toBeVisible();
  await expect(second.getByText(`${member.name} now sees Māngere Health Centre and nothing else.`)).toContainText("Ōtāhuhu Apartments");
  const menu = member.page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "On site now" }).click();
  await expect(member.page).toHaveURL(/\/register$/);
  await menu.getByRole("link", { name: "Exports" }).click();
  await expect(member.page.getByLabel("Site", { exact: true }).getByRole("option")).toHaveText(["All sites", "Māngere Health Centre"]);
});

test("keeps a company's last owner, and says why", async ({ browser }) => {
  test.slow();
  const { page, name } = await makeCompany(browser);
  listen(page);
  await page.goto("/team");
  await expect(row(page, name)).toContainText("you");
  await expect(row(page, name).getByRole("link", { name: /Disable/ })).toHaveCount(0);
  await row(page, name).getByRole("link", { name: "Change" }).click();
  await expect(page.getByText("This is you")).toBeVisible();
  await radio(page, "Admin").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("A company keeps at least one owner. Make somebody else an owner first.");
  const other = newName();
  const link = await invite(page, other, "Owner");
  const second = await openBrowser(browser);
  await join(second, link);
  await page.goto("/team");
  await row(page, name).getByRole("link", { name: "Change" }).click();
  await radio(page, "Viewer").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Team" })).toHaveCount(0);
  expect((await page.goto("/team"))?.status()).toBe(403);
  await second.goto("/team");
  await expect(row(second, name)).toContainText("Viewer");
});

test("disables a member, who is out at once, and enables them again", async ({ page, browser }) => {
  test.slow();
  const member = await makeViewer(browser);
  await logIn(page, { email: ADMIN });
  await page.goto("/team");
  await row(page, member.email).getByRole("link", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: `Disable ${member.name}?` });
  await dialog.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(row(page, member.email).getByRole("link", { name: "Disable" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.context().setOffline(true);
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await row(page, member.email).getByRole("link", { name: "Disable" }).click();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${member.name} is disabled.` })).toBeVisible();
  const disabled = page.getByRole("region", { name: "Disabled members" });
  await expect(disabled.getByRole("row").filter({ hasText: member.email })).toHaveCount(1);
  await member.page.goto("/dashboard");
  await expect(member.page).toHaveURL(/\/log-in\?ended=1/);
  await member.page.locator("#email").fill(member.email);
  for (const [password, words] of [["not the password", "That e-mail and password don't match"], [member.password, "Your access was ended"]] as const) {
    await member.page.locator("#password").fill(password);
    await member.page.getByRole("button", { name: "Log in", exact: true }).click();
    await expect(member.page.getByText(words)).toBeVisible();
  }
  await disabled.getByRole("row").filter({ hasText: member.email }).getByRole("link", { name: "Enable" }).click();
  await page.getByRole("dialog", { name: `Enable ${member.name} again?` }).getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`${member.name} is enabled again.`)).toBeVisible();
  await logIn(member.page, member);
  await expect(member.page).toHaveURL(/\/dashboard/);
});

test("works without script: invite, question in the page, role, withdraw", async ({ browser }) => {
  test.slow();
  const member = await makeViewer(browser, { script: false });
  const page = await openBrowser(browser, { script: false, width: 390 });
  await logIn(page, { email: TUI_OWNER });
  const somebody = newName();
  await invite(page, somebody, "Admin");
  await row(page, somebody.email).getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("The invite is withdrawn.")).toBeVisible();
  await row(page, member.email).getByRole("link", { name: "Disable" }).click();
  await expect(page.getByRole("heading", { name: `Disable ${member.name}?` })).toBeVisible();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText(`${member.name} is disabled.`)).toBeVisible();
  await row(page, member.email).getByRole("link", { name: "Enable" }).click();
  await page.getByRole("button", { name: "Enable" }).click();
  await row(page, member.email).getByRole("link", { name: "Change" }).click();
  await radio(page, "Site manager").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("group", { name: "Sites of a site manager" })).toContainText("Choose at least one site");
  await page.getByRole("checkbox", { name: "Ōtāhuhu Apartments" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${member.name} is now a site manager of Ōtāhuhu Apartments.`)).toBeVisible();
});

test("gives an admin no button for an owner, and refuses the post", async ({ page, context, browser }) => {
  test.slow();
  const owner = await makeCompany(browser);
  const admin = await openBrowser(browser);
  await join(admin, await invite(owner.page, newName(), "Admin"));
  await owner.page.goto("/team");
  const address = (await row(owner.page, owner.name).getByRole("link", { name: "Change" }).getAttribute("href")) ?? "";
  const ownerId = address.replace("/team/", "");
  await admin.goto("/team");
  await expect(row(admin, owner.name).getByRole("link")).toHaveCount(0);
  await expect(row(admin, owner.name)).toContainText("An owner may");
  await admin.goto("/team/invite");
  await expect(admin.getByRole("radio")).toHaveCount(3);
  expect((await admin.goto(address))?.status()).toBe(403);
  const headers = { origin: new URL(admin.url()).origin };
  const posts = [
    ["/team", { intent: "disable", memberId: ownerId }],
    [address, { version: "1", role: "viewer" }],
    ["/team/invite", { ...newName(), role: "owner" }],
  ] as const;
  for (const [path, form] of posts) expect((await admin.request.post(path, { headers, form, maxRedirects: 0 })).status(), path).toBe(403);
  await owner.page.goto("/team");
  await expect(row(owner.page, owner.name)).toContainText("Owner");
  // Those of other companies are not there at all.
  await logIn(page, { email: TUI_OWNER });
  expect((await context.request.post("/team", { headers, form: { intent: "disable", memberId: ownerId }, maxRedirects: 0 })).status()).toBe(404);
});

test("shows the team to owners and admins alone", async ({ browser }) => {
  test.slow();
  for (const [email, mayList] of [[ADMIN, true], [MANAGER, false], [VIEWER, false]] as const) {
    const page = await openBrowser(browser);
    await logIn(page, { email });
    await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Team" })).toHaveCount(mayList ? 1 : 0);
    expect((await page.goto("/team"))?.status()).toBe(mayList ? 200 : 403);
    expect((await page.goto("/team/invite"))?.status()).toBe(mayList ? 200 : 403);
    expect((await page.goto("/team/roles"))?.status()).toBe(200);
    await page.context().close();
  }
});

test("tells in each cell what that role may do, as the rules say that the code keeps", async ({ page }) => {
  await logIn(page, { email: VIEWER });
  await page.goto("/team/roles");
  // What each cell must say of the permissions a test beside the page holds; this one, that each is shown.
  const data = (await (await page.request.get("/team/roles?_data=routes%2Fteam.roles%2Froute")).json()) as { roles: string[]; groups: { rows: { what: string; cells: Record<string, string> }[] }[] };
  const words: Record<string, string> = { yes: "Yes", no: "No", "own-sites": "Own sites" };
  const expected = data.groups.flatMap(({ rows }) => rows.map(({ what, cells }) => [what, ...data.roles.map((role) => words[cells[role] ?? ""])]));
  const shown = await page.getByRole("row").filter({ has: page.getByRole("rowheader") }).evaluateAll((rows) => rows.map((one) => Array.from(one.children, (cell) => cell.textContent)));
  expect(shown).toEqual(expected);
  expect(shown.length).toBeGreaterThan(15);
  expect(shown).toContainEqual(["Invite, change and disable owners", "Yes", "No", "No", "No"]);
  expect(shown).toContainEqual(["Mark somebody as left", "Yes", "Yes", "Own sites", "No"]);
});

test("has nothing that axe finds on the team's and the settings' pages", async ({ page }) => {
  test.slow();
  await logIn(page, { email: TUI_OWNER });
  await page.goto("/team");
  const change = (await row(page, ADMIN).getByRole("link", { name: "Change" }).getAttribute("href")) ?? "";
  for (const path of ["/team", `/team?ask=disable&member=${change.replace("/team/", "")}`, change, "/team/invite", "/team/roles", "/settings"]) {
    await page.goto(path);
    if (path === "/team/invite") {
      await radio(page, "Site manager").check();
      await page.getByRole("button", { name: "Send the invite" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    }
    await expectNoFaults(page, path, { besides: MANY_ROWS });
  }
});
