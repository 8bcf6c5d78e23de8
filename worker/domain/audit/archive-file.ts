/** A file of the archive, checked against its row and against the chain that it continues. */
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { checkLine } from "#worker/domain/audit/line.ts";
import type { ArchiveRow, ChainPlace, EventFault } from "#worker/store/audit-stretch.ts";

/** What can be wrong with a chain. A `stray` stands where no event can; a `file` is not the one that its row names. */
export type Fault = EventFault | "stray" | "head" | "checkpoint" | "checkpoint-missing" | "file" | "file-missing";

/** The first event that is not as it was, and what is wrong: an opening's or a file's name beside it. */
export interface Broken {
  number: number;
  fault: Fault;
  name: string | null;
}

export interface FileChecked {
  /** Where the chain stands behind the last line that holds. */
  place: ChainPlace;
  broken: Broken | null;
  /** Of the numbers that were asked for. */
  hashes: Map<number, string>;
}

/** The lines of a file without the end of the last one. */
export function linesOf(bytes: Uint8Array): string[] {
  const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * Follows the chain from `before` through the file; `before` may stand inside it, when the events were moved while they
 * were being checked. `bytes` null: there is no such file.
 */
export function checkFile(row: ArchiveRow, bytes: Uint8Array | null, companyId: string, before: ChainPlace, wanted: ReadonlySet<number>): FileChecked {
  const hashes = new Map<number, string>();
  const isInside = row.from <= before.number;
  let place = isInside ? { number: row.from - 1, hash: row.previousHash } : before;
  const stop = (number: number, fault: Fault, name: string | null = row.key): FileChecked => ({ place, broken: { number, fault, name }, hashes });
  if (row.from > before.number + 1) return stop(before.number + 1, "missing", null);
  if (!bytes) return stop(Math.max(row.from, before.number + 1), "file-missing");
  if (row.previousHash !== place.hash) return stop(row.from, "file");
  const lines = linesOf(bytes);
  for (const line of lines.slice(0, row.to - row.from + 1)) {
    const checked = checkLine(line, companyId, place);
    if ("fault" in checked) return stop(place.number + 1, checked.fault, checked.name);
    place = checked.place;
    if (isInside && place.number === before.number && place.hash !== before.hash) return stop(place.number, "out-of-order", null);
    if (wanted.has(place.number)) hashes.set(place.number, place.hash);
  }
  if (place.number < row.to) return stop(place.number + 1, "missing", null);
  // Each line holds, and still it is not the file that was written: an opening was taken out, or something was added.
  if (lines.length > row.to - row.from + 1 || place.hash !== row.lastHash || toHex(sha256Of(bytes)) !== row.sha256) return stop(row.from, "file");
  return { place, broken: null, hashes };
}
