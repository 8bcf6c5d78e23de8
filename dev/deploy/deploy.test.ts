import pg from "pg";
import { describe, expect, it } from "vitest";
import { deploy } from "../deploy.ts";
import { Account, CONSUMER, LOGIN_URL, ORIGIN, WORKER } from "../testing/cloudflare-account.ts";
import { makeAnswers, readMailFrom, readOrigin, readResendKey } from "./ask.ts";
import { readNames } from "./names.ts";
import { readOwnerUrl } from "./owner-url.ts";
import type { Answers } from "./secret-values.ts";
import type { Runner } from "./steps.ts";

const OWNER_URL = "postgres://boss:owner-secret@ep-a.ap-southeast-2.aws.neon.tech/neondb?sslmode=require";
const MAIL_FROM = "InductLite <no-reply@induct.example>";

const answers: Answers = { ownerUrl: async () => OWNER_URL, origin: async () => ORIGIN, mailFrom: async () => MAIL_FROM, resendKey: async () => "re_mail-secret" };
const neverAsked = (name: string) => () => Promise.reject(new Error(`was asked for ${name}`));

async function deployTo(account: Account, { isDryRun = false, asking = answers } = {}): Promise<string[]> {
  account.asked.length = 0;
  const lines: string[] = [];
  await deploy({ names: readNames(), runner: account.runner, answers: asking, isDryRun, print: (line) => lines.push(line) });
  return lines;
}

describe("the first deployment", () => {
  it("makes what is missing, in an order in which nothing is used before it is there", async () => {
    const account = new Account();
    const lines = await deployTo(account);
    expect(account.asked).toEqual([
      "whoami --json",
      "queues info inductlite-jobs", "queues create inductlite-jobs",
      "queues info inductlite-jobs-dead", "queues create inductlite-jobs-dead",
      "r2 bucket info inductlite-files", "r2 bucket create inductlite-files --location oc",
      "build",
      `secret list -c ${CONSUMER} --format json`, `secret list -c ${WORKER} --format json`,
      "database",
      `secret put DATABASE_URL -c ${CONSUMER}`, `secret put SIGNING_KEY_A -c ${CONSUMER}`, `secret put APP_ORIGIN -c ${CONSUMER}`,
      `secret put MAIL_FROM -c ${CONSUMER}`, `secret put RESEND_API_KEY -c ${CONSUMER}`,
      `secret put DATABASE_URL -c ${WORKER}`, `secret put SIGNING_KEY_A -c ${WORKER}`, `secret put SEALING_KEY -c ${WORKER}`, `secret put APP_ORIGIN -c ${WORKER}`,
      `deploy -c ${CONSUMER} --minify`, `deploy -c ${WORKER} --minify`,
      `health ${ORIGIN}`,
    ]);
    expect(lines.at(-1)).toContain(ORIGIN);
  });

  it("gives both Workers the same login, address and keys, in the form that the Worker reads", async () => {
    const account = new Account();
    await deployTo(account);
    const [consumer, worker] = [account.secrets.get(CONSUMER), account.secrets.get(WORKER)];
    expect(worker?.get("DATABASE_URL")).toBe(LOGIN_URL);
    expect(consumer?.get("DATABASE_URL")).toBe(LOGIN_URL);
    expect(consumer?.get("SIGNING_KEY_A")).toBe(worker?.get("SIGNING_KEY_A"));
    expect(JSON.parse(worker?.get("SIGNING_KEY_A") ?? "")).toEqual({ id: expect.stringMatching(/^[a-z0-9]{1,8}$/) as string, secret: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(worker?.get("APP_ORIGIN")).toBe(ORIGIN);
    expect(consumer?.get("APP_ORIGIN")).toBe(ORIGIN);
  });

  it("gives the key that seals to the Worker alone, and the one that sends mail to the consumer alone", async () => {
    const account = new Account();
    await deployTo(account);
    const [consumer, worker] = [account.secrets.get(CONSUMER), account.secrets.get(WORKER)];
    expect([worker?.get("SEALING_KEY"), consumer?.has("SEALING_KEY")]).toEqual([expect.stringMatching(/^[\w-]{43}$/), false]);
    expect([consumer?.get("MAIL_FROM"), consumer?.get("RESEND_API_KEY"), worker?.has("RESEND_API_KEY")]).toEqual([MAIL_FROM, "re_mail-secret", false]);
  });

  it("puts nothing secret among arguments or in what it prints", async () => {
    const account = new Account();
    const lines = await deployTo(account);
    const shown = [...account.asked, ...lines].join("\n");
    const secrets = [OWNER_URL, "owner-secret", "login-secret", account.loginPasswords[0] ?? "none", ...account.inputs.filter((input) => input !== ORIGIN && input !== MAIL_FROM)];
    expect(secrets).toHaveLength(10);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});

describe("a deployment without mail", () => {
  it("goes through, says what will not work, and takes the settings up when they are given later", async () => {
    const account = new Account();
    const lines = await deployTo(account, { asking: { ...answers, mailFrom: async () => null, resendKey: neverAsked("a key without a sender") } });
    expect(lines.find((line) => line.startsWith("Secrets of inductlite-queue-consumer"))).toContain(
      "left out MAIL_FROM and RESEND_API_KEY: no mail is sent, so nobody can sign up, be invited or choose a new password by mail",
    );
    expect([...(account.secrets.get(CONSUMER)?.keys() ?? [])]).toEqual(["DATABASE_URL", "SIGNING_KEY_A", "APP_ORIGIN"]);
    const again = await deployTo(account, { asking: { ...answers, origin: neverAsked("an address") } });
    expect(again.join("\n")).not.toContain("left out");
    expect(account.asked.filter((command) => command.startsWith("secret put"))).toEqual([`secret put MAIL_FROM -c ${CONSUMER}`, `secret put RESEND_API_KEY -c ${CONSUMER}`]);
  });

  it("asks for the key when only that is missing", async () => {
    const account = new Account();
    await deployTo(account, { asking: { ...answers, resendKey: async () => null } });
    await deployTo(account, { asking: { ...answers, mailFrom: neverAsked("a sender") } });
    expect(account.secrets.get(CONSUMER)?.get("RESEND_API_KEY")).toBe("re_mail-secret");
  });

  it("asks for no key of Resend's where Cloudflare's binding sends", async () => {
    const account = new Account();
    await deploy({ names: { ...readNames(), hasMailBinding: true }, runner: account.runner, answers: { ...answers, resendKey: neverAsked("a key") }, isDryRun: false, print: () => undefined });
    expect([...(account.secrets.get(CONSUMER)?.keys() ?? [])]).toEqual(["DATABASE_URL", "SIGNING_KEY_A", "APP_ORIGIN", "MAIL_FROM"]);
  });
});

describe("a deployment that is run again", () => {
  it("creates nothing, sets no secret, leaves the login's password alone and asks for no address", async () => {
    const account = new Account();
    await deployTo(account);
    const lines = await deployTo(account, { asking: { ...answers, origin: neverAsked("an address"), mailFrom: neverAsked("a sender"), resendKey: neverAsked("a key") } });
    expect(account.asked.filter((command) => /create|secret put/.test(command))).toEqual([]);
    expect(account.asked.filter((command) => command.startsWith("deploy"))).toHaveLength(2);
    expect(account.loginPasswords).toEqual([expect.any(String), null]);
    expect(lines.at(-1)).toContain(ORIGIN);
  });

  it("takes up one that was cut short between the two Workers, and makes login and keys anew for both", async () => {
    const account = new Account();
    account.broken = { command: `secret put SIGNING_KEY_A -c ${WORKER}`, output: "[ERROR] gone" };
    await expect(deployTo(account)).rejects.toThrow("Setting SIGNING_KEY_A did not succeed");
    const before = account.secrets.get(CONSUMER)?.get("SIGNING_KEY_A");
    account.broken = undefined;
    await deployTo(account);
    expect(account.secrets.get(CONSUMER)?.get("SIGNING_KEY_A")).toBe(account.secrets.get(WORKER)?.get("SIGNING_KEY_A"));
    expect(account.secrets.get(CONSUMER)?.get("SIGNING_KEY_A")).not.toBe(before);
  });
});

describe("a dry run", () => {
  it("runs nothing and shows each command that a first deployment runs", async () => {
    const dry = new Account();
    const shown = (await deployTo(dry, { isDryRun: true, asking: { ownerUrl: neverAsked("a URL"), origin: neverAsked("an address"), mailFrom: neverAsked("a sender"), resendKey: neverAsked("a key") } })).join("\n");
    expect(dry.asked).toEqual([]);
    const real = new Account();
    await deployTo(real);
    for (const command of real.asked.filter((asked) => !/^(build|database|health)/.test(asked))) expect(shown).toContain(`wrangler ${command}`);
  });
});

describe("what goes wrong", () => {
  it.each([
    ["whoami", "not logged in", "Wrangler is not logged in"],
    ["queues create", "✘ [ERROR] Queues needs the Workers Paid plan", "Queue inductlite-jobs did not succeed; wrangler says: Queues needs the Workers Paid plan"],
    ["secret list", "✘ [ERROR] Authentication error", "wrangler says: Authentication error"],
    ["deploy -c queue", "\u001b[31m✘ \u001b[41m[ERROR]\u001b[0m You need to register a workers.dev subdomain", "Deploying inductlite-queue-consumer did not succeed; wrangler says: You need"],
  ])("is told in one sentence: %s", async (command, output, sentence) => {
    const account = new Account();
    account.broken = { command, output };
    await expect(deployTo(account)).rejects.toMatchObject({ name: "Failure", message: expect.stringContaining(sentence) as string });
    expect(account.asked.at(-1)).toMatch(new RegExp(`^${command}`));
  });

  it("never repeats a secret that wrangler repeats", async () => {
    const account = new Account();
    account.broken = { command: "secret put", output: `[ERROR] refused ${LOGIN_URL}` };
    await expect(deployTo(account)).rejects.toThrow("refused (secret)");
  });

  it("stops at a login with several accounts until one is chosen", async () => {
    const account = new Account();
    const runner: Runner = { ...account.runner, wrangler: async () => ({ code: 0, output: '{"accounts":[{"id":"a"},{"id":"b"}]}' }) };
    await expect(deploy({ names: readNames(), runner, answers, isDryRun: false, print: () => undefined })).rejects.toThrow("set CLOUDFLARE_ACCOUNT_ID");
  });

  it("says that a deployed address is not healthy", async () => {
    const account = new Account();
    account.health = false;
    await expect(deployTo(account)).rejects.toThrow(`${ORIGIN}/health does not answer`);
  });
});

describe("the answers", () => {
  it("come from the environment, and without it and a terminal name what is missing", async () => {
    const given = makeAnswers({ OWNER_DATABASE_URL: OWNER_URL, APP_ORIGIN: `${ORIGIN}/` });
    expect(await given.origin()).toBe(ORIGIN);
    expect(await given.ownerUrl()).toBe(OWNER_URL.replace("=require", "=verify-full"));
    const mail = makeAnswers({ MAIL_FROM: ` ${MAIL_FROM} `, RESEND_API_KEY: "re_from-the-environment" });
    expect([await mail.mailFrom(), await mail.resendKey()]).toEqual([MAIL_FROM, "re_from-the-environment"]);
    if (!process.stdin.isTTY) expect([await makeAnswers({}).mailFrom(), await makeAnswers({}).resendKey()]).toEqual([null, null]);
    if (!process.stdin.isTTY) await expect(makeAnswers({}).ownerUrl()).rejects.toThrow("OWNER_DATABASE_URL is not set");
  });

  it("go to Neon's host for sessions, not to its pooler", () => {
    expect(readOwnerUrl("postgresql://a:b@ep-a-pooler.c-2.ap-southeast-2.aws.neon.tech/db")).toBe("postgresql://a:b@ep-a.c-2.ap-southeast-2.aws.neon.tech/db?sslmode=verify-full");
  });

  it.each(["", "?sslmode=require", "?sslmode=disable", "?sslmode=no-verify", "?sslmode=prefer&sslmode=disable"])("go over TLS to a host whose certificate is checked, whatever the URL asks for: %s", (asked) => {
    const { ssl } = new pg.Client({ connectionString: readOwnerUrl(`postgres://a:b@ep.neon.tech/db${asked}`) });
    expect(ssl).toEqual({});
  });

  it.each(["nonsense", "https://x.neon.tech/db", "postgres://a@ep.neon.tech/db", "postgres://a:b@localhost/db", "postgres://a:b@neon.tech.evil.example/db"])(
    "refuse a database that the Worker can't use: %s",
    (text) => expect(() => readOwnerUrl(text)).toThrow(),
  );

  it.each(["http://a.example", "https://a.example/x", "a.example", "https://a.example?x"])("refuse an address that no link can begin with: %s", (text) => expect(() => readOrigin(text)).toThrow("https://"));

  it.each(["InductLite", "InductLite <no-reply>", "a@b", "A <a@b.example>, B <c@d.example>"])("refuse a sender that no mail can be from: %s", (text) => expect(() => readMailFrom(text)).toThrow("The sender must be"));

  it("take a sender with a name or without", () => {
    expect([MAIL_FROM, "no-reply@induct.example", "<no-reply@induct.example>"].map(readMailFrom)).toEqual([MAIL_FROM, "no-reply@induct.example", "no-reply@induct.example"]);
  });

  it.each(["sk_12345678", "re_", "re_with a space"])("refuse what is no key of Resend's: %s", (text) => expect(() => readResendKey(text)).toThrow("begins with re_"));
});
