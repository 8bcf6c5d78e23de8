/**
 * Follows a company's chain stretch by stretch, from its beginning to its head: files of the archive, then the table, and
 * each checkpoint on the way. Each stretch is one trip, and memory holds one file.
 */
import { checkFile, type Broken, type FileChecked } from "#worker/domain/audit/archive-file.ts";
import { checkpointOf, numberOfKey } from "#worker/domain/audit/checkpoint-file.ts";
import { startOfChain } from "#worker/domain/audit/line.ts";
import type { ChainPlace, ChainStretch, CheckpointRow } from "#worker/store/audit-stretch.ts";

/** Where a chain is read: by the Worker, or by the terminal. Keys come without the run. */
export interface Chain {
  readonly companyId: string;
  readStretch(place: ChainPlace, wanted: readonly number[]): Promise<ChainStretch>;
  /** Null when there is no such file. */
  readFile(key: string): Promise<Uint8Array | null>;
  /** The keys of all checkpoints of the company. */
  listCheckpoints(): Promise<string[]>;
}

/** How far a check has come, and what it has seen. */
export interface Seen extends ChainPlace {
  archived: number;
  files: number;
  checkpoints: number;
}

/** `total` is the number of the last event now: the chain grows while it is checked. */
export type Walked =
  | { outcome: "going"; seen: Seen; total: number }
  | { outcome: "whole"; seen: Seen }
  | { outcome: "broken"; seen: Seen; broken: Broken };

export const atStart = (companyId: string): Seen => ({ ...startOfChain(companyId), archived: 0, files: 0, checkpoints: 0 });

/** What a stretch shows: as far as the chain holds, what is wrong behind that, and hashes to compare checkpoints with. */
interface Followed extends FileChecked {
  files: number;
}

async function followFiles(chain: Chain, from: ChainPlace, files: ChainStretch["files"], wanted: ReadonlySet<number>): Promise<Followed> {
  const followed: Followed = { place: from, broken: null, hashes: new Map(), files: 0 };
  for (const row of files) {
    const { place, broken, hashes } = checkFile(row, await chain.readFile(row.key), chain.companyId, followed.place, wanted);
    for (const [number, hash] of hashes) followed.hashes.set(number, hash);
    Object.assign(followed, { place, broken, files: followed.files + 1 });
    if (broken) break;
  }
  return followed;
}

/** The table's events were checked where they stand; what is left is whether they reach the head. */
function followTable(from: ChainPlace, { events, head }: ChainStretch & { head: ChainPlace }): Followed {
  const place = events.last ?? from;
  const followed = { place, broken: null, hashes: new Map(Object.entries(events.hashes).map(([number, hash]) => [Number(number), hash])), files: 0 };
  if (events.fault) return { ...followed, broken: events.fault };
  if (events.count === 0 && place.number < head.number) return { ...followed, broken: { number: place.number + 1, fault: "missing", name: null } };
  if (place.number > head.number || (place.number === head.number && place.hash !== head.hash)) return { ...followed, broken: { number: head.number, fault: "head", name: null } };
  return followed;
}

/** The first checkpoint in this stretch that says otherwise than the chain, or is gone, and how many agree. */
async function compareCheckpoints(chain: Chain, rows: CheckpointRow[], keys: string[], hashes: ReadonlyMap<number, string>): Promise<{ agree: number; broken: Broken | null }> {
  const inStretch = new Map<string, { number: number; row: CheckpointRow | null }>(keys.map((key) => [key, { number: numberOfKey(key), row: null }]));
  for (const row of rows) inStretch.set(row.key, { number: row.number, row });
  let agree = 0;
  for (const [key, { number, row }] of [...inStretch].sort(([, one], [, other]) => one.number - other.number)) {
    const bytes = await chain.readFile(key);
    if (!bytes) return { agree, broken: { number, fault: "checkpoint-missing", name: key } };
    const written = checkpointOf(bytes);
    const hash = hashes.get(number);
    const isTrue = written?.companyId === chain.companyId && written.number === number && numberOfKey(key) === number && written.hash === hash && (!row || row.hash === hash);
    if (!isTrue) return { agree, broken: { number, fault: "checkpoint", name: key } };
    agree += 1;
  }
  return { agree, broken: null };
}

const earliest = (candidates: (Broken | null)[]): Broken | null =>
  candidates.reduce((first, next) => (next && (!first || next.number < first.number) ? next : first), null);

/** One stretch further. The checkpoints are listed before the head is read: none of them can be ahead of it. */
export async function walk(chain: Chain, seen: Seen): Promise<Walked> {
  const keys = (await chain.listCheckpoints()).filter((key) => numberOfKey(key) > seen.number);
  const stretch = await chain.readStretch(seen, keys.map(numberOfKey));
  const { head, strayNumber: stray } = stretch;
  if (!head) return { outcome: "broken", seen, broken: { number: seen.number, fault: "head", name: null } };
  const wanted = new Set([...keys.map(numberOfKey), ...stretch.checkpoints.map(({ number }) => number)]);
  const inFiles = stretch.files.length > 0;
  const followed = inFiles ? await followFiles(chain, seen, stretch.files, wanted) : followTable(seen, { ...stretch, head });
  const isAtEnd = !inFiles && followed.place.number >= head.number;
  const end = isAtEnd ? Infinity : followed.place.number;
  const reached = Math.min(end, followed.broken?.number ?? Infinity);
  const { agree, broken: checkpoint } = await compareCheckpoints(
    chain, stretch.checkpoints.filter(({ number }) => number <= reached), keys.filter((key) => numberOfKey(key) <= reached), followed.hashes);
  const broken = earliest([followed.broken, stray !== null && stray <= end ? { number: stray, fault: "stray", name: null } : null, checkpoint]);
  if (broken) return { outcome: "broken", seen, broken };
  const next: Seen = {
    ...followed.place,
    archived: inFiles ? followed.place.number : seen.archived,
    files: seen.files + followed.files,
    checkpoints: seen.checkpoints + agree,
  };
  return isAtEnd ? { outcome: "whole", seen: next } : { outcome: "going", seen: next, total: head.number };
}
