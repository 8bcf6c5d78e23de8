import { chmodSync, existsSync, globSync, readFileSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { createServer, connect, type Server } from "node:net";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Miniflare, convertV4MiniflareOptions, type V4MiniflareOptions } from "miniflare";
import { Failure } from "./failure.ts";
import { makeFolder } from "./folders.ts";
import { hasEnded } from "./process-state.ts";
import { signingVariables, type SigningKeys } from "./signing-keys.ts";
import { FileLog, openLog, type WriteLog } from "./worker-log.ts";

export type RuntimeOptions = {
  stateFolder: string;
  /** The address to listen on; with 127.0.0.1 the other localhost, [::1], is served too. */
  host: string;
  port: number;
  origin: string;
  databaseUrl: string;
  /** None when the database is Neon itself. */
  neonHttpUrl?: string;
  signingKeys: SigningKeys;
  /** The Worker's alone. */
  sealingKey: string;
  /** Where mails go; none are sent unless set. */
  mail?: { url: string; key: string };
  /** Empty but in tests: prefixes every limiter key and stored object. */
  runId?: string;
  /** Further variables of both Workers: limits and switches. */
  variables?: Record<string, string>;
  /** Where DevTools find both Workers (http://127.0.0.1:<port>/json); none unless set. */
  inspectorPort?: number;
};

export type Runtime = {
  origin: string;
  /** Takes up a new build; requests wait meanwhile. */
  reload: () => Promise<void>;
  /** Runs the scheduled handlers once, now. What fails stands in worker.log: it never throws. */
  fireCrons: () => Promise<void>;
  stop: () => Promise<void>;
};

type WorkerConfig = {
  name: string;
  compatibility_date: string;
  compatibility_flags?: string[];
  vars?: Record<string, string>;
  assets?: { directory: string; binding: string };
  durable_objects?: { bindings: { name: string; class_name: string }[] };
  migrations?: { new_sqlite_classes?: string[] }[];
  queues?: {
    producers?: { binding: string; queue: string }[];
    consumers?: {
      queue: string; max_batch_size?: number; max_batch_timeout?: number; max_retries?: number; retry_delay?: number; dead_letter_queue?: string;
    }[];
  };
  r2_buckets?: { binding: string; bucket_name: string }[];
  triggers?: { crons?: string[] };
};
type Configs = { worker: WorkerConfig; consumer: WorkerConfig };

const root = fileURLToPath(new URL("..", import.meta.url));
const cronIntervalMs = 5_000;

/**
 * Runs both Workers of the last build in one workerd, with Durable Objects, queues, files and assets kept under the
 * state folder, and fires their crons every 5 s. Their log lines go to worker.log there.
 *
 * The client's address reaches the Worker as `cf-connecting-ip`, as at Cloudflare; but here a client that sends that
 * header itself is believed, which lets a test be many clients.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  makeFolder(options.stateFolder);
  // Files and objects hold what people typed: other users of the machine have no business there.
  makeFolder(join(options.stateFolder, "cloudflare"));
  chmodSync(join(options.stateFolder, "cloudflare"), 0o700);
  await killAbandonedRuntime(options.stateFolder);
  process.env["INDUCTLITE_STATE"] = realpathSync(options.stateFolder);
  const log = openLog(join(options.stateFolder, "worker.log"));
  const miniflare = await openMiniflare(options, log);
  const otherLocalhost = await forwardOtherLocalhost(options);
  let configs = readConfigs();
  const fireCrons = () => fireScheduled(miniflare, configs, log);
  const timer = setInterval(() => void fireCrons(), cronIntervalMs);
  void fireCrons();
  return {
    origin: options.origin,
    reload: () => {
      configs = readConfigs();
      return miniflare.setOptions(convertV4MiniflareOptions(optionsOf(options, log)));
    },
    fireCrons,
    stop: async () => {
      clearInterval(timer);
      otherLocalhost?.close();
      await miniflare.dispose();
    },
  };
}

/** Ends the workerd of a process that was killed while it served this state folder (Linux). */
export async function killAbandonedRuntime(stateFolder: string): Promise<void> {
  if (process.platform !== "linux" || !existsSync(stateFolder)) return;
  const mark = `INDUCTLITE_STATE=${realpathSync(stateFolder)}`;
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (basename(readlinkSync(`/proc/${name}/exe`)) !== "workerd") continue;
      if (!readFileSync(`/proc/${name}/environ`, "utf8").split("\0").includes(mark)) continue;
      process.kill(Number(name), "SIGKILL");
      // Its port is free only when it is gone.
      await hasEnded(Number(name), 5_000);
    } catch {
      // Another user's process, or one that ended meanwhile.
    }
  }
}

// Miniflare ends the whole process at a signal, before Postgres is stopped: whoever started all of this stops it in order.
async function openMiniflare(options: RuntimeOptions, log: WriteLog): Promise<Miniflare> {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  let lastError = "";
  const note: WriteLog = (line) => {
    if (/error/i.test(line)) lastError = readMessage(line);
    log(line);
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(optionsOf(options, note)));
  for (const signal of signals) for (const listener of process.listeners(signal)) if (!before.has(listener)) process.off(signal, listener);
  try {
    await miniflare.ready;
    return miniflare;
  } catch (error) {
    await miniflare.dispose().catch(() => undefined);
    throw new Failure(`The Workers did not start: ${lastError || String(error)} (see ${join(options.stateFolder, "worker.log")}).`);
  }
}

function readMessage(line: string): string {
  const quoted = /^\{.*"message":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  return (quoted ? (JSON.parse(quoted) as string) : line).split("\n")[0] ?? "";
}

function readConfigs(): Configs {
  return JSON.parse(readFileSync(join(root, "build", "config.json"), "utf8")) as Configs;
}

function optionsOf(options: RuntimeOptions, log: WriteLog): V4MiniflareOptions {
  const { worker, consumer } = readConfigs();
  return {
    host: options.host,
    port: options.port,
    ...(options.inspectorPort ? { inspectorPort: options.inspectorPort } : {}),
    // Nothing: by itself Miniflare says that everybody is in Austin.
    cf: {},
    log: new FileLog(log),
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) => log(message.startsWith("{") ? message : JSON.stringify({ level, message })),
    resourcePersistencePath: join(options.stateFolder, "cloudflare"),
    telemetry: { enabled: false },
    unsafeLocalExplorer: false,
    workers: [
      {
        ...workerOf(worker, "build/worker", options, { SEALING_KEY: options.sealingKey }),
        assets: { directory: join(root, "build", "client"), binding: worker.assets?.binding ?? "ASSETS", routerConfig: { has_user_worker: true } },
      },
      workerOf(consumer, "build/queue-consumer", options),
    ],
  };
}

function workerOf(config: WorkerConfig, folder: string, options: RuntimeOptions, own: Record<string, string> = {}) {
  const sqliteClasses = new Set(config.migrations?.flatMap((migration) => migration.new_sqlite_classes ?? []));
  return {
    name: config.name,
    modulesRoot: join(root, folder),
    modules: modulesIn(join(root, folder)),
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags ?? [],
    bindings: { ...config.vars, ...variablesOf(options), ...own },
    durableObjects: Object.fromEntries((config.durable_objects?.bindings ?? []).map(({ name, class_name: className }) =>
      [name, { className, useSQLite: sqliteClasses.has(className) }])),
    queueProducers: Object.fromEntries((config.queues?.producers ?? []).map(({ binding, queue }) => [binding, { queueName: queue }])),
    queueConsumers: Object.fromEntries((config.queues?.consumers ?? []).map((consumer) => [consumer.queue, {
      maxBatchSize: consumer.max_batch_size, maxBatchTimeout: consumer.max_batch_timeout, maxRetries: consumer.max_retries,
      retryDelay: consumer.retry_delay, deadLetterQueue: consumer.dead_letter_queue,
    }])),
    r2Buckets: Object.fromEntries((config.r2_buckets ?? []).map(({ binding, bucket_name: bucket }) => [binding, bucket])),
  };
}

/** The variables and secrets that both Workers get on this machine. */
export function variablesOf(options: RuntimeOptions): Record<string, string> {
  return {
    DATABASE_URL: options.databaseUrl,
    ...(options.neonHttpUrl ? { NEON_HTTP_URL: options.neonHttpUrl } : {}),
    ...signingVariables(options.signingKeys),
    APP_ORIGIN: options.origin,
    RUN_ID: options.runId ?? "",
    ...(options.mail ? { MAIL_FROM: "InductLite <no-reply@inductlite.example>", RESEND_API_KEY: options.mail.key, RESEND_URL: options.mail.url } : {}),
    ...options.variables,
  };
}

function modulesIn(folder: string) {
  const types = { ".js": "ESModule", ".mjs": "ESModule", ".wasm": "CompiledWasm", ".txt": "Text", ".html": "Text", ".bin": "Data" } as const;
  const paths = globSync("**/*.{js,mjs,wasm,txt,html,bin}", { cwd: folder }).sort((a, b) => Number(b === "index.js") - Number(a === "index.js"));
  return paths.map((path) => ({ type: types[path.slice(path.lastIndexOf(".")) as keyof typeof types], path: join(folder, path) }));
}

// A browser takes either address for "localhost"; workerd listens on one.
function forwardOtherLocalhost({ host, port }: RuntimeOptions): Promise<Server | null> {
  if (host.includes(":")) return Promise.resolve(null);
  const server = createServer((socket) => {
    const inner = connect(port, host === "0.0.0.0" ? "127.0.0.1" : host);
    socket.setNoDelay(true);
    inner.setNoDelay(true);
    socket.pipe(inner).pipe(socket);
    for (const [one, other] of [[socket, inner], [inner, socket]] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen({ port, host: "::1", ipv6Only: true }, () => resolve(server));
  });
}

async function fireScheduled(miniflare: Miniflare, configs: Configs, log: WriteLog): Promise<void> {
  for (const config of [configs.worker, configs.consumer]) {
    for (const cron of config.triggers?.crons ?? []) {
      try {
        const { outcome } = await (await miniflare.getWorker(config.name)).scheduled({ cron, scheduledTime: new Date() });
        if (outcome !== "ok") throw new Error(`the handler ended with "${outcome}"`);
      } catch (error) {
        log(JSON.stringify({ level: "error", event: "cron.failed", cron, message: String(error) }));
      }
    }
  }
}
