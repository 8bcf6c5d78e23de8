// Runs on whatever Node a machine has, before anything is installed: installs the packages when they are missing or
// older than the lock file, then runs the script it is given on a Node that runs TypeScript as it is.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".inductlite-lock");

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {string} version such as "22.18.0" */
function canRunTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

async function installPackages() {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lock) return;
  const startedAtMs = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAtMs) / 1000)} s`;
  const isTerminal = process.stdout.isTTY === true;
  if (!isTerminal) process.stdout.write("Installing packages …\n");
  const ticker = isTerminal ? setInterval(() => process.stdout.write(`\rInstalling packages … ${seconds()} `), 500) : undefined;
  const npm = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    npm.on("error", (error) => { output += error.message; resolve(1); });
    npm.on("close", resolve);
  });
  clearInterval(ticker);
  if (code !== 0) {
    const lines = output.split("\n").filter((line) => line.trim() !== "" && !/EBADENGINE/.test(line));
    if (isTerminal) process.stdout.write("\n");
    process.stderr.write(`${lines.slice(-20).join("\n")}\n`);
    stop(/ENOSPC/.test(output) ? `The disk that holds ${root} is full: free some space and start again.`
      : "npm ci did not succeed: its last lines stand above. Mend that, or look at your network, and start again.");
  }
  writeFileSync(stampFile, lock);
  process.stdout.write(`${isTerminal ? "\r" : ""}Installed packages in ${seconds()}   \n`);
}

function findNode() {
  const bundled = join(modules, ".bin", "node");
  if (existsSync(bundled) && spawnSync(bundled, ["--version"], { timeout: 10_000 }).status === 0) return bundled;
  if (canRunTypeScript(process.versions.node)) return process.execPath;
  return stop(`InductLite needs Node 22.18 or newer on this machine (it has ${process.versions.node}): install one from https://nodejs.org and start again.`);
}

/** @param {number} pid @returns {{name: string, parent: number} | null} */
function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return { name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")), parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) };
  } catch {
    return null;
  }
}

// When npm is killed, nobody is left to press Ctrl-C: then the child is asked to end. npm may stand behind a shell.
function watchNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const isShell = /^(sh|dash|bash|ash|busybox)$/.test(readProcess(parent)?.name ?? "");
  const npm = isShell ? readProcess(parent)?.parent : undefined;
  setInterval(() => {
    if (process.ppid !== parent || (npm && readProcess(parent)?.parent !== npm)) child.kill("SIGTERM");
  }, 500).unref();
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  stop(`InductLite needs Node 20 or newer: this is ${process.versions.node}. Install one from https://nodejs.org and start again.`);
}
const [script, ...rest] = process.argv.slice(2);
if (!script) stop("Usage: node dev/install.mjs <script.ts> [arguments]");
await installPackages().catch((error) => stop(`The packages could not be installed: ${error.message}`));

const child = spawn(findNode(), ["--disable-warning=ExperimentalWarning", join(root, script), ...rest], {
  stdio: "inherit", cwd: root, env: { ...process.env, INDUCTLITE_LAUNCHER: String(process.pid) },
});
watchNpm();
// Ctrl-C reaches the whole foreground group by itself; the child decides when it is done.
process.on("SIGINT", () => undefined);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => stop(`${script} could not be started: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
