/** The processes that a run measures: Neon's endpoint and plain workerd. */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure.ts";
import { findFreePort } from "../ports.ts";

// Its types promise an ES module; it is none.
const { default: workerdPath } = createRequire(import.meta.url)("workerd") as { default: string };

export type Running = { url: string; pid: number; stop: () => Promise<void> };

/** Neon's endpoint over this Postgres. `url` is its /sql. */
export async function startEndpoint(postgres: { host: string; port: number }): Promise<Running> {
  const child = fork(fileURLToPath(new URL("endpoint.ts", import.meta.url)), [postgres.host, String(postgres.port)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(message as string));
    child.once("exit", () => reject(new Failure("Neon's endpoint did not start.")));
  });
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

export type WorkerdPlan = {
  /** For the configuration, the copied modules and the objects' storage. */
  folder: string;
  /** What `wrangler deploy --dry-run --outdir` wrote. */
  bundle: string;
  compatibilityDate: string;
  variables: Record<string, string>;
  /** With the site's objects, the assets and the (unused) queue and bucket; else a bare Worker. */
  isWhole: boolean;
};

/** Prepares a Worker of Cloudflare's form for plain workerd. Gives what starts it; `inspectorPort` opens its inspector. */
export function prepareWorkerd(plan: WorkerdPlan): (options?: { inspectorPort?: number }) => Promise<Running> {
  const { folder, bundle } = plan;
  for (const name of ["objects", "modules"]) mkdirSync(join(folder, name), { recursive: true });
  const modules = globSync("*.{js,wasm}", { cwd: bundle }).sort((a, b) => Number(b === "index.js") - Number(a === "index.js"));
  for (const name of modules) copyFileSync(join(bundle, name), join(folder, "modules", basename(name)));
  return async ({ inspectorPort } = {}) => {
    const port = await findFreePort();
    const config = join(folder, "config.capnp");
    writeFileSync(config, configOf(plan, modules, port));
    const child = spawn(workerdPath, ["serve", "--experimental", ...(inspectorPort ? [`--inspector-addr=127.0.0.1:${inspectorPort}`] : []), config], {
      stdio: ["ignore", "ignore", "pipe"],
      // By this mark killAbandonedRuntime() finds one that a killed run has left.
      env: { ...process.env, INDUCTLITE_STATE: dirname(folder) },
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const url = `http://127.0.0.1:${port}`;
    await waitUntilHeard(url, child, () => said);
    return { url, pid: child.pid ?? 0, stop: () => end(child) };
  };
}

async function waitUntilHeard(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + 15_000; ; await pause(2)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Failure(`workerd did not start: ${said().trim()}`);
    const answer = await fetch(`${url}/live`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer) return;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await ended;
  clearTimeout(timer);
}

const quote = (text: string) => JSON.stringify(text);

function configOf(plan: WorkerdPlan, modules: string[], port: number): string {
  const embed = (name: string) => `(name = ${quote(name)}, ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed ${quote(`modules/${name}`)})`;
  const bindings = Object.entries(plan.variables).map(([name, text]) => `(name = ${quote(name)}, text = ${quote(text)})`);
  if (plan.isWhole) {
    bindings.push(
      `(name = "SITE_GATE", durableObjectNamespace = "SiteGate")`,
      `(name = "SITE_REGISTER", durableObjectNamespace = "SiteRegister")`,
      `(name = "ASSETS", service = "unused")`,
      `(name = "JOBS", queue = "unused")`,
      `(name = "FILES", r2Bucket = "unused")`,
    );
  }
  // All objects share one thread and one disk here, so many that close at once after ten idle seconds would hold up every
  // request: at Cloudflare each is on its own. They stay open instead.
  const objects = `durableObjectNamespaces = [(className = "SiteGate", uniqueKey = "bench-site-gate", enableSql = true, preventEviction = true), (className = "SiteRegister", uniqueKey = "bench-site-register", enableSql = true, preventEviction = true)], durableObjectStorage = (localDisk = "objects"),`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "objects", disk = (path = ${quote(join(plan.folder, "objects"))}, writable = true)),
    (name = "unused", worker = (modules = [(name = "unused.js", esModule = "export default { fetch() { return new Response(null, { status: 501 }); } };")], compatibilityDate = ${quote(plan.compatibilityDate)})),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.map(embed).join(", ")}],
  compatibilityDate = ${quote(plan.compatibilityDate)},
  ${plan.isWhole ? objects : ""}
  bindings = [${bindings.join(", ")}],
);
`;
}
