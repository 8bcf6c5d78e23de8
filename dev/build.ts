import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, diskFullSentence, isDiskFull } from "./failure.ts";
import { inTurn } from "./state-lock.ts";

export type BuildOptions = {
  /** Smaller and quicker to start, harder to read in a stack trace. Default true. */
  minify?: boolean;
  /** What makes the parts, when it is not the tools that a deployment uses. */
  tools?: BuildTools;
};

export type BuildTools = {
  /** Part of what a build is known by: another name builds anew. */
  name: string;
  /** Makes the pages in build/pages. */
  makePages: () => Promise<void>;
  /** Makes the Worker of a wrangler.toml in `folder`. */
  makeWorker: (folder: string, configFile: string) => Promise<void>;
};

export type Part = "pages" | "worker" | "consumer" | "config";
export type BuiltPart = { part: Part; seconds: number };

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "build", "stamp.json");
const locks = ["package-lock.json", "package.json", "dev/build.ts", "dev/quick-build.ts"];
const sources: Record<Part, string[]> = {
  pages: [...locks, "vite.config.ts", "app/**/*"],
  // It carries the rendered pages as they were built, not as they were written.
  worker: [...locks, "wrangler.toml", "worker/**/*", "build/server/**/*"],
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
 * @returns the parts that were built now, each with its time; none when nothing had changed.
 * @throws Failure when a part cannot be built; what the tool said is printed first, and the last good build is kept.
 */
export function build({ minify = true, tools = deploymentTools(minify) }: BuildOptions = {}): Promise<BuiltPart[]> {
  return inTurn(`build ${root}`, () => buildStale(tools));
}

async function buildStale(tools: BuildTools): Promise<BuiltPart[]> {
  const before = readStamps();
  const built: BuiltPart[] = [];
  const make: Record<Part, () => Promise<void>> = {
    pages: () => tools.makePages().then(takePages),
    worker: () => tools.makeWorker("build/worker", "wrangler.toml"),
    consumer: () => tools.makeWorker("build/queue-consumer", "queue-consumer/wrangler.toml"),
    config: () => runNode([fileURLToPath(new URL("read-config.ts", import.meta.url)), join(root, outputs.config)]),
  };
  const run = async (part: Part) => {
    const hash = hashOf(sources[part], part === "worker" || part === "consumer" ? tools.name : "");
    if (before[part] === hash && existsSync(join(root, outputs[part]))) return;
    const startedAtMs = performance.now();
    await make[part]();
    built.push({ part, seconds: (performance.now() - startedAtMs) / 1000 });
    before[part] = hash;
    writeFileSync(`${stampFile}.new`, JSON.stringify(before));
    renameSync(`${stampFile}.new`, stampFile);
  };
  mkdirSync(join(root, "build"), { recursive: true });
  const lanes = await Promise.allSettled([run("pages").then(() => run("worker")), run("consumer").then(() => run("config"))]);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return built;
}

// Whole or not at all. What a running server has open stays readable in build/previous until the next time.
function takePages(): void {
  const at = (...path: string[]) => join(root, "build", ...path);
  rmSync(at("previous"), { recursive: true, force: true });
  mkdirSync(at("previous"));
  for (const name of ["client", "server"]) {
    if (existsSync(at(name))) renameSync(at(name), at("previous", name));
    renameSync(at("pages", name), at(name));
  }
}

function readStamps(): Partial<Record<Part, string>> {
  return existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, "utf8")) as Partial<Record<Part, string>>) : {};
}

function hashOf(patterns: string[], extra: string): string {
  const hash = createHash("sha256").update(extra);
  for (const path of globSync(patterns, { cwd: root }).sort()) {
    if (/\.(test|spec)\.tsx?$|\/(e2e|testing)\/|\/vitest\.|tsbuildinfo/.test(path)) continue;
    const file = join(root, path);
    // An editor's scratch file may be gone by now.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    hash.update(path).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

function deploymentTools(minify: boolean): BuildTools {
  return {
    name: String(minify),
    makePages: () => runTool("remix", ["vite:build", "--logLevel", "warn"]),
    makeWorker: (folder, configFile) => bundle(folder, ["-c", configFile], minify),
  };
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
    child.on("close", (code) => (code === 0 ? resolve() : reject(explainBuild(output))));
  });
}

/** The failure of a build whose tool said `output`, which is printed here. */
export function explainBuild(output: string): Failure {
  if (isDiskFull(output, root)) return new Failure(diskFullSentence(root));
  process.stderr.write(`${output.trim()}\n`);
  return new Failure("The build did not succeed: what is wrong stands above.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAtMs = performance.now();
  try {
    const parts = await build({ minify: !process.argv.includes("--no-minify") });
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    process.stdout.write(parts.length > 0 ? `Built ${parts.map(({ part }) => part).join(", ")} in ${seconds} s\n` : "Nothing has changed since the last build\n");
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
