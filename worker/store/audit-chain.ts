/** The chain of events as a check reads it. */
import { stretchAfter, type ChainPlace, type ChainStretch } from "#worker/store/audit-stretch.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** The stretch behind `place`; `wanted` are numbers whose hashes are needed. One trip. */
export async function readChainStretch(store: TenantStore, place: ChainPlace, wanted: readonly number[]): Promise<ChainStretch> {
  const [{ rows }] = await store.read((db) => [db.rows<{ stretch: ChainStretch }>(stretchAfter(place, wanted))]);
  const [row] = rows;
  if (!row) throw new Error("the stretch gave no row");
  return row.stretch;
}
