/** `npm run operator`: what the owner of the deployment does at the terminal. Every change stands in the audit log. */
import { existsSync, readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readOrigin } from "./deploy/ask.ts";
import { Failure, describeFailure } from "./failure.ts";
import { COMMANDS } from "./operator/commands.ts";
import { openDeployed, openLocal, type UseDatabase } from "./operator/database.ts";
import type { KeyStore } from "./operator/key-store.ts";
import { openLocalKeys } from "./operator/local-keys.ts";
import { readArguments, usageOf } from "./operator/read-arguments.ts";
import { realTerminal, requireYes, type Terminal } from "./operator/terminal.ts";

/** What the commands work on. */
export type Desk = {
  /** Which deployment it is, for the help. */
  title: string;
  useDatabase: UseDatabase;
  openKeys(): Promise<KeyStore>;
  origin: string | null;
  terminal: Terminal;
  now(): Date;
  /** Who sits here. */
  user: string;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const stateFolder = resolve(process.env["STATE_DIR"] ?? join(root, ".state"));

/**
 * Does one command, as it was typed after `npm run operator --`.
 * @throws Failure with one sentence when it was not done; then nothing was changed.
 */
export async function operate(desk: Desk, [name, ...args]: readonly string[]): Promise<void> {
  const { print } = desk.terminal;
  if (!name || ["help", "--help", "-h"].includes(name)) return print(writeHelp(desk.title));
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new Failure(`There is no command "${name}": npm run operator shows them all.`);
  if (args.includes("--help")) return print(`${command.name}: ${command.does}.\nType it as: npm run operator -- ${usageOf(command)}`);
  const { positionals, options } = readArguments(command, args);
  const by = readBy(options.get("by") ?? desk.user);
  const keys = command.name === "rotate-keys" ? await desk.openKeys() : null;
  await desk.useDatabase((client) => command.run({
    client, by, now: desk.now(), print, origin: desk.origin,
    positional: (index) => positionals[index] ?? "",
    option: (option) => options.get(option),
    confirm: (whatWillHappen) => (options.has("yes") ? Promise.resolve() : requireYes(desk.terminal, whatWillHappen)),
    get keys() {
      if (!keys) throw new Error(`${command.name} works without keys`);
      return keys;
    },
  }));
}

function writeHelp(title: string): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  return [
    `What the owner of this deployment can do (${title}):`, "",
    ...COMMANDS.flatMap((command) => [`  ${command.name.padEnd(width)}  ${command.does}`, `  ${" ".repeat(width)}    ${usageOf(command)}`]), "",
    "A company is named by its id or its exact name; a text with spaces stands in quotes. An instant is by the clock of this machine.",
    "Type a command as: npm run operator -- <command>. One alone is told by: npm run operator -- <command> --help",
  ].join("\n");
}

function readBy(text: string): string {
  if (text.length > 100 || /\p{Cc}/u.test(text)) throw new Failure("--by is one line of 100 characters at most.");
  return text;
}

function readUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A user that this machine has no name for.
    return hostname();
  }
}

/** The deployment whose owner's URL is in the environment, else the one of the state folder. */
function openDesk(environment: NodeJS.ProcessEnv): Desk {
  const common = { terminal: realTerminal, now: () => new Date(), user: readUser() };
  const ownerUrl = environment["OWNER_DATABASE_URL"];
  if (!ownerUrl) {
    const demoFile = join(stateFolder, "demo.json");
    const origin = existsSync(demoFile) ? (JSON.parse(readFileSync(demoFile, "utf8")) as { app: string }).app : `http://localhost:${environment["PORT"] || 8787}`;
    return { ...common, title: stateFolder, useDatabase: openLocal(stateFolder, environment["PG_URL"] || undefined), openKeys: async () => openLocalKeys(stateFolder), origin };
  }
  return {
    ...common,
    title: "the database of OWNER_DATABASE_URL",
    useDatabase: openDeployed(ownerUrl),
    openKeys: async () => {
      // Wrangler takes a second to load.
      const [{ openDeployedKeys }, { readNames }, { realRunner }] = await Promise.all([import("./operator/deployed-keys.ts"), import("./deploy/names.ts"), import("./deploy/runner.ts")]);
      return openDeployedKeys(readNames(), realRunner);
    },
    origin: environment["APP_ORIGIN"] ? readOrigin(environment["APP_ORIGIN"]) : null,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await operate(openDesk(process.env), process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${describeFailure(error, stateFolder)}\n`);
    process.exitCode = 1;
  }
}
