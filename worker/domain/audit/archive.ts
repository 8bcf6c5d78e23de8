/** Events that are old enough go from the table to a file, in order and without a gap: the chain goes on behind them. */
import { sha256Of } from "#worker/crypto/digest.ts";
import { requirePermission } from "#worker/permissions.ts";
import type { RequestContext, TenantContext } from "#worker/context.ts";
import { checkLine, startOfChain } from "#worker/domain/audit/line.ts";
import { moveToArchive } from "#worker/store/audit-chores.ts";
import { readNextForArchive, type NextForArchive } from "#worker/store/audit-lines.ts";
import { auditArchiveKey } from "#worker/store/audit-keys.ts";
import { deleteFile, listFiles, writeUnreferenced } from "#worker/store/files.ts";

/** Days that events stay in the database: a month at least, for the database moves nothing younger, whatever it is told. */
export const keptDaysOf = ({ limit }: Pick<RequestContext, "limit">): number => Math.max(30, limit("auditKeptDays"));

/**
 * Moves one file's worth. Gives how many events went. A chain that does not hold is left where it is, for whoever looks
 * into it: then it throws.
 *
 * The file is written first, then its row with the events' end in one transaction. A try that died between the two left a
 * file that nothing refers to; the next try on the same day writes the same bytes, a later one takes it away.
 */
export async function archiveEvents(context: TenantContext, bucket: R2Bucket, before: Date): Promise<number> {
  const store = requirePermission(context, "audit.archive");
  const { companyId, request: { runId, limit } } = context;
  const next = await readNextForArchive(store, before, limit("auditEventsPerFile"));
  const [first, last] = [next.lines[0], next.lines.at(-1)];
  if (!first || !last) return 0;
  requireUnbroken(companyId, next);
  const bytes = new TextEncoder().encode(next.lines.map(({ line }) => `${line}\n`).join(""));
  const file = { from: first.number, to: last.number, key: auditArchiveKey(companyId, first.number, last.number) };
  await writeUnreferenced(bucket, runId, file.key, bytes, "application/x-ndjson");
  await moveToArchive(store, { ...file, sha256: sha256Of(bytes), bytes: bytes.length }, keptDaysOf(context.request));
  await deleteLeftOver(bucket, runId, companyId, file);
  return next.lines.length;
}

function requireUnbroken(companyId: string, { end, lines }: NextForArchive): void {
  let place = end ?? startOfChain(companyId);
  for (const { line } of lines) {
    const checked = checkLine(line, companyId, place);
    if ("fault" in checked) throw new Error(`the chain does not hold at event ${place.number + 1} (${checked.fault})`);
    place = checked.place;
  }
}

/** No two rows begin at one event: what else begins there was left by a try that got no row. */
async function deleteLeftOver(bucket: R2Bucket, runId: string, companyId: string, { from, key }: { from: number; key: string }): Promise<void> {
  const folder = auditArchiveKey(companyId, from, 0).replace(/0\.ndjson$/, "");
  for (const other of await listFiles(bucket, runId, folder)) if (other !== key) await deleteFile(bucket, runId, other);
}
