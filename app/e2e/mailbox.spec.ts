import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { startMailbox, type Mailbox } from "#dev/mailbox.ts";
import { composeMail } from "#worker/mail/compose.ts";
import { findFaults } from "./axe.ts";

// A mailbox of its own, whose key is known: the one of the server takes mails from the Workers alone.
const key = "re_of_this_spec";
let mailbox: Mailbox;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "inductlite-mailbox-"));
  mailbox = await startMailbox({ folder, key });
});

test.afterAll(async () => {
  await mailbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function put(mail: { to: string; subject: string; html: string; text: string }) {
  const body = JSON.stringify({ ...mail, from: "InductLite <no-reply@inductlite.example>" });
  const answer = await fetch(`${mailbox.url}/emails`, { method: "POST", headers: { Authorization: `Bearer ${key}` }, body });
  expect(answer.status).toBe(200);
}

const invite = (link: string) => composeMail({
  kind: "invite", to: "hemi@example.com", memberName: "Hēmi Pōtiki", companyName: "Tūī Builders", inviterName: "Māia Ngāta", roleLabel: "site manager",
  siteNames: ["Ōtāhuhu Apartments", "Te Atatū Depot"], link, expiresAt: new Date("2026-11-30T20:00:00Z"),
});

async function expectReadable(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  // No script runs in the mail's frame, axe's included: it would wait for it.
  expect(await findFaults(page, { besides: "iframe" })).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 780 } });

    test("a phone reads the list and a mail in it", async ({ page }) => {
      await put(invite("https://induct.example/accept/abc"));
      await page.goto(mailbox.url);
      await expectReadable(page);
      await page.getByRole("link", { name: "Māia Ngāta invites you" }).first().click();
      await expect(page.getByRole("heading", { name: "Māia Ngāta invites you to Tūī Builders on InductLite" })).toBeVisible();
      await expect(page.frameLocator("iframe").getByRole("heading", { name: "Join Tūī Builders" })).toBeVisible();
      await expect(page.locator("pre")).toContainText("Your sites: Ōtāhuhu Apartments, Te Atatū Depot");
      await expectReadable(page);
    });
  });
}

test("a link in a mail opens beside the mailbox, in either form", async ({ page, context }) => {
  await put({ ...invite(`${mailbox.url}/?from=mail`), to: "links@example.com", subject: "Two links" });
  await page.goto(mailbox.url);
  await page.getByRole("link", { name: "Two links" }).click();
  const mail = page.url();
  for (const link of [page.frameLocator("iframe").getByRole("link", { name: "Accept the invitation" }), page.locator("pre").getByRole("link")]) {
    const opened = context.waitForEvent("page");
    await link.click();
    await expect(await opened).toHaveURL(`${mailbox.url}/?from=mail`);
    expect(page.url()).toBe(mail);
  }
});

test("a mail that would run something runs nothing, and fetches nothing", async ({ page }) => {
  const asked: (string | undefined)[] = [];
  const tracker = createServer((request, response) => void response.end(String(asked.push(request.url))));
  const port = await new Promise<number>((resolve) => tracker.listen(0, "127.0.0.1", () => resolve((tracker.address() as { port: number }).port)));
  const html = `<body><p>Still here</p><img src="http://127.0.0.1:${port}/pixel.png"><script>document.body.textContent = "gone"; fetch("http://127.0.0.1:${port}/ran")</script></body>`;
  await put({ to: "evil@example.com", subject: "Evil", html, text: "x" });
  await page.goto(mailbox.url);
  await page.getByRole("link", { name: "Evil" }).click();
  await expect(page.frameLocator("iframe").getByText("Still here")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);
  tracker.close();
});

test("a mail that comes shows itself in the list, without a reload", async ({ page }) => {
  await page.goto(mailbox.url);
  await put({ ...invite("https://induct.example/"), to: "late@example.com", subject: "A late one" });
  await expect(page.getByRole("link", { name: "A late one" })).toBeVisible();
});

test("without script all of it can be read", async ({ browser }) => {
  await put({ ...invite("https://induct.example/"), to: "plain@example.com", subject: "No script" });
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(mailbox.url);
  await page.getByRole("link", { name: "No script" }).click();
  await expect(page.frameLocator("iframe").getByRole("heading", { name: "Join Tūī Builders" })).toBeVisible();
  await page.context().close();
});
