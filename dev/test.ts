import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.ts";
import { build } from "./build.ts";
import { describeFailure } from "./failure.ts";
import { step } from "./progress.ts";

type Counts = { passed: number; failed: number; skipped: number };

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, ".state", "test-reports");

async function main(): Promise<Counts> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const browser = await findBrowser();
  await step("Building", () => build());
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const phases: [string, () => Promise<Counts>][] = [
    ["Lint and types", check],
    ["Unit and Workers tests", runVitest],
    ["Browser tests", () => runPlaywright(browser.path)],
  ];
  for (const [title, run] of phases) {
    process.stdout.write(`\n${title}\n`);
    const startedAtMs = performance.now();
    const counts = await run();
    process.stdout.write(`${title}: ${print(counts)} in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

async function check(): Promise<Counts> {
  if (!existsSync(join(root, "dev", "check.ts"))) return { passed: 0, failed: 0, skipped: 1 };
  const code = await runNode(["dev/check.ts"]);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The names of what failed, said again below everything else: a long output is often kept by its end alone. */
const failures: string[] = [];

type VitestReport = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
};

async function runVitest(): Promise<Counts> {
  const report = join(reports, "vitest.json");
  const code = await runNode(["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  // A file that does not even load has no tests to count, and is a failure all the same.
  const unloaded = result.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  for (const file of unloaded) noteFailure(relative(root, file.name), file.message);
  for (const { name, assertionResults } of result.testResults) {
    for (const one of assertionResults.filter(({ status }) => status === "failed")) noteFailure(`${relative(root, name)} › ${one.fullName}`, one.failureMessages[0]);
  }
  const failed = result.numFailedTests + unloaded.length;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function noteFailure(name: string, message = ""): void {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  failures.push(`${name}\n    ${lines.slice(0, 4).join("\n    ")}`);
}

type PlaywrightSuite = { suites?: PlaywrightSuite[]; specs?: { title: string; file: string; ok: boolean; tests: { results: { error?: { message?: string } }[] }[] }[] };
type PlaywrightReport = PlaywrightSuite & { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: { message?: string }[] };

async function runPlaywright(browserPath: string): Promise<Counts> {
  const report = join(reports, "playwright.json");
  const code = await runNode(["node_modules/@playwright/test/cli.js", "test", "--pass-with-no-tests"], { CHROMIUM_PATH: browserPath, E2E_REPORT: report });
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, "utf8")) as PlaywrightReport;
  const { stats, errors } = result;
  for (const { message } of errors) noteFailure("the browser tests as a whole", message);
  noteFailedSpecs(result);
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: stats.skipped };
}

function noteFailedSpecs({ suites = [], specs = [] }: PlaywrightSuite): void {
  for (const { title, file, tests } of specs.filter(({ ok }) => !ok)) noteFailure(`${file} › ${title}`, tests[0]?.results[0]?.error?.message);
  suites.forEach(noteFailedSpecs);
}

function runNode(args: string[], environment: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: root, stdio: "inherit", env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const print = ({ passed, failed, skipped }: Counts) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (isStopped = true));
try {
  const total = await main();
  for (const failure of failures) process.stdout.write(`\nFailed: ${failure}\n`);
  process.stdout.write(`\n${print(total)}\n`);
  process.exitCode = total.failed > 0 || isStopped ? 1 : 0;
} catch (error) {
  process.stderr.write(`${describeFailure(error, root)}\n`);
  process.stdout.write("\n0 passed, 1 failed, 0 skipped\n");
  process.exitCode = 1;
}
