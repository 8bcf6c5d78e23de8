import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, type BuildOptions } from "./build.ts";
import { Failure } from "./failure.ts";
import { startMailbox } from "./mailbox.ts";
import { migrate } from "./migrate.ts";
import { startNeonHttp } from "./neon-http.ts";
import { isPortFree } from "./ports.ts";
import { stopPostgresIn } from "./postgres.ts";
import { keepPostgres } from "./postgres-keeper.ts";
import { say } from "./progress.ts";
import { ensureDatabase, prepareSchema, withClient } from "./roles.ts";
import { killAbandonedRuntime, startRuntime, type Runtime } from "./runtime.ts";
import { readSecrets } from "./secrets.ts";

export type StackOptions = {
  stateFolder: string;
  host: string;
  port: number;
  /** A Postgres of one's own, instead of the embedded one. */
  postgresUrl?: string;
  build?: BuildOptions;
  runId?: string;
  variables?: Record<string, string>;
  /** Wraps each step, to show it. */
  step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  /** Is given what ends each part as soon as it runs, so that an early end leaves nothing behind. */
  onStarted: (stop: () => Promise<void>) => void;
};

export type Stack = {
  origin: string;
  /** Where the mails are that it sends. */
  mailbox: string;
  /** The schema's owner over TCP. */
  ownerUrl: string;
  runtime: Runtime;
};

/** Builds, starts and migrates everything: Postgres, Neon's endpoint over it, the mailbox, both Workers. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateFolder, step, onStarted } = options;
  await killAbandonedRuntime(stateFolder);
  await requirePort(options);
  const secrets = readSecrets(stateFolder);
  await step("Building", () => build(options.build));
  const adminUrl = await step(options.postgresUrl ? "Reaching your Postgres" : "Starting Postgres", () => openDatabase(options));
  const urls = await step("Migrating", async () => {
    const schema = await prepareSchema(adminUrl, "public", {
      owner: { name: "inductlite_owner", password: secrets.ownerPassword },
      login: { name: "inductlite_app_login", password: secrets.appPassword },
    });
    await migrate(schema.ownerUrl);
    return schema;
  });
  const target = new URL(urls.appUrl);
  const endpoint = await startNeonHttp({ port: 0, target: targetOf(target) });
  onStarted(endpoint.stop);
  // The Worker sends its SQL to the endpoint only when the host in its URL is this machine.
  target.host = `127.0.0.1:${endpoint.port}`;
  target.search = "";
  const origin = `http://localhost:${options.port}`;
  // The key is of this start alone: nobody else on this machine puts a mail in.
  const mailKey = `re_${randomBytes(24).toString("base64url")}`;
  const mailbox = await startMailbox({ folder: join(stateFolder, "mailbox"), port: options.port < 65_535 ? options.port + 1 : 0, key: mailKey });
  onStarted(mailbox.stop);
  const runtime = await step("Starting the Workers", () => startRuntime({
    stateFolder, host: options.host, port: options.port, origin, databaseUrl: target.href, neonHttpUrl: endpoint.url,
    signingKeys: secrets.signingKeys, mail: { url: mailbox.url, key: mailKey }, sealingKey: secrets.sealingKey, ...(options.runId ? { runId: options.runId } : {}), ...(options.variables ? { variables: options.variables } : {}),
  }));
  onStarted(runtime.stop);
  return { origin, mailbox: mailbox.url, ownerUrl: urls.ownerUrl, runtime };
}

/** Deletes what a state folder keeps, but for the browser, and with PG_URL the tables in that database. */
export async function resetState(stateFolder: string, postgresUrl: string | undefined): Promise<void> {
  await killAbandonedRuntime(stateFolder);
  await stopPostgresIn(join(stateFolder, "postgres"));
  for (const name of ["postgres", "cloudflare", "mailbox", "secrets.json", "demo.json", "worker.log"]) {
    rmSync(join(stateFolder, name), { recursive: true, force: true });
  }
  if (postgresUrl) await withClient(postgresUrl, (client) => client.query("drop schema if exists public cascade"));
}

async function requirePort({ host, port }: StackOptions): Promise<void> {
  const hosts = host.includes(":") ? [host] : [host, "::1"];
  const free = await Promise.all(hosts.map((address) => isPortFree(port, address)));
  if (!free.every(Boolean)) {
    throw new Failure(port < 1024 ? `Port ${port} is taken, or not this user's to use: choose another with PORT=8788 npm start.`
      : `Port ${port} is taken by another program: stop that one, or choose another port with PORT=${port + 1} npm start.`);
  }
}

async function openDatabase(options: StackOptions): Promise<string> {
  if (!options.postgresUrl) {
    const { postgres, stop } = await keepPostgres({ folder: join(options.stateFolder, "postgres"), durable: true }, say);
    options.onStarted(stop);
    return ensureDatabase(postgres.superuserUrl, "inductlite");
  }
  if (!URL.canParse(options.postgresUrl) || !/^postgres(ql)?:$/.test(new URL(options.postgresUrl).protocol)) {
    throw new Failure("PG_URL is not of the form postgres://user:password@host:port/database.");
  }
  const { hostname, port } = new URL(options.postgresUrl);
  try {
    await withClient(options.postgresUrl, (client) => client.query("select 1"));
  } catch (error) {
    const reason = error instanceof AggregateError ? error.errors.map(String).join(", ") : error instanceof Error ? error.message : String(error);
    throw new Failure(`PG_URL cannot be used: Postgres at ${hostname}:${port || 5432} says "${reason}".`);
  }
  return options.postgresUrl;
}

function targetOf(url: URL) {
  const mode = url.searchParams.get("sslmode") ?? "disable";
  const target = { host: url.hostname, port: Number(url.port || 5432) };
  return ["disable", "allow", "prefer"].includes(mode) ? target : { ...target, ssl: { rejectUnauthorized: mode.startsWith("verify") } };
}
