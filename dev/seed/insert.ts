import type pg from "pg";

/** A table's column: its type in Postgres and where its value comes from. */
type Column<Row> = readonly [type: string, read: (row: Row) => unknown];

const ROWS_AT_ONCE = 5_000;

/** Inserts any number of rows with a statement for each 5,000. The order is kept. */
export async function insertRows<Row>(client: pg.ClientBase, table: string, columns: Readonly<Record<string, Column<Row>>>, rows: readonly Row[]): Promise<void> {
  const entries = Object.entries(columns);
  const names = entries.map(([name]) => name).join(", ");
  const arrays = entries.map(([, [type]], index) => `$${index + 1}::${type}[]`).join(", ");
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE);
    const values = entries.map(([, [, read]]) => part.map((row) => read(row)));
    await client.query(`insert into ${table} (${names}) select * from unnest(${arrays})`, values);
  }
}

/** One event in the company's chain for a whole past, with the digest of what was loaded. The transaction may hold several companies. */
export async function recordHistoryLoaded(client: pg.ClientBase, companyId: string, changes: { visits: number; people: number; digest: string }): Promise<void> {
  await client.query("select set_config('app.mac', '', true)");
  await client.query("select enter($1::uuid, 'system', 'seed', 'job', null, 'history.load')", [companyId]);
  await client.query(
    `insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, request_id, previous_hash, hash)
     values ($1, 0, now(), '', '', 'history.loaded', 'company', $1, $2, 'seed', '', '')`,
    [companyId, changes],
  );
  await client.query("select set_config('app.mac', '', true)");
}
