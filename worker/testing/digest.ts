/** What stands in the database, as a short text a table: whatever was written, in any row of any table, changes it. */
import { expect } from "vitest";
import { asOwner } from "./database.ts";

export type Digest = Record<string, string>;

let statement: string | undefined;

/**
 * The number of rows, and the latest transaction that wrote one of those that stand. Any insert or update leaves a row of a later
 * transaction, and a delete alone leaves fewer rows, so nothing is written unseen, be it the same values once more.
 */
export async function readDigest(): Promise<Digest> {
  const sql = asOwner();
  if (!statement) {
    const tables = await sql`select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by 1`;
    const parts = tables.map(({ name }) => `select '${name as string}' as name, count(*) || ' rows, last written by ' || coalesce(max(xmin::text::bigint), 0) as state from ${name as string}`);
    statement = parts.join(" union all ");
  }
  const rows = (await sql.query(statement)) as { name: string; state: string }[];
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

/** Holds that nothing was written since `before`, but for the tables that are named. */
export async function expectUnchanged(before: Digest, but: readonly string[] = [], about?: string): Promise<void> {
  const now = await readDigest();
  const without = (digest: Digest) => Object.fromEntries(Object.entries(digest).filter(([table]) => !but.includes(table)));
  expect(without(now), about).toEqual(without(before));
}
