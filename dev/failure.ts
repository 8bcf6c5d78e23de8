import { statfsSync } from "node:fs";
import { dirname } from "node:path";

/** A failure told to a person as one plain sentence: no stack is shown for it. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/**
 * Turns any error into the one sentence that a command prints before it ends with code 1.
 * @param place the folder that is named when the disk is full or not writable.
 */
export function describeFailure(error: unknown, place: string): string {
  if (error instanceof Failure) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT" || isDiskFull(text, place)) return diskFullSentence(place);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    const path = error instanceof Error && "path" in error ? String(error.path) : place;
    return `This user may not read and write ${path}: change its owner or its permissions and start again.`;
  }
  return `It stopped on an error that it did not expect: ${text.split("\n")[0] ?? ""}`;
}

const leastFreeBytes = 2 * 1024 * 1024;

/** Whether an error text of Postgres, npm or Node says that the disk is full, or the disk that holds `place` is. */
export function isDiskFull(text: string, place: string): boolean {
  if (/no space left on device|check free disk space|ENOSPC|disk quota exceeded|53100/i.test(text)) return true;
  try {
    // What is written last may be the very log that would have said so.
    const disk = statfsSync(place);
    return disk.bavail * disk.bsize < leastFreeBytes;
  } catch {
    return place !== dirname(place) && isDiskFull("", dirname(place));
  }
}

/** The sentence for a full disk. */
export function diskFullSentence(place: string): string {
  return `The disk that holds ${place} is full: free some space and start again. Nothing that was saved is lost.`;
}
