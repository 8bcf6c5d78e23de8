/** People whom no page of the office makes for a test: companies, log-ins with a second factor, links in mails. Written as the schema's owner. */
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Secret } from "otpauth";
import type pg from "pg";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { withClient } from "#dev/roles.ts";
import { readSecrets } from "#dev/secrets.ts";
import { hashPasswords } from "#dev/seed/password.ts";
import { readDemo } from "#dev/testing/demo.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { makeRegistrationOptions, verifyRegistration } from "#worker/crypto/passkey.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "#worker/crypto/recovery-codes.ts";
import { seal } from "#worker/crypto/sealed.ts";

export const PASSWORD = "kererū over the long bridge";

const stateFolder = () => process.env["E2E_STATE"] ?? ".state/e2e";

/** The database of the server that the browser tests run against. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  await readDemo();
  const port = readFileSync(join(stateFolder(), "postgres", "data", "postmaster.pid"), "utf8").split("\n")[3] ?? "";
  return withClient(`postgres://inductlite_owner:${readSecrets(stateFolder()).ownerPassword}@127.0.0.1:${port}/inductlite`, work);
}

/** An address from which nobody else in these tests comes: tries are counted by it. */
export function randomAddress(): string {
  const bytes = randomBytes(8).toString("hex").match(/.{4}/g) ?? [];
  return `2001:db8:${bytes[0]}:${bytes[1]}::1`;
}

/** A browser of its own at an address of its own. */
export function openBrowser(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
  return browser.newContext({ ...options, extraHTTPHeaders: { "CF-Connecting-IP": randomAddress() } });
}

export const newEmail = () => `${randomBytes(6).toString("hex")}@rata-roofing.example`;

export interface Person {
  email: string;
  accountId: string;
  companyId: string;
  companyName: string;
}

let hash: Promise<string> | undefined;

/** An owner of a company of their own, with one site. They log in with PASSWORD. */
export async function makePerson(): Promise<Person> {
  hash ??= hashPasswords(PASSWORD, 1).then(([made = ""]) => made);
  const person = { email: newEmail(), accountId: randomUUID(), companyId: randomUUID(), companyName: `Rātā Roofing ${randomBytes(3).toString("hex")}` };
  const passwordHash = await hash;
  await asOwner(async (client) => {
    await client.query("insert into company (company_id, name) values ($1, $2)", [person.companyId, person.companyName]);
    await client.query("insert into site (company_id, id, name, address, code) values ($1, $2, 'Kaimai Viaduct', '1 Summit Road', $3)", [person.companyId, randomUUID(), randomBytes(5).toString("hex")]);
    await client.query("insert into account (id, email, password_hash) values ($1, $2, $3)", [person.accountId, person.email, passwordHash]);
    await client.query("insert into member (company_id, id, account_id, name, role) values ($1, $2, $3, 'Aroha Ngata', 'owner')", [person.companyId, randomUUID(), person.accountId]);
  });
  return person;
}

/** The gate of their company's one site, with a link of its own and these rules. Gives the path of its sign-in page. */
export async function gateOf({ companyId }: Pick<Person, "companyId">, rules: object = {}): Promise<string> {
  const secret = randomUUID().replaceAll("-", "").slice(0, 12);
  return asOwner(async (client) => {
    await client.query("insert into site_link (company_id, id, site_id, secret) select company_id, $2, id, $3 from site where company_id = $1", [companyId, randomUUID(), secret]);
    const { rows } = await client.query<{ code: string }>("update site set rules = $2 where company_id = $1 returning code", [companyId, rules]);
    return `/s/${rows[0]?.code}-${secret}`;
  });
}

/** Gives them an authenticator app and recovery codes. `secret` is what their app has. */
export async function addSecondFactor({ accountId }: Person): Promise<{ secret: Secret; recoveryCodes: string[] }> {
  const secret = new Secret({ size: 20 });
  const sealed = await seal(readSecrets(stateFolder()).sealingKey, "totp", accountId, new Uint8Array(secret.bytes), (length) => randomBytes(length));
  const recoveryCodes = makeRecoveryCodes((length) => randomBytes(length));
  await asOwner(async (client) => {
    await client.query("update account set totp_secret = $2 where id = $1", [accountId, Buffer.from(sealed)]);
    for (const code of recoveryCodes) await client.query("insert into recovery_code (account_id, code_hash) values ($1, $2)", [accountId, Buffer.from(hashRecoveryCode(accountId, code) ?? [])]);
  });
  return { secret, recoveryCodes };
}

/** A device that keeps passkeys and verifies its person by itself. */
export async function addDevice(page: Page): Promise<{ refuse: (refuses: boolean) => Promise<unknown> }> {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options });
  return { refuse: (refuses) => device.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: !refuses }) };
}

/** Makes a passkey for them on the page's device, as their account page would; the account has `removed` it since. */
export async function addPasskey(page: Page, { accountId, email }: Person, { removed = false } = {}): Promise<void> {
  const challenge = randomBytes(32);
  const { origin } = new URL(page.url());
  const options = makeRegistrationOptions({ origin, challenge, account: { id: accountId, email, name: "Aroha Ngata" }, existing: [] });
  const response = await page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(json) as PublicKeyCredentialCreationOptionsJSON);
    return JSON.stringify(await navigator.credentials.create({ publicKey }));
  }, options);
  const made = await verifyRegistration({ response, challenge, origin });
  if (!made) throw new Error("the server's half refused what Chromium made");
  if (removed) return;
  const { credentialId, publicKey, signCount, transports, isBackedUp } = made;
  await asOwner((client) =>
    client.query("insert into passkey (id, account_id, credential_id, public_key, sign_count, transports, name, is_backed_up) values ($1, $2, $3, $4, $5, $6, 'This device', $7)", [
      randomUUID(), accountId, Buffer.from(credentialId), Buffer.from(publicKey), signCount, transports, isBackedUp,
    ]),
  );
}

type Becomes = "open" | "expired" | "used" | "revoked";

/** An invitation into their company, and what has become of it. Gives the path of its link. */
export async function invite({ companyId }: Person, { email = newEmail(), role = "viewer", becomes = "open" }: { email?: string; role?: string; becomes?: Becomes } = {}): Promise<string> {
  const [id, token] = [randomUUID(), randomBytes(32).toString("base64url")];
  const at = (when: Becomes) => (becomes === when ? new Date() : null);
  const expiresAt = new Date(Date.now() + (becomes === "expired" ? -1 : 1) * 3_600_000);
  await asOwner(async (client) => {
    await client.query(
      `insert into invite (company_id, id, email, name, role, token_hash, expires_at, invited_by, accepted_at, revoked_at)
        values ($1, $2, $3, 'Hana Whaanga', $4, $5, $6, (select id from member where company_id = $1 and role = 'owner'), $7, $8)`,
      [companyId, id, email, role, Buffer.from(sha256Of(token)), expiresAt, at("used"), at("revoked")],
    );
    if (role === "site_manager") await client.query("insert into invite_site (company_id, invite_id, site_id) select company_id, $2, id from site where company_id = $1", [companyId, id]);
  });
  return `/join/${token}`;
}

/** Their company as an operator has paused it. */
export async function suspend({ companyId }: Person): Promise<void> {
  await asOwner((client) => client.query("update company set suspended_at = now() where company_id = $1", [companyId]));
}
