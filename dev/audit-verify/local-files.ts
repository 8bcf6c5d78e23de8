/** The files of a state folder, read beside the Workers that may run on it. */
import { Miniflare, convertV4MiniflareOptions, type V4MiniflareOptions } from "miniflare";
import { auditCheckpointFolder } from "#worker/store/audit-keys.ts";
import { findBucketName } from "./bucket-name.ts";
import type { OpenFiles } from "./chain.ts";

type Bucket = Awaited<ReturnType<Miniflare["getR2Bucket"]>>;

const IDLE_WORKER = "export default { fetch: () => new Response(null, { status: 404 }) };";

/** @param folder where the Workers' state is kept, as dev/runtime.ts gives it to Miniflare. */
export async function withLocalFiles<T>(folder: string, work: (openFiles: OpenFiles) => Promise<T>): Promise<T> {
  const options: V4MiniflareOptions = {
    modules: true,
    script: IDLE_WORKER,
    compatibilityDate: "2026-08-01",
    cf: false,
    r2Buckets: { FILES: findBucketName() },
    resourcePersistencePath: folder,
    telemetry: { enabled: false },
    unsafeLocalExplorer: false,
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions(options));
  try {
    const bucket = await miniflare.getR2Bucket("FILES");
    return await work((companyId) => ({ readFile: (key) => readFile(bucket, key), listCheckpoints: () => listKeys(bucket, auditCheckpointFolder(companyId)) }));
  } finally {
    await miniflare.dispose();
  }
}

async function readFile(bucket: Bucket, key: string): Promise<Uint8Array | null> {
  const object = await bucket.get(key);
  return object ? new Uint8Array(await object.arrayBuffer()) : null;
}

async function listKeys(bucket: Bucket, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await bucket.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    keys.push(...page.objects.map(({ key }) => key));
    more = page.truncated;
    cursor = page.truncated ? page.cursor : undefined;
  }
  return keys;
}
