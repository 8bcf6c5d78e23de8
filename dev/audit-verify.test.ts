import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { startPostgres, stopPostgresIn } from "./postgres.ts";
import { ensureDatabase, prepareSchema, withClient } from "./roles.ts";
import { readSecrets } from "./secrets.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stateFolder = mkdtempSync(join(tmpdir(), "inductlite-verify-"));
const RATA = "0196a000-0000-7000-8000-00000000000a";

/** Starts the folder's Postgres for a change, and stops it again. */
async function whileStopped(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const postgres = await startPostgres({ folder: join(stateFolder, "postgres"), durable: true });
  const adminUrl = await ensureDatabase(postgres.superuserUrl, "inductlite");
  const { ownerPassword, appPassword } = readSecrets(stateFolder);
  const { ownerUrl } = await prepareSchema(adminUrl, "public", { owner: { name: "inductlite_owner", password: ownerPassword }, login: { name: "inductlite_app_login", password: appPassword } });
  await migrate(ownerUrl);
  await withClient(ownerUrl, work);
  await postgres.stop();
}

function verify(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--disable-warning=ExperimentalWarning", "dev/audit-verify.ts", ...args], { cwd: root, env: { ...process.env, STATE_DIR: stateFolder, PG_URL: "", OWNER_DATABASE_URL: "" } }, (error, out, complaint) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, said: `${out}${complaint}` }));
  });
}

beforeAll(async () => {
  await whileStopped(async (client) => {
    await client.query("insert into company (company_id, name) values ($1, 'Rātā Roofing')", [RATA]);
    await client.query("begin");
    await client.query("select enter($1::uuid, 'system', 'test', 'system', '{}', 'audit.checkpoint')", [RATA]);
    await client.query(`insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, openings, request_id, previous_hash, hash)
      select $1, 0, now(), '', '', 'site.closed', 'site', gen_random_uuid(), '{"name": "Hēmi"}', 'test', '', '' from generate_series(1, 1200)`, [RATA]);
    await client.query("commit");
  });
}, 120_000);

afterAll(async () => {
  await stopPostgresIn(join(stateFolder, "postgres"));
  rmSync(stateFolder, { recursive: true, force: true });
});

describe("npm run audit:verify, while nothing runs", () => {
  it("starts the database for itself, tells of every company, and stops it again", async () => {
    const { code, said } = await verify();
    expect(said).toMatch(/^ {2}Rātā Roofing: whole: 1,200 events, 0 checkpoints agree, last hash [0-9a-f]{64}\n {2}The deployment: whole: no event yet\n$/);
    expect(code).toBe(0);
    const postgres = await startPostgres({ folder: join(stateFolder, "postgres"), durable: true });
    await postgres.stop();
    expect(postgres.attached).toBe(false);
  }, 120_000);

  it("ends with code 1 and the first broken event", async () => {
    await whileStopped(async (client) => {
      await client.query("alter table audit_event disable trigger audit_event_stands");
      await client.query("delete from audit_event where company_id = $1 and number in (700, 900)", [RATA]);
      await client.query("alter table audit_event enable trigger audit_event_stands");
    });
    expect(await verify("--company", "rātā roofing")).toEqual({ code: 1, said: "  Rātā Roofing: BROKEN. Event 700 is missing.\n" });
  }, 120_000);

  it("says what it does not know", async () => {
    expect(await verify("--companies")).toEqual({ code: 1, said: expect.stringContaining("Unknown argument --companies") as string });
    expect(await verify("--company", "Nobody")).toEqual({ code: 1, said: 'There is no company "Nobody" here: npm run operator -- companies lists them.\n' });
  }, 60_000);
});
