// npm run bench: how fast the built product is on this machine. `-- --quick` for a short version.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeFailure } from "../failure.ts";
import { step } from "../progress.ts";
import { comparePasts } from "./compare-pasts.ts";
import { measureExports } from "./export.ts";
import { describeMachine, memoryMbOf } from "./machine.ts";
import { measureAll } from "./measure.ts";
import { print, targetsOf, type Results } from "./report.ts";
import { postgresProcesses, readCommit, startRig, type Rig } from "./rig.ts";
import { timeStartUp } from "./start-up.ts";
import { weighBundle, weighPage } from "./weigh.ts";

const isQuick = process.argv.includes("--quick");
const pace = isQuick
  ? { pasts: { small: 10_000, large: 50_000 }, rounds: 1, seconds: 1.2, warmSeconds: 0.3, turns: 1, exports: 1, starts: 1 }
  : { pasts: { small: 10_000, large: 1_000_000 }, rounds: 3, seconds: 2.5, warmSeconds: 0.8, turns: 5, exports: 3, starts: 3 };
const connections = [1, 10, 50];

const folder = fileURLToPath(new URL("../../.state/bench", import.meta.url));
const stops: (() => Promise<void>)[] = [];

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}

async function run(): Promise<Results> {
  const onStarted = (stop: () => Promise<void>) => void stops.push(stop);
  const machine = describeMachine("");
  const rig = await startRig(folder, pace.pasts, onStarted);
  const figures = await step("Measuring pages, sign-in and floors", () => measureAll(rig, { ...pace, connections }, say));
  const memoryMb = { worker: memoryMbOf([rig.large.worker.pid]), endpoint: memoryMbOf([rig.endpoint.pid]), postgres: memoryMbOf(postgresProcesses(rig)) };
  const comparisons = await step("Comparing a small with a large past", () => comparePasts(rig, pace, say));
  const exports = await step("Exporting", () => measureExports(rig, pace.exports, onStarted));
  const pages = await step("Weighing pages", () => weighPages(rig));
  await rig.large.worker.stop();
  const startUps = await step("Starting workerd again", () => timeStartUp(rig.large, pace.starts));
  return {
    machine: { ...machine, postgres: rig.postgresVersion }, commit: readCommit(), finishedAt: new Date().toISOString(), isQuick, pastVisits: pace.pasts, sites: rig.large.database.sites.length,
    figures, comparisons, exports, pages, bundles: { worker: weighBundle("build/worker"), consumer: weighBundle("build/queue-consumer") }, startUps, memoryMb,
  };
}

const say = (title: string) => {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K  ${title}`);
};

async function weighPages({ large: { worker, database, cookies: [cookie] } }: Rig) {
  const [site] = database.sites;
  return [
    await weighPage("Sign-in page", `${worker.url}/s/${site?.siteCode}-${site?.secret}`),
    await weighPage("Dashboard", `${worker.url}/dashboard`, cookie),
    await weighPage("Register", `${worker.url}/register`, cookie),
    await weighPage("History", `${worker.url}/history`, cookie),
  ];
}

/** Every answer that was not the expected one, with where it was. */
function wrongOf({ figures, comparisons }: Results): string[] {
  const samples = [
    ...figures.flatMap(({ measure, samples: of }) => of.map((sample) => ({ measure, ...sample }))),
    ...comparisons.flatMap(({ measure, small, large }) => [...small, ...large].map((sample) => ({ measure, ...sample }))),
  ];
  return samples.flatMap(({ measure, connections: at, wrong, answers }) => [
    ...Object.entries(wrong).map(([kind, count]) => `${measure} at ${at} connections: ${count} × ${kind}`),
    ...(answers === 0 ? [`${measure} at ${at} connections: no answer at all`] : []),
  ]);
}

function save(results: Results, text: string): string {
  mkdirSync(folder, { recursive: true });
  const name = results.machine.startedAt.replace(/[:.]/g, "-");
  for (const stem of [name, "latest"]) {
    writeFileSync(join(folder, `${stem}.txt`), text);
    writeFileSync(join(folder, `${stem}.json`), JSON.stringify({ ...results, targets: targetsOf(results) }, null, 1));
  }
  return join(folder, `${name}.txt`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}
try {
  const results = await run();
  const text = print(results);
  process.stdout.write(`\n${text}\n${save(results, text)}\n`);
  const wrong = wrongOf(results);
  if (wrong.length > 0) {
    process.stderr.write(`\nThis run is broken, its figures are worth nothing:\n${wrong.map((line) => `  ${line}\n`).join("")}`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${describeFailure(error, folder)}\n`);
  if (process.env["DEBUG"]) console.error(error);
  process.exitCode = 1;
} finally {
  await stopAll();
  // A gigabyte that nobody reads again; after a broken run the logs in it may say why.
  if (process.exitCode === undefined) for (const name of ["postgres", "small", "large", "export"]) rmSync(join(folder, name), { recursive: true, force: true });
}
