import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, readlinkSync,
  realpathSync, renameSync, rmSync, statSync, truncateSync, writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure, diskFullSentence, isDiskFull } from "./failure.ts";
import { makeFolder } from "./folders.ts";
import { findFreePort } from "./ports.ts";
import { findPostgresLauncher, type PostgresLauncher } from "./postgres-launcher.ts";
import { hasEnded, isAlive, processesInFolder } from "./process-state.ts";

export type PostgresOptions = {
  /** Where the data, the log and the superuser's password are kept. */
  folder: string;
  /** 0 or none: any free port. */
  port?: number;
  /** false: for tests. In memory where the machine allows it, without fsync, deleted by stop(). */
  durable: boolean;
  /** Extra settings of Postgres by name. */
  settings?: Record<string, string>;
};

export type Postgres = { host: string; port: number; pid: number; superuserUrl: string; attached: boolean; stop: () => Promise<void> };

const HOST = "127.0.0.1";
const SUPERUSER = "inductlite_superuser";
const MEMORY_PREFIX = "inductlite-postgres-";
const startTimeoutMs = 120_000;
const logLimitBytes = 10 * 1024 * 1024;

/**
 * Starts the embedded Postgres, or attaches to the one that an earlier process left running on the same folder.
 * It listens on 127.0.0.1 only and takes scram passwords only.
 * @throws Failure with one sentence when it cannot.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const folder = options.durable ? prepareFolder(options.folder) : await prepareMemoryFolder(options.folder);
  const data = join(folder, "data");
  const running = findPostmaster(data);
  if (running) {
    await waitUntilReady(data, running, folder);
    return describe(folder, running, options.durable, true);
  }
  removeStalePidFile(data);
  if (!existsSync(data)) mkdirSync(data, { mode: 0o700 });
  const launcher = findPostgresLauncher(join(folder, "lib"), data);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(launcher, folder, data, options.durable);
  const port = options.port || (await findFreePort(HOST));
  const pid = launch(launcher, folder, data, settingsOf(options, port));
  await waitUntilReady(data, pid, folder);
  return describe(folder, pid, options.durable, false);
}

/** Stops a Postgres that a killed process left behind on this folder. Does nothing when there is none. */
export async function stopPostgresIn(folder: string): Promise<void> {
  const pid = findPostmaster(join(folder, "data"));
  if (pid) await stopPostmaster(pid, true);
}

function prepareFolder(folder: string): string {
  makeFolder(folder);
  chmodSync(folder, 0o711);
  return realpathSync(folder);
}

// A folder in memory carries the number of the process that made it, so that those of killed processes can be swept.
async function prepareMemoryFolder(fallback: string): Promise<string> {
  let root = "/dev/shm";
  try {
    rmSync(mkdtempSync(`${root}/${MEMORY_PREFIX}probe-`), { recursive: true });
  } catch {
    makeFolder(fallback);
    root = realpathSync(fallback);
  }
  for (const name of readdirSync(root)) {
    const pid = Number(new RegExp(`^${MEMORY_PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) await removeMemoryFolder(join(root, name));
  }
  return prepareFolder(mkdtempSync(`${root}/${MEMORY_PREFIX}${process.pid}-`));
}

async function removeMemoryFolder(folder: string): Promise<void> {
  try {
    const pid = findPostmaster(join(folder, "data"));
    if (pid) await stopPostmaster(pid, false);
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's: theirs to sweep.
  }
}

function findPostmaster(data: string): number | null {
  const pid = Number(readPidFile(data)[0]);
  if (!pid || !isAlive(pid)) return null;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data && basename(readlinkSync(`/proc/${pid}/exe`)) === "postgres" ? pid : null;
  } catch {
    return null;
  }
}

function readPidFile(data: string): string[] {
  const path = join(data, "postmaster.pid");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
}

// Postgres itself clears a file whose process is gone. It stops on one whose number another process has since been
// given, and on a zombie; that is ours to clear, but never while a part of the old server still runs.
function removeStalePidFile(data: string): void {
  if (processesInFolder(data).length === 0) rmSync(join(data, "postmaster.pid"), { force: true });
}

function initialise(launcher: PostgresLauncher, folder: string, data: string, durable: boolean): void {
  const fresh = `${data}.new`;
  const passwordFile = join(folder, "password.new");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  writeFileSync(join(folder, "superuser-password"), password, { mode: 0o600 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const { uid, gid } = statSync(data);
  for (const path of process.getuid?.() === 0 ? [fresh, passwordFile] : []) chownSync(path, uid, gid);
  const [command, ...args] = [
    ...launcher.prefix, join(launcher.binaries, "initdb"), "-D", fresh, "-U", SUPERUSER, "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    ...(durable ? [] : ["--no-sync"]),
  ];
  const run = spawnSync(command ?? "", args, { ...launcher.identity, env: launcher.environment, cwd: "/", encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Failure(explain(`${run.stdout ?? ""}\n${run.stderr ?? ""}`, folder));
  }
  rmSync(data, { recursive: true });
  renameSync(fresh, data);
}

function settingsOf(options: PostgresOptions, port: number): Record<string, string> {
  return {
    listen_addresses: HOST,
    port: String(port),
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    max_parallel_workers_per_gather: "0",
    ...(options.durable
      ? {}
      : {
          fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off", max_wal_size: "512MB",
          dynamic_shared_memory_type: "mmap",
        }),
    ...options.settings,
  };
}

// In a session of its own, so that Ctrl-C reaches the parent alone, which stops it when the Workers are done.
function launch(launcher: PostgresLauncher, folder: string, data: string, settings: Record<string, string>): number {
  const logFile = join(folder, "postgres.log");
  if (existsSync(logFile) && statSync(logFile).size > logLimitBytes) truncateSync(logFile);
  const log = openSync(logFile, "a", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command, ...args] = [...launcher.prefix, join(launcher.binaries, "postgres"), "-D", data, ...flags];
  const child = spawn(command ?? "", args, {
    ...launcher.identity, env: launcher.environment, cwd: "/", detached: true, stdio: ["ignore", log, log],
  });
  child.on("error", () => undefined);
  child.unref();
  closeSync(log);
  if (!child.pid) throw new Failure(`Postgres could not be started in ${folder}.`);
  return child.pid;
}

async function waitUntilReady(data: string, pid: number, folder: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const lines = readPidFile(data);
    if (Number(lines[0]) === pid && lines[7]?.startsWith("ready")) return;
    if (!isAlive(pid)) throw new Failure(explain(readTail(join(folder, "postgres.log")), folder));
    if (Date.now() > deadline) throw new Failure(`Postgres was not ready within ${startTimeoutMs / 1000} s: see ${folder}/postgres.log.`);
    await pause(5);
  }
}

function readTail(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(-20).join("\n") : "";
}

function explain(output: string, folder: string): string {
  if (isDiskFull(output, folder)) return diskFullSentence(folder);
  const reason = output.split("\n").findLast((line) => /FATAL|PANIC|error:/.test(line))?.replace(/^.*?(FATAL|PANIC|error):\s*/, "");
  return `Postgres did not start${reason ? ` (${reason})` : ""}: see ${folder}/postgres.log.`;
}

function describe(folder: string, pid: number, durable: boolean, attached: boolean): Postgres {
  const port = Number(readPidFile(join(folder, "data"))[3]);
  const password = readFileSync(join(folder, "superuser-password"), "utf8");
  return {
    host: HOST,
    port,
    pid,
    superuserUrl: `postgres://${SUPERUSER}:${password}@${HOST}:${port}/postgres`,
    attached,
    stop: async () => {
      await stopPostmaster(pid, durable);
      if (!durable) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function stopPostmaster(pid: number, durable: boolean): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [["SIGINT", 15_000], ["SIGQUIT", 5_000], ["SIGKILL", 2_000]];
  for (const [signal, timeoutMs] of durable ? steps : steps.slice(1)) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await hasEnded(pid, timeoutMs)) return;
  }
}
