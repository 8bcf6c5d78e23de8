// Writes what both wrangler.toml files say as one JSON file, so that a start need not load Wrangler.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { unstable_readConfig as readConfig } from "wrangler";

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const [target] = process.argv.slice(2);
if (!target) throw new Error("the file to write is missing");
const config: Record<string, unknown> = {
  worker: readConfig({ config: path("wrangler.toml") }, { hideWarnings: true }),
  consumer: readConfig({ config: path("queue-consumer/wrangler.toml") }, { hideWarnings: true }),
};
writeFileSync(target, JSON.stringify(config, null, 1));
