// Builds the pages whenever it is told to, with the tools kept loaded; dev/quick-build.ts starts it and talks to it.
import { build } from "@remix-run/dev/dist/vite/build.js";
import { fileURLToPath } from "node:url";
import type { Answer } from "./quick-build.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Each build leaves some memory behind: past this one, the next is made by a fresh process. */
const memoryLimitBytes = 700 * 1024 * 1024;

async function answer(): Promise<Answer> {
  const reason = await build(root, { logLevel: "warn" }).then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
  return { isBuilt: reason === null, reason: reason ?? "", isLast: process.memoryUsage.rss() > memoryLimitBytes };
}

async function work(): Promise<void> {
  const said = await answer();
  process.send?.(said, () => said.isLast && process.exit());
}

process.on("message", () => void work());
process.on("disconnect", () => process.exit());
