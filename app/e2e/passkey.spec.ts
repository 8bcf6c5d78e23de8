import { expect, test, type Page } from "@playwright/test";
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import type * as Passkeys from "#app/passkey.ts";
import { makeAssertionOptions, makeRegistrationOptions, readAssertion, verifyAssertion, verifyRegistration } from "#worker/crypto/passkey.ts";

// Both halves with Chromium's own authenticator between them, on an empty page: what the pages make of it has its own tests.
declare const passkeys: typeof Passkeys;

const account = { id: "01935f6e-0000-7000-8000-000000000001", email: "mere@tui.co.nz", name: "Mere Parata" };
const makeChallenge = () => crypto.getRandomValues(new Uint8Array(32));

let script: string;
test.beforeAll(async () => {
  const entry = fileURLToPath(new URL("../passkey.ts", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife", globalName: "passkeys" });
  script = outputFiles[0]?.text ?? "";
});

/** An empty page at our origin with the script in it, and a device that verifies its person unless `refuses`. */
async function openPage(page: Page, { refuses = false } = {}): Promise<string> {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: !refuses, automaticPresenceSimulation: true },
  });
  await page.route("**/empty", (route) => route.fulfill({ contentType: "text/html", body: "<title>Empty</title>" }));
  await page.goto("/empty");
  await page.addScriptTag({ content: script });
  return new URL(page.url()).origin;
}

const create = (page: Page, options: string) => page.evaluate((json) => passkeys.createPasskey(json), options);
const ask = (page: Page, options: string) => page.evaluate((json) => passkeys.askForPasskey(json), options);
const failure = (page: Page, verb: "createPasskey" | "askForPasskey", options: string) =>
  page.evaluate(([name, json]) => passkeys[name](json).then(() => "none", (error: unknown) => (error instanceof passkeys.PasskeyError ? error.failure : String(error))), [verb, options] as const);

async function register(page: Page, origin: string) {
  const challenge = makeChallenge();
  const response = await create(page, makeRegistrationOptions({ origin, challenge, account, existing: [] }));
  const made = await verifyRegistration({ response, challenge, origin });
  if (!made) throw new Error("the server's half refused what Chromium made");
  return { ...made, accountId: account.id };
}

/** Whether all of that went. */
const becomeOlder = () =>
  Reflect.deleteProperty(PublicKeyCredential, "parseCreationOptionsFromJSON") &&
  Reflect.deleteProperty(PublicKeyCredential, "parseRequestOptionsFromJSON") &&
  Reflect.deleteProperty(PublicKeyCredential.prototype, "toJSON") &&
  !("toJSON" in PublicKeyCredential.prototype);

for (const [browser, isOlder] of [["a browser of today", false], ["an older browser", true]] as const) {
  test(`makes a passkey in ${browser} and opens with it, without an e-mail and with one`, async ({ page }) => {
    const origin = await openPage(page);
    if (isOlder) expect(await page.evaluate(becomeOlder)).toBe(true);
    const passkey = await register(page, origin);
    expect(passkey.transports).toEqual(["internal"]);
    let { signCount } = passkey;
    for (const allowed of [undefined, [passkey]]) {
      const challenge = makeChallenge();
      const response = await ask(page, makeAssertionOptions({ origin, challenge, ...(allowed ? { allowed } : {}) }));
      expect(readAssertion(response)).toEqual({ credentialId: passkey.credentialId, accountId: account.id });
      const facts = await verifyAssertion({ response, challenge, origin, passkey: { ...passkey, signCount } });
      expect(facts).toMatchObject({ isCountSuspect: false });
      signCount = facts?.signCount ?? 0;
      expect(await verifyAssertion({ response, challenge: makeChallenge(), origin, passkey })).toBeNull();
    }
    expect(signCount).toBeGreaterThan(passkey.signCount);
  });

  test(`makes no second passkey on the same device in ${browser}`, async ({ page }) => {
    const origin = await openPage(page);
    if (isOlder) expect(await page.evaluate(becomeOlder)).toBe(true);
    const passkey = await register(page, origin);
    expect(await failure(page, "createPasskey", makeRegistrationOptions({ origin, challenge: makeChallenge(), account, existing: [passkey] }))).toBe("already-registered");
  });
}

test("says that the person turned away when the device could not verify them", async ({ page }) => {
  const origin = await openPage(page, { refuses: true });
  expect(await failure(page, "createPasskey", makeRegistrationOptions({ origin, challenge: makeChallenge(), account, existing: [] }))).toBe("cancelled");
  expect(await failure(page, "askForPasskey", makeAssertionOptions({ origin, challenge: makeChallenge() }))).toBe("cancelled");
});

test("says that it failed when what it was given is no options", async ({ page }) => {
  await openPage(page);
  expect(await failure(page, "createPasskey", "{}")).toBe("failed");
  expect(await failure(page, "askForPasskey", "")).toBe("failed");
});

test("says that it can't where passkeys are for another host, or not there at all", async ({ page }) => {
  const origin = await openPage(page);
  expect(await page.evaluate(() => passkeys.canUsePasskeys())).toBe(true);
  const elsewhere = makeAssertionOptions({ origin: "https://app.inductlite.nz", challenge: makeChallenge() });
  expect(await failure(page, "askForPasskey", elsewhere)).toBe("not-supported");
  await page.evaluate(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  expect(await page.evaluate(() => passkeys.canUsePasskeys())).toBe(false);
  expect(await failure(page, "askForPasskey", makeAssertionOptions({ origin, challenge: makeChallenge() }))).toBe("not-supported");
});
