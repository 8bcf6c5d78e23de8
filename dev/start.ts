import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { renderUnicodeCompact } from "uqr";
import { Failure, describeFailure } from "./failure.ts";
import { step } from "./progress.ts";
import { openQuickTools } from "./quick-build.ts";
import { isSeeded, LOG_INS, readDemo as readSeed, seed } from "./seed.ts";
import { resetState, startStack, type Stack } from "./stack.ts";
import { takeStateFolder } from "./state-lock.ts";
import { watchSources } from "./watch.ts";

type Demo = { app: string; signIn: string; mailbox: string; admin: { email: string; password: string } };

const root = fileURLToPath(new URL("..", import.meta.url));
const stateFolder = resolve(process.env["STATE_DIR"] ?? join(root, ".state"));
const demoFile = join(stateFolder, "demo.json");
const stops: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | null = null;
let starting: Promise<void> | null = null;

async function main(): Promise<void> {
  const startedAtMs = performance.now();
  const { isReset, isWatch } = readArguments();
  const port = readPort();
  const host = process.env["HOST"] || "127.0.0.1";
  const postgresUrl = process.env["PG_URL"] || undefined;
  await takeStateFolder(stateFolder, () => {
    const demo = readDemo();
    return `InductLite already runs on ${stateFolder}${demo ? ` (${demo.app})` : ""}: use that one, or stop it first.`;
  });
  if (isReset) await step("Deleting what was there", () => resetState(stateFolder, postgresUrl));
  const quick = isWatch ? openQuickTools() : undefined;
  if (quick) stops.unshift(quick.close);
  const stack = await startStack({
    stateFolder, host, port,
    step: stepUnlessStopped,
    ...(quick ? { build: { tools: quick.tools } } : {}),
    ...(postgresUrl ? { postgresUrl } : {}),
    onStarted: (stop) => void stops.unshift(stop),
  });
  const demo = await seedOnce(stack);
  if (stopping) return;
  if (quick) stops.unshift(watchSources(stack, quick.tools));
  printTable(demo, host, (performance.now() - startedAtMs) / 1000, postgresUrl !== undefined);
}

function readArguments(): { isReset: boolean; isWatch: boolean } {
  const known = ["--reset", "--watch"];
  const unknown = process.argv.slice(2).find((argument) => !known.includes(argument));
  if (unknown) throw new Failure(`Unknown argument ${unknown}: npm start knows ${known.join(" and ")} (after "--").`);
  return { isReset: process.argv.includes("--reset"), isWatch: process.argv.includes("--watch") };
}

function readPort(): number {
  const port = Number(process.env["PORT"] || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Failure(`PORT is "${process.env["PORT"] ?? ""}": it must be a whole number from 1 to 65535.`);
  return port;
}

function readDemo(): Demo | null {
  return existsSync(demoFile) ? (JSON.parse(readFileSync(demoFile, "utf8")) as Demo) : null;
}

async function seedOnce({ ownerUrl, origin, mailbox }: Stack): Promise<Demo> {
  if (!(await isSeeded(ownerUrl))) await stepUnlessStopped("Seeding two companies and six months of visits", () => seed({ ownerUrl }));
  const { signInPath, admin } = await readSeed(ownerUrl);
  const demo = { app: origin, signIn: `${origin}${signInPath}`, mailbox, admin };
  writeFileSync(demoFile, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  return demo;
}

function printTable(demo: Demo, host: string, seconds: number, isOwnPostgres: boolean): void {
  const signIn = host === "0.0.0.0" ? demo.signIn.replace("localhost", findNetworkAddress()) : demo.signIn;
  process.stdout.write(`
InductLite is ready in ${seconds.toFixed(1)} s

${renderUnicodeCompact(signIn, { border: 2 }).replace(/^/gm, "  ")}

  Sign-in page   ${signIn}
  Dashboard      ${demo.app}/dashboard
${LOG_INS.map(({ role, email }) => `    ${role.padEnd(12)} ${email}`).join("\n")}
    password     ${demo.admin.password} (of all four)
  Mailbox        ${demo.mailbox}
  Data           ${stateFolder}${isOwnPostgres ? " and the database of PG_URL" : ""}
  Worker's log   ${join(stateFolder, "worker.log")}

  Ctrl-C stops it and keeps the data; npm start -- --reset starts afresh.

`);
}

function findNetworkAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((address) => address?.family === "IPv4" && !address.internal)?.address ?? "localhost";
}

const stepUnlessStopped: typeof step = (title, work) => {
  if (stopping) throw new Failure("Stopped while it was starting.");
  return step(title, work);
};

/**
 * Ends every part in the reverse order of its start; a second signal changes nothing. What is being started at that
 * moment is waited for, so that it can be ended too.
 */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    await Promise.resolve();
    await starting?.catch(() => undefined);
    for (const stop of stops) await Promise.resolve(stop()).catch(() => undefined);
  })();
  return stopping;
}

async function endWith(code: number): Promise<void> {
  await stopAll();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void endWith(0));
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${describeFailure(error, stateFolder)}\n`);
    void endWith(1);
  });
}
// When the process that started this one is killed, nobody is left to press Ctrl-C.
const launcher = process.ppid;
if (["parent", String(launcher)].includes(process.env["INDUCTLITE_LAUNCHER"] ?? "")) {
  setInterval(() => void (process.ppid !== launcher && endWith(1)), 500).unref();
}

try {
  starting = main();
  await starting;
} catch (error) {
  if (!stopping) process.stderr.write(`${describeFailure(error, stateFolder)}\n`);
  await endWith(stopping ? 0 : 1);
}
