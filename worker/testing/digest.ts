/** What stands in the database, as a short text a table: whatever was written, in any row of any table, changes it. */
import { expect } from "vitest";
import { asOwner } from "./database.ts";

export type Digest = Record<string, string>;

let tables: { name: string; hasCompany: boolean }[] | undefined;

async function listTables(): Promise<NonNullable<typeof tables>> {
  tables ??= (await asOwner()`
    select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped) as "hasCompany"
      from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`) as NonNullable<typeof tables>;
  return tables;
}

/**
 * The number of rows, and the latest transaction that wrote one of those that stand. Any insert or update leaves a row of a later
 * transaction, and a delete alone leaves fewer rows, so nothing is written unseen, be it the same values once more.
 * With a company, its own rows alone.
 */
export async function readDigest(companyId?: string): Promise<Digest> {
  const looked = (await listTables()).filter(({ hasCompany }) => hasCompany || companyId === undefined);
  const parts = looked.map(({ name }) => `select '${name}' as name, count(*) || ' rows, last written by ' || coalesce(max(xmin::text::bigint), 0) as state from ${name}${companyId ? " where company_id = $1" : ""}`);
  const rows = (await asOwner().query(parts.join(" union all "), companyId ? [companyId] : [])) as { name: string; state: string }[];
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

/** Holds that nothing was written since `before`, but for the tables that are named. `before` was of one company when that is given. */
export async function expectUnchanged(before: Digest, but: readonly string[] = [], about?: string, companyId?: string): Promise<void> {
  const now = await readDigest(companyId);
  const without = (digest: Digest) => Object.fromEntries(Object.entries(digest).filter(([table]) => !but.includes(table)));
  expect(without(now), about).toEqual(without(before));
}
