import { spawn } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isAlive } from "../process-state.ts";

/** An `npm start` of its own: what it says, and how it ended. */
export type Server = {
  said: () => string;
  /** The exit code; null while it runs. */
  code: () => number | null;
  /** As Ctrl-C does: the signal goes to npm and to all that npm started in the foreground. */
  interrupt: () => void;
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs `npm start` with a state folder and a port of its own, in a process group of its own. */
export function startServer({ stateFolder, port }: { stateFolder: string; port: number }): Server {
  const child = spawn("npm", ["start"], {
    cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, STATE_DIR: stateFolder, PORT: String(port), HOST: "127.0.0.1", PG_URL: "" },
  });
  let said = "";
  let code: number | null = null;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.on("error", (error) => { said += error.message; code ??= 1; });
  child.on("close", (exitCode, signal) => { code ??= exitCode ?? (signal ? 128 : 1); });
  return { said: () => said, code: () => code, interrupt: () => void (child.pid && process.kill(-child.pid, "SIGINT")) };
}

/** Waits until `isSo`. @throws with what `tell` says when it is not so within `patienceMs`. */
export async function waitUntil(isSo: () => boolean, tell: () => string, patienceMs = 150_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`It did not come to that within ${patienceMs / 1000} s: ${tell()}`);
    await pause(25);
  }
}

/** Every running process that a start on this state folder has made: it stands in its environment, arguments or place. */
export function processesOf(stateFolder: string): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && belongs(pid, stateFolder) && isAlive(pid));
}

function belongs(pid: number, stateFolder: string): boolean {
  const read = (look: () => string) => {
    try {
      return look().includes(stateFolder);
    } catch {
      return false;
    }
  };
  const at = (name: string) => join("/proc", String(pid), name);
  return read(() => readFileSync(at("environ"), "latin1")) || read(() => readFileSync(at("cmdline"), "latin1")) || read(() => readlinkSync(at("cwd")));
}
