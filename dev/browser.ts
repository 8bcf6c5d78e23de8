import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Failure } from "./failure.ts";
import { step } from "./progress.ts";

export type Browser = {
  path: string;
  /** What this browser needs on this machine; nothing that switches a protection of pages off. */
  args: string[];
};

type Executable = { executablePath: () => Promise<string> };
type PackagedChromium = { default: Executable & { default?: Executable } };

// A Chromium without windows first: one with them draws its own bars for each, which costs as much as the pages that are tested.
const names = ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const packagedBrowser = "@sparticuz/chromium@153.0.0";
const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Finds a Chromium for the browser tests: CHROMIUM_PATH, one that the machine has, one that apt installs (as root), or one
 * from npm kept under the state folder.
 * @throws Failure when none of them works.
 */
export async function findBrowser(stateFolder = join(root, ".state")): Promise<Browser> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) {
    if (!isExecutable(chosen)) throw new Failure(`CHROMIUM_PATH is ${chosen}, and that is no program that can be started.`);
    return browserAt(chosen);
  }
  const present = findInstalled();
  if (present) return browserAt(present);
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const worked = await step("Installing a browser (apt)", installWithApt);
    const installed = worked ? findInstalled() : null;
    if (installed) return browserAt(installed);
  }
  const packaged = await step("Installing a browser (npm)", () => installWithNpm(resolve(stateFolder, "browser")));
  if (packaged) return browserAt(packaged);
  throw new Failure("No Chromium was found and none could be installed: install one and set CHROMIUM_PATH to it.");
}

function findInstalled(): string | null {
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => isExecutable(path) && answers(path)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function answers(path: string): boolean {
  return spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}

// Chromium's own sandbox refuses root; containers often have little shared memory.
function browserAt(path: string): Browser {
  return { path, args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-dev-shm-usage"] };
}

async function installWithApt(): Promise<boolean> {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], environment);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"], environment);
}

// Only its program is taken: its default arguments switch the protections off that the tests are about.
async function installWithNpm(folder: string): Promise<string | null> {
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, "node_modules", "@sparticuz", "chromium", "package.json");
  if (!existsSync(entry) && !(await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", packagedBrowser]))) return null;
  const temporary = process.env["TMPDIR"];
  try {
    // It unpacks itself into the folder for temporary files.
    process.env["TMPDIR"] = folder;
    const loaded = (await import(pathToFileURL(createRequire(entry).resolve("@sparticuz/chromium")).href)) as PackagedChromium;
    const path = await (loaded.default.default ?? loaded.default).executablePath();
    return answers(path) ? path : null;
  } catch {
    return null;
  } finally {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
  }
}

function run(command: string, args: string[], environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: "ignore", env: environment });
    child.on("error", () => done(false));
    child.on("close", (code) => done(code === 0));
  });
}
