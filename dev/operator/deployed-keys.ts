import { Failure } from "../failure.ts";
import type { Names, WorkerName } from "../deploy/names.ts";
import type { Runner } from "../deploy/steps.ts";
import { failureOf, namesIn } from "../deploy/wrangler-output.ts";
import type { Slot } from "../signing-keys.ts";
import type { KeyStore } from "./key-store.ts";

type Wrangler = Pick<Runner, "wrangler">;

/**
 * The keys of a deployment, as secrets of both Workers. A secret can't be read back, but its name can: SIGNING_WITH is there
 * while B signs, and not while A does.
 */
export function openDeployedKeys(names: Pick<Names, "worker" | "consumer">, runner: Wrangler): KeyStore {
  // The consumer first, as a deployment does.
  const workers = [names.consumer, names.worker];
  return {
    settleSeconds: 300,
    takesEffect: "Cloudflare brings it to every place within minutes.",
    async read() {
      const sets = await inOrder(workers, (worker) => listSecrets(runner, worker));
      if (!sets.every((set) => set.includes("SIGNING_KEY_A"))) throw new Failure("The Workers have no signing key yet: npm run deploy makes the first.");
      const signing = sets.map((set): Slot => (set.includes("SIGNING_WITH") ? "B" : "A"));
      return { signing: signing[0] === signing[1] ? (signing[0] ?? null) : null, filled: sets.some((set) => set.includes("SIGNING_KEY_B")) ? ["A", "B"] : ["A"] };
    },
    async put(slot, key) {
      await inOrder(workers, (worker) => put(runner, worker, `SIGNING_KEY_${slot}`, JSON.stringify(key)));
    },
    async signWith(slot) {
      await inOrder(workers, async (worker) => {
        if (slot === "B") return put(runner, worker, "SIGNING_WITH", "B");
        if ((await listSecrets(runner, worker)).includes("SIGNING_WITH")) await run(runner, "Taking SIGNING_WITH away", ["secret", "delete", "SIGNING_WITH", "-c", worker.config]);
      });
    },
  };
}

async function listSecrets(runner: Wrangler, worker: WorkerName): Promise<string[]> {
  return namesIn(await run(runner, `Reading which secrets ${worker.name} has`, ["secret", "list", "-c", worker.config, "--format", "json"]));
}

async function put(runner: Wrangler, worker: WorkerName, name: string, value: string): Promise<void> {
  await run(runner, `Setting ${name}`, ["secret", "put", name, "-c", worker.config], value);
}

async function run(runner: Wrangler, what: string, args: readonly string[], input?: string): Promise<string> {
  const { code, output } = await runner.wrangler(args, input);
  if (code !== 0) throw failureOf(what, output, input === undefined ? [] : [input]);
  return output;
}

async function inOrder<T, U>(all: readonly T[], work: (one: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}
