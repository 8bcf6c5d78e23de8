import type pg from "pg";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.ts";
import { withClient } from "./roles.ts";

const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));
const migrationsTable = "applied_migration";

/**
 * Applies the migrations that are missing, in one transaction, one process at a time. They name no schema: they work in
 * the first one of the owner's search path, and the table that counts them stands there too.
 * @param ownerUrl the schema's owner, over TCP.
 * @returns how many were applied now.
 */
export async function migrate(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ schema: string | null }>("select current_schema() as schema");
    const schema = rows[0]?.schema;
    if (!schema) throw new Failure("The owner's search path names no schema that exists.");
    await client.query("select pg_advisory_lock(hashtext('inductlite migrate ' || current_schema()))");
    const before = await countApplied(client, schema);
    await runMigrations(drizzle(client), { migrationsFolder, migrationsTable, migrationsSchema: schema });
    return (await countApplied(client, schema)) - before;
  });
}

async function countApplied(client: pg.Client, schema: string): Promise<number> {
  const found = await client.query<{ found: boolean }>(
    "select exists (select from pg_tables where schemaname = $1 and tablename = $2) as found", [schema, migrationsTable]);
  if (!found.rows[0]?.found) return 0;
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${migrationsTable}`);
  return rows[0]?.n ?? 0;
}
