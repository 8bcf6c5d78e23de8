import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeFailure } from "./failure.ts";

type Part = { title: string; args: string[] };
type Outcome = Part & { seconds: number; isClean: boolean; findings: string };

const root = fileURLToPath(new URL("..", import.meta.url));
const cacheFolder = join(root, "node_modules", ".cache", "inductlite-check");
const cleanFile = join(cacheFolder, "clean");
const inputs = ["{worker,app,queue-consumer,dev}/**/*.{ts,tsx,js,mjs}", "*.{ts,js,json}", "dev/tsconfig.json"];

const lint = (title: string, args: string[]): Part => ({ title, args: ["node_modules/eslint/bin/eslint.js", ...args] });
const types = (title: string, project: string): Part => ({
  title,
  args: ["node_modules/typescript/bin/tsc", "-p", project, "--incremental", "--tsBuildInfoFile", join(cacheFolder, `${project.replaceAll("/", "-")}buildinfo`)],
});

/** The tree's two halves, each with the types of its own tsconfig.json: one core for each. */
const lanes: Part[][] = [
  [types("Types of the Workers and the pages", "tsconfig.json"), lint("Lint of the Workers and the pages", ["worker", "app", "queue-consumer", "--ignore-pattern", "app/e2e"])],
  [types("Types of dev/, the browser tests and the configuration", "dev/tsconfig.json"), lint("Lint of the same", ["dev", "app/e2e", "*.config.{ts,js}"])],
];

/**
 * Lints and type-checks the whole tree, two processes at a time, and prints each part with its time. When nothing has
 * changed since the last clean check (sources, configuration, lock file and Node), it says so and is done: a type
 * reaches across files, so nothing less than everything is a sound key.
 * @returns whether everything is clean; the findings were printed.
 */
export async function check(): Promise<boolean> {
  const state = hashInputs();
  if (existsSync(cleanFile) && readFileSync(cleanFile, "utf8") === state) {
    process.stdout.write("  Nothing has changed since the last clean check\n");
    return true;
  }
  mkdirSync(cacheFolder, { recursive: true });
  const outcomes = (await Promise.all(lanes.map(runLane))).flat();
  for (const { title, findings } of outcomes.filter(({ isClean }) => !isClean)) process.stdout.write(`\n${title}:\n${findings}\n`);
  const isClean = outcomes.every((outcome) => outcome.isClean);
  if (isClean) writeFileSync(cleanFile, state);
  return isClean;
}

async function runLane(parts: Part[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    const outcome = await runPart(part);
    process.stdout.write(`  ${outcome.isClean ? "✓" : "✗"} ${part.title}  ${outcome.seconds.toFixed(1)} s\n`);
    outcomes.push(outcome);
  }
  return outcomes;
}

function runPart(part: Part): Promise<Outcome> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...part.args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let findings = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (findings += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...part, seconds: (performance.now() - startedAtMs) / 1000, isClean: code === 0, findings: findings.trim() }));
  });
}

function hashInputs(): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of globSync(inputs, { cwd: root }).sort()) {
    const file = join(root, path);
    if (statSync(file).isFile()) hash.update(path).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = (await check()) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${describeFailure(error, root)}\n`);
    process.exitCode = 1;
  }
}
