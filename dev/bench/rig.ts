/** Everything that a run measures, started and warm. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, bundle } from "../build.ts";
import type { Postgres } from "../postgres.ts";
import { step } from "../progress.ts";
import { withClient } from "../roles.ts";
import { killAbandonedRuntime } from "../runtime.ts";
import { makeSecrets } from "../secrets.ts";
import { signingVariables, type SigningKeys } from "../signing-keys.ts";
import { makeDatabase, startBenchPostgres, variablesFor, type BenchDatabase } from "./databases.ts";
import { familyOf } from "./machine.ts";
import { prepareWorkerd, startEndpoint, type Running } from "./processes.ts";
import { logIn } from "./sessions.ts";
import { clientHeaders } from "./sign-ins.ts";

/** One database with the Worker in front of it. */
export type Side = {
  database: BenchDatabase;
  worker: Running;
  startWorker: ReturnType<typeof prepareWorkerd>;
  /** Cookie headers of three usual companies' admins. */
  cookies: string[];
  /** Of the company that holds half of the past. */
  bigCookie: string;
};

export type Rig = {
  folder: string;
  keys: SigningKeys;
  sealingKey: string;
  postgres: Postgres;
  postgresVersion: string;
  endpoint: Running;
  small: Side;
  large: Side;
  floor: Running;
  /** Whoever has signed in since came by the benchmark. */
  loadedAt: Date;
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param onStarted is given what ends each part as soon as it runs. @param folder emptied first. */
export async function startRig(folder: string, pasts: { small: number; large: number }, onStarted: (stop: () => Promise<void>) => void): Promise<Rig> {
  const track = <T extends { stop: () => Promise<void> }>(running: T): T => {
    onStarted(() => running.stop());
    return running;
  };
  await killAbandonedRuntime(folder);
  for (const name of ["small", "large", "floor", "floor-bundle"]) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await step("Building", async () => {
    await build();
    await bundle(join(folder, "floor-bundle"), ["-c", "dev/bench/floor-worker.toml"], true);
  });
  const { signingKeys: keys, sealingKey } = makeSecrets();
  const { postgres, endpoint, compatibilityDate } = await step("Starting Postgres and Neon's endpoint", async () => {
    const started = track(await startBenchPostgres(join(folder, "postgres")));
    return { postgres: started, endpoint: track(await startEndpoint(started)), compatibilityDate: readCompatibilityDate() };
  });
  const openSide = async (name: string, visits: number): Promise<Side> => {
    const database = await step(`Loading ${visits.toLocaleString("en-NZ")} past visits`, () => makeDatabase(postgres, `bench_${name}`, { visits }, knownPeople));
    const variables = { ...variablesFor(database, endpoint.url), ...signingVariables(keys), SEALING_KEY: sealingKey, APP_ORIGIN: "http://127.0.0.1", RUN_ID: "" };
    const startWorker = prepareWorkerd({ folder: join(folder, name), bundle: join(root, "build/worker"), compatibilityDate, variables, isWhole: true });
    const worker = track(await startWorker());
    return await step(`Opening ${database.sites.length} gates`, async () => {
      await openGates(worker.url, database);
      const cookies = await Promise.all(database.admins.map((admin) => logIn(worker.url, admin)));
      return { database, worker, startWorker, cookies, bigCookie: await logIn(worker.url, database.bigAdmin) };
    });
  };
  const small = await openSide("small", pasts.small);
  const large = await openSide("large", pasts.large);
  const startFloor = prepareWorkerd({
    folder: join(folder, "floor"), bundle: join(folder, "floor-bundle"), compatibilityDate, variables: variablesFor(large.database, endpoint.url), isWhole: false,
  });
  const floor = track(await startFloor());
  return { folder, keys, sealingKey, postgres, postgresVersion: await versionOf(postgres), endpoint, small, large, floor, loadedAt: new Date() };
}

const knownPeople = 20_000;

/** Each site's object reads its site for the first time here, as it would at the first scan of a QR. */
async function openGates(origin: string, { sites }: BenchDatabase): Promise<void> {
  for (let at = 0; at < sites.length; at += 8) {
    await Promise.all(sites.slice(at, at + 8).map(async (site) => {
      const answer = await fetch(`${origin}/s/${site.siteCode}-${site.secret}`, { headers: clientHeaders() });
      if (answer.status !== 200) throw new Error(`the sign-in page answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
      await answer.arrayBuffer();
    }));
  }
}

function readCompatibilityDate(): string {
  const { worker } = JSON.parse(readFileSync(join(root, "build", "config.json"), "utf8")) as { worker: { compatibility_date: string } };
  return worker.compatibility_date;
}

/** The server's processes. */
export function postgresProcesses({ folder }: Pick<Rig, "folder">): number[] {
  const [pid] = readFileSync(join(folder, "postgres", "data", "postmaster.pid"), "utf8").split("\n");
  return familyOf(Number(pid));
}

async function versionOf(postgres: Postgres): Promise<string> {
  return withClient(postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    return rows[0]?.version ?? "";
  });
}

/** The commit that is measured, with a mark when files differ from it. */
export function readCommit(): string {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout?.trim() ?? "";
  return `${git("rev-parse", "--short", "HEAD") || "no commit"}${git("status", "--porcelain", "--untracked-files=no") ? " with changes" : ""}`;
}
