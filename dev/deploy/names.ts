import { fileURLToPath } from "node:url";
import { unstable_readConfig as readConfig } from "wrangler";

/** A Worker and the wrangler.toml that describes it, by its path from the root. */
export type WorkerName = { name: string; config: string };

/** Everything that a deployment needs to exist at Cloudflare. */
export type Names = {
  worker: WorkerName;
  consumer: WorkerName;
  queues: string[];
  buckets: string[];
  /** Whether the consumer sends mail by Cloudflare's own binding. */
  hasMailBinding: boolean;
};

/** What is read of one, as Wrangler understands it; its own type needs the types of a Worker, which are not for Node. */
type Config = {
  name: string;
  queues: { producers?: { queue: string }[]; consumers?: { queue: string; dead_letter_queue?: string }[] };
  r2_buckets: { bucket_name?: string }[];
  send_email?: { name: string }[];
};

/** Reads the names from both wrangler.toml files, so that they stand nowhere else. */
export function readNames(): Names {
  const read = (config: string) => readConfig({ config: fileURLToPath(new URL(`../../${config}`, import.meta.url)) }, { hideWarnings: true }) as Config;
  const [worker, consumer] = [read("wrangler.toml"), read("queue-consumer/wrangler.toml")];
  const both = [worker, consumer];
  const queues = both.flatMap(({ queues: { producers, consumers } }) => [
    ...(producers ?? []).map(({ queue }) => queue),
    ...(consumers ?? []).flatMap(({ queue, dead_letter_queue: dead }) => (dead ? [queue, dead] : [queue])),
  ]);
  const buckets = both.flatMap(({ r2_buckets: list }) => list.flatMap(({ bucket_name: bucket }) => (bucket ? [bucket] : [])));
  return {
    worker: { name: worker.name, config: "wrangler.toml" },
    consumer: { name: consumer.name, config: "queue-consumer/wrangler.toml" },
    queues: [...new Set(queues)],
    buckets: [...new Set(buckets)],
    hasMailBinding: consumer.send_email?.some(({ name }) => name === "MAIL") ?? false,
  };
}
