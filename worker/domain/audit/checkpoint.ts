/** Once a day the chain's head is written to a file that is never written again: who rewrites the chain can't rewrite that. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { bytesOf, checkpointOf } from "#worker/domain/audit/checkpoint-file.ts";
import { noteCheckpoint, readHead } from "#worker/store/audit-chores.ts";
import { auditCheckpointKey } from "#worker/store/audit-keys.ts";
import { readFile, writeOnce } from "#worker/store/files.ts";

/** The file first, then its row: a try that ended between the two is finished by the next one. Throws when the file says something else. */
export async function takeCheckpoint(context: TenantContext, bucket: R2Bucket): Promise<void> {
  const store = requirePermission(context, "audit.checkpoint");
  const { request: { now, runId }, companyId } = context;
  const head = await readHead(store);
  if (!head) return;
  const at = now.toISOString();
  const day = at.slice(0, 10);
  const key = auditCheckpointKey(companyId, day, head.number);
  const isNew = await writeOnce(bucket, runId, key, bytesOf({ companyId, day, ...head, at }), "application/json");
  if (isNew) return noteCheckpoint(store, head, key, now);
  const written = checkpointOf((await readFile(bucket, runId, key)) ?? new Uint8Array());
  if (written?.companyId !== companyId || written.number !== head.number || written.hash !== head.hash) throw new Error("a checkpoint of this number says something else");
  await noteCheckpoint(store, head, key, new Date(written.at));
}
