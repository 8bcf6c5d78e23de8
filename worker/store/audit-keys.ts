/** Where the log stands in R2. Its keys begin with `audit/`, so that one lock keeps all of it as it was written. */

/** A part of a company's chain of events, from number to number. */
export function auditArchiveKey(companyId: string, from: number, to: number): string {
  return `audit/${companyId}/${from}-${to}.ndjson`;
}

/** Where a company's chain stood on a day (UTC). */
export function auditCheckpointKey(companyId: string, day: string, number: number): string {
  return `${auditCheckpointFolder(companyId)}${day}-${number}.json`;
}

export function auditCheckpointFolder(companyId: string): string {
  return `audit/${companyId}/checkpoints/`;
}
