/** What stands in the database, as a short text a table: whatever was written, in any row of any table, changes it. */
import { afterAll, beforeAll, expect } from "vitest";
import { asOwner } from "./database.ts";

export type Digest = Record<string, string>;

let tables: { name: string; hasCompany: boolean }[] | undefined;

async function listTables(): Promise<NonNullable<typeof tables>> {
  tables ??= (await asOwner()`
    select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped) as "hasCompany"
      from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`) as NonNullable<typeof tables>;
  return tables;
}

let isLogged = false;

/**
 * While this file's tests run, the database keeps a line for each statement that wrote a row, so that what was written is known without
 * reading every row of every table, thousands of times. What was rolled back takes its line with it.
 */
export function keepWriteLog(): void {
  beforeAll(async () => {
    const names = (await listTables()).map(({ name }) => name);
    const sql = asOwner();
    const trigger = (name: string, event: string, rows: string) => sql.query(`create trigger write_log_${event} after ${event} on ${name} referencing ${rows} table as written for each statement execute function log_write()`);
    await sql.transaction([
      sql.query("create table write_log (name text not null)"),
      sql.query(`create function log_write() returns trigger language plpgsql security definer set search_path from current as
        $$ begin if exists (select from written) then insert into write_log (name) values (tg_table_name); end if; return null; end $$`),
      ...names.flatMap((name) => [trigger(name, "insert", "new"), trigger(name, "update", "new"), trigger(name, "delete", "old")]),
    ]);
    isLogged = true;
  });
  afterAll(async () => {
    isLogged = false;
    await asOwner().transaction([asOwner().query("drop function log_write() cascade"), asOwner().query("drop table write_log")]);
  });
}

/**
 * The number of rows, and the latest transaction that wrote one of those that stand. Any insert or update leaves a row of a later
 * transaction, and a delete alone leaves fewer rows, so nothing is written unseen, be it the same values once more.
 * With a company, its own rows alone. Where the file keeps a write log, that is asked instead.
 */
export async function readDigest(companyId?: string): Promise<Digest> {
  if (isLogged && companyId === undefined) {
    const written = (await asOwner()`select name, count(*)::text as state from write_log group by name`) as { name: string; state: string }[];
    return Object.fromEntries(written.map(({ name, state }) => [name, state]));
  }
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
