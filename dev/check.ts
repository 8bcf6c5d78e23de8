import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PartOutcome } from "./check-half.ts";
import { describeFailure } from "./failure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const halfScript = fileURLToPath(new URL("check-half.ts", import.meta.url));
const cacheFolder = join(root, "node_modules", ".cache", "inductlite-check");
const cleanFile = join(cacheFolder, "clean");
const inputs = ["{worker,app,queue-consumer,dev}/**/*.{ts,tsx,js,mjs}", "*.{ts,js,json}", "dev/tsconfig.json"];

/**
 * Type-checks and lints the tree's two halves side by side, each with its own tsconfig.json, and prints each part with
 * its time. What has not changed since it was last found clean, nor imports anything that has, is not looked at again;
 * with CI set, everything is.
 * @returns whether everything is clean; the findings were printed.
 */
export async function check(): Promise<boolean> {
  const isWhole = Boolean(process.env["CI"]);
  const state = hashInputs();
  if (!isWhole && existsSync(cleanFile) && readFileSync(cleanFile, "utf8") === state) {
    process.stdout.write("  Nothing has changed since the last clean check\n");
    return true;
  }
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(cleanFile, { force: true });
  const halves = await Promise.all([checkHalf("product", isWhole), checkHalf("tools", isWhole)]);
  for (const { title, findings } of halves.flat().filter(({ isClean }) => !isClean)) process.stdout.write(`\n${title}:\n${findings}\n`);
  const isClean = halves.flat().every((outcome) => outcome.isClean);
  if (isClean) writeFileSync(cleanFile, state);
  return isClean;
}

function checkHalf(name: string, isWhole: boolean): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = [];
  const child = fork(halfScript, [name, cacheFolder, isWhole ? "whole" : ""], { cwd: root, execArgv: ["--disable-warning=ExperimentalWarning"] });
  child.on("message", (outcome: PartOutcome) => {
    outcomes.push(outcome);
    process.stdout.write(`  ${outcome.isClean ? "✓" : "✗"} ${outcome.title}  ${outcome.seconds.toFixed(1)} s\n`);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) outcomes.push({ title: `The check of ${name}`, seconds: 0, isClean: false, findings: "It broke off: what is wrong stands above." });
      resolve(outcomes);
    });
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
