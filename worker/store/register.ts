/** The register of one site (who is on site now) by the numbers of its changes, for the site's object. */
import { sql } from "drizzle-orm";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { bytea } from "#worker/store/bytea.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** Somebody on site. `signedInAt` is ISO 8601 in UTC; `number` that of the last change about them. */
export interface Present {
  id: string;
  name: string;
  phone: string;
  employer: string;
  visitorType: VisitorType;
  signedInAt: string;
  number: number;
}

/** One change of a site's register as the database numbered it: somebody came, or is called otherwise now (`joined`), or is there no more. */
export type RegisterChange = { siteId: string; number: number } & ({ joined: Present } | { left: string });

/** Lets the site's object read its register. Null when the site is not theirs to see. */
export async function enlistRegister(store: TenantStore, siteId: string, readerHash: Uint8Array): Promise<{ siteName: string; timeZone: string; number: number } | null> {
  const [{ rows }] = await store.read((db) => [db.rows<{ site_name: string; time_zone: string; number: string }>(sql`select * from enlist_register(${siteId}::uuid, ${bytea(readerHash)})`)]);
  const [row] = rows;
  return row ? { siteName: row.site_name, timeZone: row.time_zone, number: Number(row.number) } : null;
}

/** Everybody on site, and the number of the change that made it so. */
export async function readRegister(store: TenantStore): Promise<{ number: number; people: Present[] }> {
  const [{ rows }] = await store.read((db) => [db.rows<{ number: string; people: Present[] }>(sql`select * from read_register()`)]);
  return { number: Number(rows[0]?.number ?? 0), people: rows[0]?.people ?? [] };
}

/** Which of these sessions may still watch the site, and the register's number. */
export async function proveWatchers(store: TenantStore, sessionIds: string[]): Promise<{ number: number; alive: string[] }> {
  const [{ rows }] = await store.read((db) => [db.rows<{ number: string; alive: string[] }>(sql`select * from prove_watchers(${`{${sessionIds.join(",")}}`}::uuid[])`)]);
  return { number: Number(rows[0]?.number ?? 0), alive: rows[0]?.alive ?? [] };
}
