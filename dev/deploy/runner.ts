import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "../build.ts";
import { prepareDatabase } from "./database.ts";
import type { Runner } from "./steps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const healthTries = 10;
const healthPauseMs = 3_000;

/** Does the steps for real: wrangler of this project, this machine's build, the owner's database. */
export const realRunner: Runner = {
  wrangler,
  build: async () => void (await build()),
  prepareDatabase,
  isHealthy,
};

function wrangler(args: readonly string[], input?: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
    cwd: root,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", WRANGLER_LOG_PATH: join(root, ".state", "wrangler-logs") },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

// A new address takes a little while until it answers everywhere.
async function isHealthy(origin: string): Promise<boolean> {
  for (let tried = 0; tried < healthTries; tried += 1) {
    if (tried > 0) await pause(healthPauseMs);
    const answer = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}
