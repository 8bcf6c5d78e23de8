import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, diskFullSentence, isDiskFull } from "./failure.ts";
import { inTurn } from "./state-lock.ts";

export type BuildOptions = {
  /** Smaller and quicker to start, harder to read in a stack trace. Default true. */
  minify?: boolean;
};

type Part = "pages" | "worker" | "consumer" | "config";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "build", "stamp.json");
const locks = ["package-lock.json", "package.json", "dev/build.ts"];
const sources: Record<Part, string[]> = {
  pages: [...locks, "vite.config.ts", "app/**/*"],
  worker: [...locks, "vite.config.ts", "wrangler.toml", "app/**/*", "worker/**/*"],
  consumer: [...locks, "queue-consumer/**/*", "worker/**/*"],
  config: [...locks, "wrangler.toml", "queue-consumer/wrangler.toml"],
};
const outputs: Record<Part, string> = {
  pages: "build/server/index.js",
  worker: "build/worker/index.js",
  consumer: "build/queue-consumer/index.js",
  config: "build/config.json",
};

/**
 * Builds what has changed since the last build: the pages (build/client, build/server), both Workers as Cloudflare
 * would get them (build/worker, build/queue-consumer) and the names in their wrangler.toml (build/config.json).
 * @returns the parts that were built now; none when nothing had changed.
 * @throws Failure when a part cannot be built; what the tool said is printed first.
 */
export function build({ minify = true }: BuildOptions = {}): Promise<Part[]> {
  return inTurn(`build ${root}`, () => buildStale(minify));
}

async function buildStale(minify: boolean): Promise<Part[]> {
  const before = readStamps();
  const built: Part[] = [];
  const make: Record<Part, () => Promise<void>> = {
    pages: () => runTool("remix", ["vite:build", "--logLevel", "warn"]),
    worker: () => bundle("build/worker", [], minify),
    consumer: () => bundle("build/queue-consumer", ["-c", "queue-consumer/wrangler.toml"], minify),
    config: () => runNode([fileURLToPath(new URL("read-config.ts", import.meta.url)), join(root, outputs.config)]),
  };
  const run = async (part: Part) => {
    const hash = hashOf(sources[part], part === "worker" || part === "consumer" ? String(minify) : "");
    if (before[part] === hash && existsSync(join(root, outputs[part]))) return;
    await make[part]();
    built.push(part);
    before[part] = hash;
    mkdirSync(join(root, "build"), { recursive: true });
    writeFileSync(stampFile, JSON.stringify(before));
  };
  // Remix empties the whole build folder, and the Worker carries the rendered pages: so they come first, alone.
  await run("pages");
  const lanes = await Promise.allSettled([run("worker"), run("consumer").then(() => run("config"))]);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return built;
}

function readStamps(): Partial<Record<Part, string>> {
  return existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, "utf8")) as Partial<Record<Part, string>>) : {};
}

function hashOf(patterns: string[], extra: string): string {
  const hash = createHash("sha256").update(extra);
  for (const path of globSync(patterns, { cwd: root }).sort()) {
    if (/\.(test|spec)\.tsx?$|\/(e2e|testing)\/|\/vitest\.|tsbuildinfo/.test(path) || !statSync(join(root, path)).isFile()) continue;
    hash.update(path).update("\0").update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/** Has wrangler write a Worker to `folder` as Cloudflare would get it; `args` choose which. */
export async function bundle(folder: string, args: string[], minify: boolean): Promise<void> {
  const outdir = resolve(root, folder);
  rmSync(outdir, { recursive: true, force: true });
  await runTool("wrangler", ["deploy", "--dry-run", ...args, "--outdir", outdir, ...(minify ? ["--minify"] : [])]);
}

function runTool(tool: string, args: string[]): Promise<void> {
  return runNode([realpathSync(join(root, "node_modules", ".bin", tool)), ...args]);
}

function runNode(args: string[]): Promise<void> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      // Wrangler would otherwise ask Cloudflare for a sample request and report its use.
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_LOG_PATH: join(root, ".state", "wrangler-logs"),
      CI: "1",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      if (isDiskFull(output, root)) return reject(new Failure(diskFullSentence(root)));
      process.stderr.write(`${output.trim()}\n`);
      reject(new Failure("The build did not succeed: what is wrong stands above."));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAtMs = performance.now();
  try {
    const parts = await build({ minify: !process.argv.includes("--no-minify") });
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    process.stdout.write(parts.length > 0 ? `Built ${parts.join(", ")} in ${seconds} s\n` : "Nothing has changed since the last build\n");
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
