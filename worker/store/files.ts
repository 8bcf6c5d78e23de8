/** All R2 keys. Each begins with the run (empty in production) and the company. */

const withRun = (runId: string, key: string) => (runId ? `${runId}/${key}` : key);

/** Where an export's file stands. Each claim of the job writes its own, so that two never write one object. */
export function exportFileKey(companyId: string, exportId: string, fencing: number): string {
  return `${companyId}/exports/${exportId}/${fencing}.csv`;
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
