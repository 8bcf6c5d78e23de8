import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deploy } from "../deploy.ts";
import { readNames } from "../deploy/names.ts";
import { readSecrets } from "../secrets.ts";
import { signingVariables } from "../signing-keys.ts";
import { Account, CONSUMER, ORIGIN, WORKER } from "../testing/cloudflare-account.ts";
import { makeCompany, startDeskDatabase, tryCommand, type DeskDatabase, type DeskServer } from "../testing/operator-desk.ts";
import { openDeployedKeys } from "./deployed-keys.ts";
import type { KeyStore } from "./key-store.ts";
import { openLocalKeys } from "./local-keys.ts";

type Keys = { id: string; secret: string }[];
type SignedModule = {
  sign: (keys: Keys, purpose: "session", claims: object, now: Date, lifetimeSeconds: number) => Promise<string>;
  verify: (keys: Keys, purpose: "session", token: string, now: Date) => Promise<{ keyId: string } | null>;
};
type EnvModule = { readSettings: (env: object) => { signingKeys: Keys } };

/** The Worker's own modules, by a name that the compiler does not follow: they are typed for Workers, and this is Node. */
const load = async <T>(path: string): Promise<T> => (await import(path)) as T;
const [{ sign, verify }, { readSettings }] = await Promise.all([load<SignedModule>("#worker/crypto/signed.ts"), load<EnvModule>("#worker/env.ts")]);
const keysOf = (variables: object) => readSettings({ DATABASE_URL: "postgres://a:b@localhost/c", APP_ORIGIN: ORIGIN, ...variables }).signingKeys;

const MINUTE_MS = 60_000;
let server: DeskServer;
let database: DeskDatabase;
beforeAll(async () => {
  server = await startDeskDatabase(".state/test-postgres-keys");
}, 60_000);
afterAll(() => server.stop());
// Nobody takes events away, so each test begins with an empty log of its own.
beforeEach(async () => {
  database = await server.copy();
}, 30_000);

const keyEvents = () => database.look<{ actor: string; action: string; changes: object }>("select actor_id as actor, action, changes from audit_event where action ~ 'key' order by number");
const contextKey = async () => (await database.look<{ key: string }>("select md5(inner_key || outer_key) as key from context_key"))[0]?.key;

/** Types it, on a machine whose clock stands so many minutes further. */
const rotate = (keys: KeyStore, minutes = 0, ...flags: string[]) =>
  tryCommand(database.useDatabase, ["rotate-keys", "--yes", ...flags], { keys, now: new Date(Date.now() + minutes * MINUTE_MS) });

describe("a rotation in a state folder", () => {
  let folder: string;
  let keys: KeyStore;
  const current = () => keysOf(signingVariables(readSecrets(folder).signingKeys));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "inductlite-keys-"));
    readSecrets(folder);
    keys = openLocalKeys(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("leaves what the old key signed valid after both steps, and refuses it once the key is gone", async () => {
    const now = new Date();
    const signAsNow = () => sign(current(), "session", {}, now, 3600);
    const [before, first] = [await signAsNow(), current()];
    await rotate(keys);
    expect(current()).toEqual([first[0], expect.objectContaining({ secret: expect.stringMatching(/^[\w-]{43}$/) as string })]);
    expect(await signAsNow()).toBe(before);
    await rotate(keys);
    const after = await signAsNow();
    expect(await verify(current(), "session", before, new Date())).toMatchObject({ keyId: first[0]?.id });
    expect(await verify(current(), "session", after, new Date())).toMatchObject({ keyId: current()[0]?.id });
    await expect(rotate(keys)).rejects.toThrow("A new key in slot A would end these early");
    expect((await rotate(keys, 0, "--force")).printed).toContain("Step 1 of 2 is done: slot A holds a new key");
    expect(await verify(current(), "session", before, new Date())).toBeNull();
    expect(await verify(current(), "session", after, new Date())).not.toBeNull();
  });

  it("changes the signing keys alone", async () => {
    const before = readSecrets(folder);
    await rotate(keys);
    const after = readSecrets(folder);
    expect(after).toEqual({ ...before, signingKeys: { ...before.signingKeys, B: after.signingKeys.B } });
  });

  it("is written down with who did it, and gives the database new context keys under which it goes on", async () => {
    const company = await database.useDatabase((client) => makeCompany(client, "Rimu Rotated"));
    const was = await contextKey();
    await rotate(keys);
    await rotate(keys);
    const { B } = readSecrets(folder).signingKeys;
    expect(await keyEvents()).toEqual([
      { actor: "mere@desk", action: "context-key.rotated", changes: {} },
      { actor: "mere@desk", action: "signing-key.made", changes: { slot: "B", keyId: B?.id } },
      { actor: "mere@desk", action: "signing-key.turned", changes: { slot: "B", keyId: B?.id } },
    ]);
    expect(await contextKey()).not.toBe(was);
    expect(await database.asApplication(["select * from enter_session($1, 'visit.list')", company.sessionHash], ["select 1 from site"])).toHaveLength(1);
  });

  it("says after the turn what still lives on the old key, and until when", async () => {
    await rotate(keys);
    const { printed } = await rotate(keys);
    expect(printed).toMatch(/Slot A still verifies what it signed:\n.*\n.*\nsessions of the office +\d{4}-/);
    expect(printed.split("\n").filter((line) => /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(line))).toHaveLength(5);
  });

  it("can be made again once nothing lives on the old key", async () => {
    await rotate(keys);
    await rotate(keys);
    const halfAYear = 181 * 24 * 60;
    expect((await rotate(keys, halfAYear)).printed).toContain("Step 1 of 2 is done: slot A holds a new key");
  });

  it("does nothing without a yes, before there is something to turn to, or twice", async () => {
    const before = [readSecrets(folder), await contextKey()];
    await expect(tryCommand(database.useDatabase, ["rotate-keys"], { keys })).rejects.toThrow("There is no terminal to ask on");
    await expect(tryCommand(database.useDatabase, ["rotate-keys"], { keys, answers: ["Yes"] })).rejects.toThrow("Nothing was changed");
    await expect(rotate(keys, 0, "--turn")).rejects.toThrow("There is no new key to turn to yet");
    expect([readSecrets(folder), await contextKey()]).toEqual(before);
    expect(await keyEvents()).toEqual([]);
  });
});

describe("a rotation of a deployment", () => {
  let account: Account;
  let keys: KeyStore;
  const workers = [CONSUMER, WORKER];
  const secretsOf = (config: string) => Object.fromEntries(account.secrets.get(config) ?? []);
  const deployAgain = () => deploy({
    names: readNames(), runner: account.runner, isDryRun: false, print: () => undefined,
    answers: { ownerUrl: async () => "", origin: async () => ORIGIN, mailFrom: async () => "a@b.example", resendKey: async () => "re_key-secret" },
  });
  beforeEach(async () => {
    account = new Account();
    keys = openDeployedKeys(readNames(), account.runner);
    await deployAgain();
    account.asked.length = 0;
    account.inputs.length = 0;
  });

  it("puts the same new key on both Workers, the consumer first, and turns them five minutes later", async () => {
    const first = secretsOf(WORKER)["SIGNING_KEY_A"];
    expect((await rotate(keys)).printed).toMatch(/again from .* on, and slot B signs/);
    await expect(rotate(keys, 4)).rejects.toThrow(/may not be known everywhere before/);
    for (const config of workers) expect(keysOf(secretsOf(config))[0]).toEqual(JSON.parse(first ?? ""));
    await rotate(keys, 6);
    expect(account.asked.filter((command) => !command.startsWith("secret list"))).toEqual([
      `secret put SIGNING_KEY_B -c ${CONSUMER}`, `secret put SIGNING_KEY_B -c ${WORKER}`,
      `secret put SIGNING_WITH -c ${CONSUMER}`, `secret put SIGNING_WITH -c ${WORKER}`,
    ]);
    const [ofConsumer, ofWorker] = workers.map((config) => keysOf(secretsOf(config)));
    expect(ofConsumer).toEqual(ofWorker);
    expect(ofWorker?.[1]).toEqual(JSON.parse(first ?? ""));
  });

  it("turns at once when it is told to", async () => {
    await rotate(keys);
    expect((await rotate(keys, 0, "--turn")).printed).toContain("Step 2 of 2 is done: slot B signs");
  });

  it("turns back to A by taking SIGNING_WITH away", async () => {
    for (const flags of [[], ["--turn"], ["--force"], ["--turn"]]) await rotate(keys, 0, ...flags);
    expect(account.asked.slice(-4)).toEqual([
      `secret list -c ${CONSUMER} --format json`, `secret delete SIGNING_WITH -c ${CONSUMER}`,
      `secret list -c ${WORKER} --format json`, `secret delete SIGNING_WITH -c ${WORKER}`,
    ]);
    for (const config of workers) expect(keysOf(secretsOf(config)).map(({ id }) => id)).toEqual(["A", "B"].map((slot) => (JSON.parse(secretsOf(config)[`SIGNING_KEY_${slot}`] ?? "") as { id: string }).id));
  });

  it.each([
    ["the new key", `secret put SIGNING_KEY_B -c ${WORKER}`, 1, "Setting SIGNING_KEY_B"],
    ["the turn", `secret put SIGNING_WITH -c ${WORKER}`, 2, "Setting SIGNING_WITH"],
  ])("that was cut short between the Workers by %s goes on with the same step", async (_what, command, step, sentence) => {
    if (step === 2) await rotate(keys);
    account.broken = { command, output: "[ERROR] gone" };
    await expect(rotate(keys, 6)).rejects.toThrow(`${sentence} did not succeed; wrangler says: gone`);
    account.broken = undefined;
    expect((await rotate(keys, 6)).printed).toContain(`Step ${step} of 2 is done`);
    expect(keysOf(secretsOf(CONSUMER))).toEqual(keysOf(secretsOf(WORKER)));
  });

  it("whose last word the log missed is finished, and the key that just signed stays", async () => {
    const first = secretsOf(WORKER)["SIGNING_KEY_A"];
    await rotate(keys);
    for (const config of workers) account.secrets.get(config)?.set("SIGNING_WITH", "B");
    expect((await rotate(keys, 6)).printed).toContain("Step 2 of 2 is done: slot B signs");
    expect(secretsOf(WORKER)["SIGNING_KEY_A"]).toBe(first);
  });

  it("stops where the Workers sign with different keys and nobody knows why, or since when a slot is off", async () => {
    for (const config of workers) account.secrets.get(config)?.set("SIGNING_KEY_B", JSON.stringify({ id: "byhand", secret: "x".repeat(43) }));
    account.secrets.get(WORKER)?.set("SIGNING_WITH", "B");
    await expect(rotate(keys)).rejects.toThrow("The two Workers sign with different slots");
    account.secrets.get(CONSUMER)?.set("SIGNING_WITH", "B");
    await expect(rotate(keys)).rejects.toThrow("does not tell since when slot A is off, and what it signed may live for 180 days");
    expect((await rotate(keys, 0, "--force")).printed).toContain("slot A holds a new key");
  });

  it("never shows a key", async () => {
    const shown = [(await rotate(keys)).printed, (await rotate(keys, 0, "--turn")).printed, ...account.asked];
    account.broken = { command: "secret put", output: "[ERROR] refused" };
    const failing = { ...account.runner, wrangler: async (args: readonly string[], input?: string) => (args[1] === "put" ? { code: 1, output: `[ERROR] refused ${input}` } : account.runner.wrangler(args, input)) };
    shown.push(await rotate(openDeployedKeys(readNames(), failing), 0, "--force").then(() => "", (error: Error) => error.message));
    expect(shown.at(-1)).toContain("refused (secret)");
    const secrets = account.inputs.filter((input) => input !== "B").map((input) => (JSON.parse(input) as { secret: string }).secret);
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(shown.join("\n")).not.toContain(secret);
  });

  it("is left alone by the next deployment", async () => {
    for (const flags of [[], ["--turn"]]) await rotate(keys, 0, ...flags);
    const before = workers.map(secretsOf);
    await deployAgain();
    expect(workers.map(secretsOf)).toEqual(before);
  });

  it("needs a deployment", async () => {
    account.secrets.clear();
    await expect(rotate(keys)).rejects.toThrow("Reading which secrets inductlite-queue-consumer has did not succeed");
    for (const config of workers) account.secrets.set(config, new Map([["APP_ORIGIN", ORIGIN]]));
    await expect(rotate(keys)).rejects.toThrow("The Workers have no signing key yet: npm run deploy makes the first");
  });
});
