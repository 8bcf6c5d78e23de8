import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildTools, type BuiltPart } from "./build.ts";
import { Failure } from "./failure.ts";
import { migrate } from "./migrate.ts";
import type { Stack } from "./stack.ts";
import { watchFolders } from "./watch-folders.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const watched = ["app", "worker", "queue-consumer", "migrations", "vite.config.ts", "wrangler.toml"];
const settleMs = 60;

/**
 * Builds what changed and gives it to both Workers, one change after the other. A build that fails keeps the old one.
 * @returns what ends it.
 */
export function watchSources(stack: Stack, tools: BuildTools): () => void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  let hasNewMigration = false;
  const close = watchFolders(watched.map((name) => join(root, name)), (path) => {
    hasNewMigration ||= path.startsWith(join(root, "migrations"));
    clearTimeout(timer);
    timer = setTimeout(() => void (work = work.then(rebuild)), settleMs);
  });
  return () => {
    clearTimeout(timer);
    close();
  };

  async function rebuild(): Promise<void> {
    const startedAtMs = performance.now();
    try {
      if (hasNewMigration) process.stdout.write(`  Migrated: ${await migrate(stack.ownerUrl)} new\n`);
      hasNewMigration = false;
      const parts = await build({ tools });
      if (parts.length === 0) return;
      const builtAtMs = performance.now();
      await stack.runtime.reload();
      process.stdout.write(`  Rebuilt ${describe(parts)}, reloaded in ${secondsSince(builtAtMs)}: ${secondsSince(startedAtMs)} in all\n`);
    } catch (error) {
      process.stderr.write(`${error instanceof Failure ? error.message : String(error)} The last good build still runs.\n`);
    }
  }
}

const secondsSince = (atMs: number) => `${((performance.now() - atMs) / 1000).toFixed(1)} s`;

const describe = (parts: BuiltPart[]) => parts.map(({ part, seconds }) => `${part} in ${seconds.toFixed(1)} s`).join(", ");
