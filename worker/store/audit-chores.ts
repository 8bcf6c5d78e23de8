/** The system's work on a chain: claimed company by company, proved by the claim. */
import { sql } from "drizzle-orm";
import { bytea } from "#worker/store/bytea.ts";
import { sendUnbound, type TripCounter } from "#worker/store/client.ts";
import type { ChainPlace } from "#worker/store/audit-stretch.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { Settings } from "#worker/env.ts";

export interface ClaimedChore {
  companyId: string;
  fencing: number;
  chore: "archive" | "checkpoint";
  /** What an archive takes is older: a midnight in UTC. */
  movesBefore: Date;
}

type From = TripCounter & { settings: Settings };

/** The company that waited longest for it, or null when nothing is to be done. */
export async function claimChore(from: From, keptDays: number, leaseSeconds: number): Promise<ClaimedChore | null> {
  const [row] = await sendUnbound(from.settings, from, {
    text: `select company_id, fencing, chore, to_char(moves_before at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as moves_before from claim_audit_chore($1::integer, $2::integer)`,
    params: [keptDays, leaseSeconds],
  });
  if (!row) return null;
  return { companyId: row.company_id as string, fencing: row.fencing as number, chore: row.chore as ClaimedChore["chore"], movesBefore: new Date(row.moves_before as string) };
}

/** Gives the claim back, so that the company's next work need not wait for the lease to end. */
export async function releaseChore(from: From, { companyId, fencing }: ClaimedChore): Promise<void> {
  await sendUnbound(from.settings, from, { text: "select release_audit_chore($1::uuid, $2::integer)", params: [companyId, fencing] });
}

/** The last event of the chain; null before the first. */
export async function readHead(store: TenantStore): Promise<ChainPlace | null> {
  const [{ rows }] = await store.read((db) => [db.rows<{ number: string; hash: string }>(sql`select h.number, encode(h.hash, 'hex') as hash from read_audit_head() h where h.number > 0`)]);
  const [head] = rows;
  return head ? { number: Number(head.number), hash: head.hash } : null;
}

/** Of a checkpoint whose file stands. Noted twice it is one row. */
export async function noteCheckpoint(store: TenantStore, { number, hash }: ChainPlace, key: string, at: Date): Promise<void> {
  await store.call("note_checkpoint", sql`${number}::bigint, decode(${hash}, 'hex'), ${key}, ${at.toISOString()}::timestamptz`);
}

export interface WrittenFile {
  from: number;
  to: number;
  key: string;
  sha256: Uint8Array;
  bytes: number;
}

/** Takes what the file holds out of the table, with the event that says so. Throws CLAIM_LOST when these are not the next. */
export async function moveToArchive(store: TenantStore, file: WrittenFile, keptDays: number): Promise<void> {
  await store.call(
    "move_to_archive",
    sql`${file.from}::bigint, ${file.to}::bigint, ${file.key}, ${bytea(file.sha256)}, ${file.bytes}::bigint, ${keptDays}::integer, ${store.from}::jsonb`,
  );
}
