/** All R2 keys, but for those of the log (audit-keys.ts). Each begins with the run (empty in production) and the company. */

const withRun = (runId: string, key: string) => (runId ? `${runId}/${key}` : key);

/** Where an export's file stands. Each claim of the job writes its own, so that two never write one object. */
export function exportFileKey(companyId: string, exportId: string, fencing: number): string {
  return `${companyId}/exports/${exportId}/${fencing}.csv`;
}

/** Where a picture or PDF of an induction stands, for ever. */
export const assetKey = (companyId: string, assetId: string): string => `${companyId}/assets/${assetId}`;

/** Where a photo stands that somebody sent at a gate: one an attempt and a question. */
export const photoKey = (companyId: string, attemptId: string, blockId: string): string => `${companyId}/photos/${attemptId}/${blockId}`;

/** Writes a file in place of the one that stands there. */
export async function replaceFile(bucket: R2Bucket, runId: string, key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  await bucket.put(withRun(runId, key), bytes, { httpMetadata: { contentType } });
}

/** The file with its body, or null. */
export function openFile(bucket: R2Bucket, runId: string, key: string): Promise<R2ObjectBody | null> {
  return bucket.get(withRun(runId, key));
}

/** Every part but the last is this long: R2 wants equal parts of at least 5 MiB. */
export const PART_BYTES = 5 * 1024 * 1024;

export function startFile(bucket: R2Bucket, runId: string, key: string, contentType: string): Promise<R2MultipartUpload> {
  return bucket.createMultipartUpload(withRun(runId, key), { httpMetadata: { contentType } });
}

export async function deleteFile(bucket: R2Bucket, runId: string, key: string): Promise<void> {
  await bucket.delete(withRun(runId, key));
}

/** A small file whole, or null. */
export async function readFile(bucket: R2Bucket, runId: string, key: string): Promise<Uint8Array | null> {
  const object = await bucket.get(withRun(runId, key));
  return object ? new Uint8Array(await object.arrayBuffer()) : null;
}

/** All keys that begin so, in order, without the run. */
export async function listFiles(bucket: R2Bucket, runId: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await bucket.list({ prefix: withRun(runId, prefix), ...(cursor === undefined ? {} : { cursor }) });
    keys.push(...page.objects.map(({ key }) => (runId ? key.slice(runId.length + 1) : key)));
    more = page.truncated;
    cursor = page.truncated ? page.cursor : undefined;
  }
  return keys;
}

/** Writes a file that is not there yet. False when one is: nothing was written then. */
export async function writeOnce(bucket: R2Bucket, runId: string, key: string, bytes: Uint8Array, contentType: string): Promise<boolean> {
  const written = await bucket.put(withRun(runId, key), bytes, { onlyIf: { etagDoesNotMatch: "*" }, httpMetadata: { contentType } });
  return written !== null;
}

/** Writes a file that nothing refers to yet: what an earlier try left there is the same, or is replaced as it was seen. Throws when another try writes now. */
export async function writeUnreferenced(bucket: R2Bucket, runId: string, key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  if (await writeOnce(bucket, runId, key, bytes, contentType)) return;
  const left = await bucket.get(withRun(runId, key));
  if (left && isEqual(new Uint8Array(await left.arrayBuffer()), bytes)) return;
  const written = left && (await bucket.put(withRun(runId, key), bytes, { onlyIf: { etagMatches: left.etag }, httpMetadata: { contentType } }));
  if (!written) throw new Error("another try writes this file");
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
