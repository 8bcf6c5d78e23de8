/** The files of a deployment's bucket, one by one, by wrangler, which must be logged in. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { Failure } from "../failure.ts";
import { findBucketName } from "./bucket-name.ts";
import type { OpenFiles } from "./chain.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Wrangler can't list a bucket: the checkpoints are those that rows name. */
export function openDeployedFiles(client: pg.Client): OpenFiles {
  const bucket = findBucketName();
  return (companyId) => ({
    readFile: (key) => readFile(bucket, key),
    listCheckpoints: async () => (await client.query<{ key: string }>("select file_key as key from audit_checkpoint where company_id = $1 order by number", [companyId])).rows.map(({ key }) => key),
  });
}

/** Null when the bucket has no such file. Throws Failure when it can't be asked. */
async function readFile(bucket: string, key: string): Promise<Uint8Array | null> {
  const args = ["r2", "object", "get", `${bucket}/${key}`, "--remote", "--pipe"];
  const { code, bytes, complaint } = await runWrangler(args);
  if (code === 0) return bytes;
  if (/key does not exist|not found|404/i.test(complaint)) return null;
  throw new Failure(`wrangler ${args.join(" ")} failed: ${complaint.split("\n").find((line) => /error/i.test(line)) ?? `code ${code}`}`);
}

function runWrangler(args: readonly string[]): Promise<{ code: number; bytes: Uint8Array; complaint: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, OWNER_DATABASE_URL: "", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", WRANGLER_LOG_PATH: join(root, ".state", "wrangler-logs") },
  });
  const parts: Buffer[] = [];
  let complaint = "";
  child.stdout.on("data", (chunk: Buffer) => parts.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, bytes: new Uint8Array(Buffer.concat(parts)), complaint }));
  });
}
