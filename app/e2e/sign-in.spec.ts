import { expect, test, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";

// A phone with JavaScript off: what the gate promises to everybody. The limits count by address; this file has its own.
const address = (last: number) => ({ "CF-Connecting-IP": `198.51.100.${last}` });
test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true, extraHTTPHeaders: address(1) });

let signIn: string;

test.beforeAll(async () => {
  ({ signIn } = await readDemo());
});

const unique = () => Math.random().toString(36).slice(2, 8).replace(/\d/g, "a");
const phone = () => `021 ${Math.floor(100 + Math.random() * 900)} ${Math.floor(1000 + Math.random() * 9000)}`;

async function fill(page: Page, person: { name: string; phone: string; employer?: string; type?: string }) {
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Phone").fill(person.phone);
  await page.getByLabel(person.type ?? "Contractor").check();
  await page.getByLabel("Company you work for").fill(person.employer ?? "Tūī Scaffolding");
}

const submit = (page: Page) => page.getByRole("button", { name: "Sign in", exact: true }).click();

test("signs a worker in, keeps the page over a reload, and signs them out once", async ({ page }) => {
  await page.goto(signIn);
  await expect(page.getByRole("heading", { name: "What happens with your details" })).toBeVisible();
  const name = `Māia ${unique()}`;
  await fill(page, { name, phone: phone() });
  await submit(page);
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await expect(page.getByText(name)).toBeVisible();
  const visit = page.url();
  await page.reload();
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await page.goto(visit);
  await expect(page.getByRole("heading", { name: "This link was already used" })).toBeVisible();
});

test("sends no script and asks for none", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => void (request.resourceType() === "script" && scripts.push(request.url())));
  const response = await page.goto(signIn);
  expect(await page.locator("script").count()).toBe(0);
  expect(await page.locator("[style]").count()).toBe(0);
  expect(scripts).toEqual([]);
  expect(response?.headers()["content-security-policy"]).toContain("script-src 'none'");
  expect(response?.headers()["cache-control"]).toBe("no-store");
});

test("greets a returning phone, which is in with one tap, and lets somebody else use it", async ({ page }) => {
  await page.goto(signIn);
  const name = `Hēmi ${unique()}`;
  await fill(page, { name, phone: phone() });
  await submit(page);
  await page.goto(signIn);
  await expect(page.getByText("You are signed in here")).toBeVisible();
  await page.getByRole("link", { name: "Go to sign-out" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto(signIn);
  await expect(page.getByRole("heading", { name: `Kia ora, ${name}` })).toBeVisible();
  await submit(page);
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await page.goto(signIn);
  await page.getByRole("link", { name: /Not you/ }).click();
  await expect(page.getByLabel("Your name")).toHaveValue("");
});

test("makes one visit of a double tap and of a form sent again from the page before", async ({ page, context }) => {
  await page.goto(signIn);
  const person = { name: `Sione ${unique()}`, phone: phone() };
  const formKey = await page.locator("input[name=formKey]").getAttribute("value");
  const post = () =>
    context.request.post(signIn, {
      maxRedirects: 0,
      headers: { origin: new URL(signIn).origin },
      form: { ...person, visitorType: "contractor", employer: "Tūī Scaffolding", formKey: formKey ?? "" },
    });
  const answers = await Promise.all(Array.from({ length: 8 }, post));
  expect(answers.map((answer) => answer.status())).toEqual(Array(8).fill(303));
  expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
});

test("gives two visitors from one warm page two visits", async ({ browser }) => {
  const visits = await Promise.all(
    ["Aroha", "Wiremu"].map(async (first) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(signIn);
      await fill(page, { name: `${first} ${unique()}`, phone: phone() });
      await submit(page);
      await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
      const url = page.url();
      await context.close();
      return url;
    }),
  );
  expect(visits[0]).not.toBe(visits[1]);
});

test("keeps what was typed and says beside each field what to mend", async ({ page }) => {
  await page.goto(signIn);
  await expect(page.getByLabel("Company you work for")).toHaveAccessibleName("Company you work for");
  await expect(page.getByLabel("Company you work for")).toHaveAccessibleDescription(/Contractors must fill this in/);
  await page.getByLabel("Your name").fill("Ana Tūpou");
  await page.getByLabel("Phone").fill("021 12");
  await page.getByLabel("Contractor").check();
  await submit(page);
  await expect(page.getByLabel("Your name")).toHaveValue("Ana Tūpou");
  await expect(page.getByLabel("Phone")).toHaveValue("021 12");
  await expect(page.getByLabel("Contractor")).toBeChecked();
  await expect(page.getByLabel("Phone")).toHaveAccessibleDescription(/Enter a phone number, like 021 123 4567/);
  await expect(page.getByLabel("Company you work for")).toHaveAccessibleDescription(/Enter the company you work for/);
  await page.getByLabel("Phone").fill(phone());
  await page.getByLabel("Company you work for").fill("Kōwhai Electrical");
  await submit(page);
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
});

test("says so when somebody is here already, without handing out their way out", async ({ browser }) => {
  const person = { name: `Priya ${unique()}`, phone: phone() };
  for (const expected of ["You are signed in", "You are already signed in here"]) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(signIn);
    await fill(page, person);
    await submit(page);
    await expect(page.getByText(expected, { exact: true })).toBeVisible();
    if (expected.includes("already")) await expect(page.locator('a[href^="/v/"]')).toHaveCount(0);
    await context.close();
  }
});

test("says what an unknown link is and what to do", async ({ page }) => {
  const unknown = signIn.replace(/\/s\/.*/, "/s/0000000000-000000000000");
  const response = await page.goto(unknown);
  expect(response?.status()).toBe(404);
  await expect(page.getByText(/scan the QR code/i)).toBeVisible();
  expect((await page.goto(signIn.replace(/\/s\/.*/, "/v/nonsense")))?.status()).toBe(404);
});

test("says how long to wait over the limit, and keeps what was typed", async ({ request, browser }) => {
  const headers = { ...address(2), origin: new URL(signIn).origin };
  const keys = await Promise.all(Array.from({ length: 30 }, async () => /name="formKey" value="([^"]+)"/.exec(await (await request.get(signIn)).text())?.[1] ?? ""));
  const answers = await Promise.all(
    keys.map((formKey) => request.post(signIn, { maxRedirects: 0, headers, form: { name: `Crew ${unique()}`, phone: phone(), visitorType: "delivery", employer: "", formKey } })),
  );
  expect(answers.map((answer) => answer.status())).toEqual(Array(30).fill(303));
  const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: address(2) });
  const page = await context.newPage();
  await page.goto(signIn);
  await fill(page, { name: "Ana Tūpou", phone: "021 555 1234" });
  const [response] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), submit(page)]);
  expect(response.status()).toBe(429);
  expect(Number(response.headers()["retry-after"])).toBeGreaterThan(0);
  await expect(page.getByText(/Wait \d+ seconds?/)).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Ana Tūpou");
  await context.close();
});

test("refuses a form from another site's page", async ({ request }) => {
  const foreign = await request.post(signIn, { maxRedirects: 0, headers: { origin: "https://elsewhere.example" }, form: { name: "x" } });
  expect(foreign.status()).toBe(403);
});

test("has nothing that axe finds, fits 320 px, and works by keyboard alone", async ({ browser, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(signIn);
  const overflow = await page.locator("body").boundingBox();
  expect(overflow?.width).toBeLessThanOrEqual(320);
  await page.getByLabel("Your name").focus();
  await page.keyboard.type(`Ngaire ${unique()}`);
  await page.keyboard.press("Tab");
  await page.keyboard.type(phone());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Rimu Roofing");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  // Axe is a script of the test's own, so it looks from a browser that runs scripts and past the page's policy.
  const looking = await browser.newContext({ javaScriptEnabled: true, bypassCSP: true });
  const looked = await looking.newPage();
  for (const url of [signIn, page.url()]) {
    await looked.goto(url);
    expect(await findFaults(looked)).toEqual([]);
  }
  await looking.close();
});
