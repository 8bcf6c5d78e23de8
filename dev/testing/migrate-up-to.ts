import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runMigrations } from "drizzle-orm/node-postgres/migrator";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withClient } from "../roles.ts";

const migrations = fileURLToPath(new URL("../../migrations", import.meta.url));

type Journal = { entries: { idx: number; tag: string }[] };

/** Every step there is, in order. */
export const journal = JSON.parse(readFileSync(join(migrations, "meta/_journal.json"), "utf8")) as Journal;

/** Migrates an empty schema as it was when the step of this index was the newest. */
export async function migrateUpTo(ownerUrl: string, schema: string, last: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "inductlite-migrations-"));
  try {
    cpSync(migrations, folder, { recursive: true });
    writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= last) }));
    await withClient(ownerUrl, (client) =>
      runMigrations(drizzle(client), { migrationsFolder: folder, migrationsTable: "applied_migration", migrationsSchema: schema }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
