// Writes migrations/checksums.json: the digest of each step as it landed. Run it when a step is added.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../migrations", import.meta.url));
const file = join(folder, "checksums.json");

/** SHA-256 (hex) of each step of migrations/, by file name. */
export function readSteps(): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql")).sort();
  return Object.fromEntries(names.map((name) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]));
}

/** The digests as they were when each step landed. */
export function readLanded(): Record<string, string> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const steps = readSteps();
  writeFileSync(file, `${JSON.stringify(steps, null, 2)}\n`);
  process.stdout.write(`Wrote the digests of ${Object.keys(steps).length} steps to migrations/checksums.json\n`);
}
