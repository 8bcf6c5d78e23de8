import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { migrate } from "../migrate.ts";
import { startPostgres, type Postgres } from "../postgres.ts";
import { processesInFolder } from "../process-state.ts";
import { ensureDatabase, prepareSchema, withClient } from "../roles.ts";
import { readSecrets } from "../secrets.ts";
import { takeStateFolder } from "../state-lock.ts";

vi.setConfig({ testTimeout: 120_000 });

let stateFolder: string;
const start = () => startPostgres({ folder: join(stateFolder, "postgres"), durable: true });
const isRunning = () => processesInFolder(join(stateFolder, "postgres", "data")).length > 0;

/** The roles and tables as npm start makes them. */
async function prepare(postgres: Postgres): Promise<string> {
  const { ownerPassword, appPassword } = readSecrets(stateFolder);
  const adminUrl = await ensureDatabase(postgres.superuserUrl, "inductlite");
  const { ownerUrl } = await prepareSchema(adminUrl, "public", { owner: { name: "inductlite_owner", password: ownerPassword }, login: { name: "inductlite_app_login", password: appPassword } });
  await migrate(ownerUrl);
  await withClient(ownerUrl, (client) => client.query("insert into company (company_id, name) values (gen_random_uuid(), 'Nīkau Roofing')"));
  return adminUrl;
}

/** A command as somebody types it, in a process of its own. */
function type(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; said: string }> {
  const script = fileURLToPath(new URL("../operator.ts", import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, STATE_DIR: stateFolder, PG_URL: "", OWNER_DATABASE_URL: "", ...environment },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

beforeAll(async () => {
  stateFolder = realpathSync(mkdtempSync(join(tmpdir(), "inductlite-operator-")));
  const postgres = await start();
  await prepare(postgres);
  await postgres.stop();
}, 120_000);
afterAll(() => rmSync(stateFolder, { recursive: true, force: true }));

describe.runIf(process.platform === "linux")("a command on a state folder", () => {
  it("starts the database for itself and stops it again", async () => {
    const { code, said } = await type(["companies"]);
    expect(said).toContain("Nīkau Roofing");
    expect([code, isRunning()]).toEqual([0, false]);
  });

  it("stops it too when it is refused, and ends with code 1 and one sentence", async () => {
    const { code, said } = await type(["resume", "Nobody"]);
    expect(said).toBe('No company has the id or the exact name "Nobody": npm run operator -- companies lists them.\n');
    expect([code, isRunning()]).toEqual([1, false]);
  });

  it("takes its turn when another one is at work", async () => {
    const both = await Promise.all([type(["suspend", "Nīkau Roofing", "--reason", "one", "--yes"]), type(["suspend", "Nīkau Roofing", "--reason", "two", "--yes"])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ said }) => said.includes("is suspended already")).sort()).toEqual([false, true]);
    expect(isRunning()).toBe(false);
  });

  it("uses the one of a running npm start, and leaves it running; PG_URL's too", async () => {
    const postgres = await start();
    try {
      await takeStateFolder(stateFolder, () => "taken");
      expect((await type(["companies"])).said).toContain("Nīkau Roofing");
      const url = Object.assign(new URL(postgres.superuserUrl), { pathname: "/inductlite" }).href;
      expect((await type(["companies"], { PG_URL: url })).said).toContain("Nīkau Roofing");
      expect(isRunning()).toBe(true);
    } finally {
      await postgres.stop();
    }
  });
});

describe("a database that can't be used", () => {
  const { port } = new URL("postgres://localhost:1");
  it.each([
    ["a folder where nothing ever ran", { STATE_DIR: "/tmp/inductlite-nothing-here" }, "No InductLite has run on /tmp/inductlite-nothing-here: npm start begins one"],
    ["an owner's URL that is none", { OWNER_DATABASE_URL: "nonsense" }, "That is no database URL"],
    ["an owner's URL of another provider", { OWNER_DATABASE_URL: "postgres://boss:owner-secret@db.example/x" }, "db.example is not Neon's"],
    ["a server that is not there", { PG_URL: `postgres://boss:owner-secret@127.0.0.1:${port}/x` }, "The database at 127.0.0.1 can't be used as the schema's owner"],
  ])("is told in one sentence without a password: %s", async (_what, environment, sentence) => {
    const { code, said } = await type(["companies"], environment);
    expect(said).toContain(sentence);
    expect(said.trim().split("\n")).toHaveLength(1);
    expect(said).not.toMatch(/owner-secret|\bat \S+:\d+:\d+/);
    expect(code).toBe(1);
  });

  it("is one that is older than the program, or has another password", async () => {
    const postgres = await startPostgres({ folder: ".state/test-postgres-old", durable: false });
    try {
      const url = await ensureDatabase(postgres.superuserUrl, "old");
      expect((await type(["companies"], { PG_URL: url })).said).toMatch(/^The database at 127\.0\.0\.1 can't be used as the schema's owner: .*password authentication failed/);
      const { ownerPassword, appPassword } = readSecrets(stateFolder);
      await prepareSchema(url, "public", { owner: { name: "inductlite_owner", password: ownerPassword }, login: { name: "inductlite_app_login", password: appPassword } });
      expect((await type(["companies"], { PG_URL: url })).said).toBe("The database is older than this program: bring it up to date with npm start, or npm run deploy.\n");
    } finally {
      await postgres.stop();
    }
  });
});
