import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.ts";
import { Failure } from "./failure.ts";
import { migrate } from "./migrate.ts";
import type { Stack } from "./stack.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const watched = ["app", "worker", "queue-consumer", "migrations", "vite.config.ts", "wrangler.toml"];
const settleMs = 120;

/** Builds what changed and gives it to both Workers, one change after the other. A build that fails keeps the old one. */
export function watchSources(stack: Stack): void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  let hasNewMigration = false;
  for (const name of watched.filter((path) => existsSync(join(root, path)))) {
    watch(join(root, name), { recursive: true }, () => {
      hasNewMigration ||= name === "migrations";
      clearTimeout(timer);
      timer = setTimeout(() => void (work = work.then(rebuild)), settleMs);
    });
  }

  async function rebuild(): Promise<void> {
    const startedAtMs = performance.now();
    try {
      if (hasNewMigration) await migrate(stack.ownerUrl);
      hasNewMigration = false;
      const parts = await build({ minify: false });
      if (parts.length === 0) return;
      await stack.runtime.reload();
      process.stdout.write(`  Rebuilt ${parts.join(", ")} and reloaded  ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`);
    } catch (error) {
      process.stderr.write(`${error instanceof Failure ? error.message : String(error)} The last good build still runs.\n`);
    }
  }
}
