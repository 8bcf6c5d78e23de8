/** What a deployment does, as a list. Each step looks first, so the whole list can be run again at any time. */
import { Failure } from "../failure.ts";
import { makeSecrets } from "../secrets.ts";
import type { Names, WorkerName } from "./names.ts";
import { findValue, secretsOf, tellLeftOut, type Answers, type SecretName, type SecretValues } from "./secret-values.ts";
import { failureOf, findJson, namesIn } from "./wrangler-output.ts";

/** What the steps are done with; the tests give one that writes down what it was asked. */
export type Runner = {
  /** Runs wrangler with what is secret on its standard input, never among its arguments. */
  wrangler(args: readonly string[], input?: string): Promise<{ code: number; output: string }>;
  build(): Promise<void>;
  /** Makes roles and schema, and migrates under the lock. A password of null leaves the login as it is. */
  prepareDatabase(ownerUrl: string, login: { password: string | null }): Promise<{ applied: number; loginUrl: string | null }>;
  /** Whether the address answers /health with 200. */
  isHealthy(origin: string): Promise<boolean>;
};

export type Deployment = {
  runner: Runner;
  answers: Answers;
  state: {
    missing: Set<SecretName>;
    /** Made or asked for in this run. */
    values: SecretValues;
    /** Where wrangler says that the Worker answers. */
    address?: string;
  };
};

export type Step = {
  title: string;
  /** The commands that it may run, as `--dry-run` shows them; a command in brackets runs only when the one before found nothing. */
  commands: string[];
  /** Gives one line on what was done. Throws Failure. */
  run(deployment: Deployment): Promise<string>;
};

const show = (args: readonly string[]) => `wrangler ${args.join(" ")}`;

/** Every step, in the order in which they run. */
export function makeSteps(names: Names): Step[] {
  return [
    checkLogin(),
    ...names.queues.map((queue) => ensure(`Queue ${queue}`, ["queues", "info", queue], ["queues", "create", queue])),
    ...names.buckets.map((bucket) => ensure(`Bucket ${bucket}`, ["r2", "bucket", "info", bucket], ["r2", "bucket", "create", bucket, "--location", "oc"])),
    build(),
    findMissingSecrets(names),
    prepareDatabase(),
    // The consumer first: what a run that was cut short leaves behind has not yet reached the Worker that people use.
    putSecrets(names.consumer, secretsOf("consumer", names)),
    putSecrets(names.worker, secretsOf("worker", names)),
    deploy(names.consumer),
    deploy(names.worker),
    checkHealth(),
  ];
}

function checkLogin(): Step {
  const args = ["whoami", "--json"];
  return {
    title: "Cloudflare login",
    commands: [show(args)],
    async run({ runner }) {
      const { code, output } = await runner.wrangler(args);
      if (code !== 0) throw new Failure("Wrangler is not logged in to Cloudflare: run npx wrangler login, or set CLOUDFLARE_API_TOKEN, and deploy again.");
      const accounts = accountsIn(output);
      if (accounts.length > 1 && !process.env["CLOUDFLARE_ACCOUNT_ID"]) {
        throw new Failure(`This login sees ${accounts.length} accounts: set CLOUDFLARE_ACCOUNT_ID to the id of the one to use (npx wrangler whoami shows them) and deploy again.`);
      }
      return "logged in";
    },
  };
}

function accountsIn(output: string): unknown[] {
  const found = findJson(output);
  return typeof found === "object" && found !== null && "accounts" in found && Array.isArray(found.accounts) ? found.accounts : [];
}

function ensure(title: string, look: readonly string[], create: readonly string[]): Step {
  return {
    title,
    commands: [show(look), `[${show(create)}]`],
    async run({ runner }) {
      if ((await runner.wrangler(look)).code === 0) return "is there";
      const created = await runner.wrangler(create);
      if (created.code !== 0) throw failureOf(title, created.output);
      return "created";
    },
  };
}

function build(): Step {
  return {
    title: "Build",
    commands: ["npm run build"],
    async run({ runner }) {
      await runner.build();
      return "built";
    },
  };
}

/** A secret that only one of the two Workers has was left by a run that was cut short: it is made anew for both. */
function findMissingSecrets(names: Names): Step {
  const lists = (["consumer", "worker"] as const).map((part) => ({ part, args: ["secret", "list", "-c", names[part].config, "--format", "json"] }));
  return {
    title: "Secrets that are set",
    commands: lists.map(({ args }) => show(args)),
    async run({ runner, state }) {
      for (const { part, args } of lists) {
        const { code, output } = await runner.wrangler(args);
        // A Worker that is not there yet has no secrets; any other reason would stop the steps that follow.
        if (code !== 0 && !/not found|does not exist/i.test(output)) throw failureOf("Reading which secrets are set", output);
        const set = code === 0 ? namesIn(output) : [];
        for (const name of secretsOf(part, names)) if (!set.includes(name)) state.missing.add(name);
      }
      return state.missing.size === 0 ? "all" : `missing: ${[...state.missing].join(", ")}`;
    },
  };
}

function prepareDatabase(): Step {
  return {
    title: "Database",
    commands: ["(SQL as the owner) roles inductlite_owner and inductlite_app_login, schema public, migrations under an advisory lock"],
    async run({ runner, answers, state }) {
      const isLoginNew = state.missing.has("DATABASE_URL");
      const { applied, loginUrl } = await runner.prepareDatabase(await answers.ownerUrl(), { password: isLoginNew ? makeSecrets().appPassword : null });
      if (loginUrl) state.values.DATABASE_URL = loginUrl;
      return `${applied} ${applied === 1 ? "migration" : "migrations"} applied${isLoginNew ? ", the application's login made" : ""}`;
    },
  };
}

function putSecrets(worker: WorkerName, names: readonly SecretName[]): Step {
  const put = (name: SecretName) => ["secret", "put", name, "-c", worker.config];
  return {
    title: `Secrets of ${worker.name}`,
    commands: names.map((name) => `[${show(put(name))} < (standard input)]`),
    async run({ runner, answers, state }) {
      const missing = names.filter((name) => state.missing.has(name));
      const leftOut: SecretName[] = [];
      for (const name of missing) {
        const value = await findValue(name, answers, state);
        if (value === null) {
          leftOut.push(name);
          continue;
        }
        state.values[name] = value;
        const { code, output } = await runner.wrangler(put(name), value);
        if (code !== 0) throw failureOf(`Setting ${name}`, output, Object.values(state.values));
      }
      const set = missing.filter((name) => !leftOut.includes(name));
      return [set.length === 0 ? "were set before" : `set ${set.join(", ")}`, tellLeftOut(leftOut)].filter(Boolean).join("; ");
    },
  };
}

function deploy(worker: WorkerName): Step {
  const args = ["deploy", "-c", worker.config, "--minify"];
  return {
    title: `Worker ${worker.name}`,
    commands: [show(args)],
    async run({ runner, state }) {
      const { code, output } = await runner.wrangler(args);
      if (code !== 0) throw failureOf(`Deploying ${worker.name}`, output);
      const address = /https:\/\/[\w.-]+\.workers\.dev/.exec(output)?.[0];
      if (address) state.address = address;
      return address ? `deployed to ${address}` : "deployed";
    },
  };
}

function checkHealth(): Step {
  return {
    title: "Health",
    commands: ["(HTTP) GET <address>/health"],
    async run({ runner, state }) {
      const origin = state.values.APP_ORIGIN ?? state.address;
      if (!origin) return "not asked, since wrangler named no address: open /health at yours";
      if (await runner.isHealthy(origin)) return `${origin} is up: database, queue and storage answer`;
      throw new Failure(`Everything is deployed, but ${origin}/health does not answer with 200: open it to see which part fails, and run npx wrangler tail for the log.`);
    },
  };
}
