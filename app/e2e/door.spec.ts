import { expect, test, type Page } from "@playwright/test";
import { readDemo } from "#dev/testing/demo.ts";
import { findFaults } from "./axe.ts";

test.use({ extraHTTPHeaders: { "CF-Connecting-IP": "198.51.100.60" } });

async function logIn(page: Page) {
  const { admin } = await readDemo();
  await page.goto("/log-in");
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`shows what the door refuses as a page of the product, in the ${colorScheme}`, async ({ browser }) => {
    // Axe is a script of the test's own, so it looks past the page's policy.
    const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const answer = await page.goto(`/history?search=${"x".repeat(5_000)}`);
    expect(answer?.status()).toBe(414);
    await expect(page.getByRole("heading", { name: "That address is too long to be one of ours" })).toBeVisible();
    await expect(page.getByText(answer?.headers()["x-request-id"] ?? "none")).toBeVisible();
    expect(await page.evaluate(() => getComputedStyle(document.querySelector("main") ?? document.body).display)).toBe("grid");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to the first page" }).click();
    await expect(page).toHaveURL(/\/log-in/);
    await context.close();
  });
}

test("lets a phone in again that had come to keep too much for us", async ({ page, context, baseURL }) => {
  const { signIn } = await readDemo();
  await context.addCookies(Array.from({ length: 60 }, (_, number) => ({ name: `kept-${number}`, value: "x".repeat(450), url: baseURL ?? "" })));
  const refused = await page.goto(signIn);
  expect(refused?.status()).toBe(431);
  await page.getByRole("link", { name: "Open the page again" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
});

test("keeps a log-in that another site's page would end", async ({ page, baseURL }) => {
  await logIn(page);
  await page.route("http://elsewhere.example/", (route) => route.fulfill({ contentType: "text/html", body: `<form method="post" action="${baseURL}/log-out"><button>Win a prize</button></form>` }));
  await page.goto("http://elsewhere.example/");
  const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.getByRole("button").click()]);
  expect(answer.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This was sent from another site" })).toBeVisible();
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("gives another site's page nothing of ours to load, frame or read", async ({ page, baseURL }) => {
  await page.route("http://elsewhere.example/", (route) => route.fulfill({ contentType: "text/html", body: "<p>Elsewhere</p>" }));
  await page.goto("http://elsewhere.example/");
  const outcomes = await page.evaluate(async (app) => {
    const load = (tag: "img" | "script", path: string) =>
      new Promise<string>((resolve) => {
        const element = document.createElement(tag);
        element.onload = () => resolve("loaded");
        element.onerror = () => resolve("refused");
        element.src = app + path;
        document.body.append(element);
      });
    const read = (path: string, mode: RequestMode) => fetch(app + path, { mode, credentials: "include" }).then(() => "read", () => "refused");
    return Promise.all([load("img", "/favicon.svg"), load("script", "/log-in"), read("/log-in", "cors"), read("/favicon.svg", "no-cors"), read("/log-in", "no-cors")]);
  }, baseURL ?? "");
  expect(outcomes).toEqual(["refused", "refused", "refused", "refused", "refused"]);
  await page.evaluate(
    (app) =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.onload = resolve;
        frame.src = `${app}/log-in`;
        document.body.append(frame);
      }),
    baseURL,
  );
  expect(page.frames().map((frame) => frame.url())).toEqual(["http://elsewhere.example/", "chrome-error://chromewebdata/"]);
});

test("lets no script of an office page make markup out of text, and leaves it passkeys alone of what a device has", async ({ page }) => {
  await logIn(page);
  const made = await page.evaluate(() => {
    try {
      document.createElement("div").innerHTML = "<b>x</b>";
      return "made";
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(made).toBe("TypeError");
  const allowed = await page.evaluate(() => {
    const { featurePolicy } = document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } };
    return ["publickey-credentials-get", "publickey-credentials-create", "camera", "geolocation", "microphone", "usb"].filter((name) => featurePolicy.allowsFeature(name));
  });
  expect(allowed).toEqual(["publickey-credentials-get", "publickey-credentials-create"]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});
