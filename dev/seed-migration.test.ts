import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { startPostgres, type Postgres } from "./postgres.ts";
import { prepareSchema, withClient } from "./roles.ts";
import { seed } from "./seed.ts";
import { recordHistoryLoaded } from "./seed/insert.ts";
import { TUI } from "./seed/companies.ts";
import { journal, migrateUpTo } from "./testing/migrate-up-to.ts";

/*
 * The seed knows the newest tables only. So a database of an earlier step is made by migrating to that step and giving it
 * what it has room for: the rows of a database seeded today, by the columns that both have. It then moves on to the newest.
 */

// Steps further back were crossed by this test when they were new.
const steps = journal.entries.slice(-6);

/** Filled by the migrations themselves. */
const NOT_SEEDED = ["applied_migration", "role_permission", "switched_permission", "context_key"];

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/seed-migration-test", durable: false });
  const ownerUrl = await makeOwner("newest");
  await migrate(ownerUrl);
  await seed({ ownerUrl });
}, 60_000);

afterAll(async () => {
  await postgres.stop();
});

async function makeOwner(schema: string): Promise<string> {
  const roles = { owner: { name: `${schema}_owner`, password: "owner" }, login: { name: `${schema}_app`, password: "app" } };
  return (await prepareSchema(postgres.superuserUrl, schema, roles)).ownerUrl;
}

type SharedTable = { table: string; columns: string };

async function findShared(one: string, other: string): Promise<SharedTable[]> {
  return withClient(postgres.superuserUrl, async (client) => (await client.query<SharedTable>(
    `select a.table_name as table, string_agg(quote_ident(a.column_name), ', ' order by a.ordinal_position) as columns
       from information_schema.columns a
       join information_schema.columns b on b.table_schema = $2 and b.table_name = a.table_name and b.column_name = a.column_name
      where a.table_schema = $1 and a.table_name <> all ($3) group by 1 order by 1`, [one, other, NOT_SEEDED])).rows);
}

/** As they are: no trigger adds, numbers or stamps anything. */
async function copyRows(from: string, to: string): Promise<SharedTable[]> {
  const tables = await findShared(from, to);
  await withClient(postgres.superuserUrl, async (client) => {
    await client.query("set session_replication_role = replica");
    // The deployment's own company comes with a migration; here it is to be the same as over there.
    for (const { table } of tables) await client.query(`delete from ${to}.${table}`);
    for (const { table, columns } of tables) await client.query(`insert into ${to}.${table} (${columns}) select ${columns} from ${from}.${table}`);
  });
  return tables;
}

/** Rows that one of the two has and the other has not, as it stands there, by table. */
async function findDifferences(one: string, other: string, tables: readonly SharedTable[]): Promise<Record<string, number>> {
  return withClient(postgres.superuserUrl, async (client) => {
    const differences: Record<string, number> = {};
    for (const { table, columns } of tables) {
      const onlyIn = (a: string, b: string) => `(select ${columns} from ${a}.${table} except all select ${columns} from ${b}.${table})`;
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from (${onlyIn(one, other)} union all ${onlyIn(other, one)}) t`);
      if (rows[0]?.n) differences[table] = rows[0].n;
    }
    return differences;
  });
}

describe("migrating a database with the demo in it", () => {
  it.each(steps)("keeps every row on the way from $tag to the newest step", async ({ idx }) => {
    const schema = `step_${idx}`;
    const ownerUrl = await makeOwner(schema);
    await migrateUpTo(ownerUrl, schema, idx);
    const copied = await copyRows("newest", schema);
    expect(copied.map(({ table }) => table)).toContain("visit");
    expect(await migrate(ownerUrl)).toBe(journal.entries.length - 1 - idx);
    expect(await findDifferences("newest", schema, copied)).toEqual({});
    // The walls and the chain hold over the old rows: a new event follows the one of the seed.
    await withClient(ownerUrl, async (client) => {
      await client.query("begin");
      await recordHistoryLoaded(client, TUI.id, { visits: 0, people: 0, digest: "" });
      await client.query("commit");
      const { rows } = await client.query(`select e.number::int, e.previous_hash = before.hash as linked from audit_event e
        join audit_event before on before.company_id = e.company_id and before.number = e.number - 1 where e.company_id = $1`, [TUI.id]);
      expect(rows).toEqual([{ number: 2, linked: true }]);
    });
  }, 60_000);

  it("applies nothing and changes nothing when it is run again", async () => {
    const schema = "again";
    const ownerUrl = await makeOwner(schema);
    await migrate(ownerUrl);
    const copied = await copyRows("newest", schema);
    expect(await migrate(ownerUrl)).toBe(0);
    expect(await findDifferences("newest", schema, copied)).toEqual({});
  }, 60_000);

  it("notices a row that a step would lose or change", async () => {
    const schema = "again";
    const tables = await findShared("newest", schema);
    await withClient(postgres.superuserUrl, async (client) => {
      await client.query(`delete from ${schema}.person_term where ctid = (select ctid from ${schema}.person_term limit 1)`);
      await client.query(`update ${schema}.visit set employer = employer || '.' where ctid = (select ctid from ${schema}.visit limit 1)`);
    });
    expect(await findDifferences("newest", schema, tables)).toEqual({ person_term: 1, visit: 2 });
  });
});
