/** Another company, full of things whose names carry one mark: where the mark is read, something of it got out. */
import { uuidv7 } from "uuidv7";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, randomText, somebody, type MadeCompany } from "./factories.ts";

export interface Planted {
  company: MadeCompany;
  /** Stands in every name, address and e-mail of the company, and nowhere else. */
  mark: string;
  /** An id of each kind that the company has, by "table.column". */
  ids: { of: string; id: string }[];
  /** The same as long as no row of the company, or of its members' accounts, was changed, added or removed. */
  digest(): Promise<string>;
}

interface Column {
  name: string;
  column: string;
  type: string;
}

/** The columns of every table whose rows belong to one company or account, the tables to come included. */
async function readColumns(): Promise<Map<string, Column[]>> {
  const rows = (await asOwner()`
    select table_name as name, column_name as column, data_type as type from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1, ordinal_position`) as Column[];
  const tables = new Map(rows.map(({ name }) => [name, rows.filter((row) => row.name === name)]));
  return new Map([...tables].filter(([name, columns]) => name === "account" || columns.some(({ column }) => column === "company_id" || column === "account_id")));
}

/** The rows of a table that are the company's, or its members' accounts'. `$1` is the company. */
function ofCompany(table: string, columns: Column[]): string {
  if (columns.some(({ column }) => column === "company_id")) return `"${table}" t where company_id = $1`;
  return `"${table}" t where ${table === "account" ? "id" : "account_id"} in (select account_id from member where company_id = $1)`;
}

async function fill(company: MadeCompany, mark: string): Promise<void> {
  const [sql, { companyId }] = [asOwner(), company];
  await sql`update company set name = ${`${mark} Plumbing`} where company_id = ${companyId}`;
  await sql`update site set name = ${mark} || ' ' || name, address = ${`1 ${mark} Road`} where company_id = ${companyId}`;
  for (const role of ["owner", "site_manager"] as const) await makeMember(company, role, role === "owner" ? [] : [company.sites[0].siteId]);
  await sql`update member set name = ${mark} || ' ' || role where company_id = ${companyId}`;
  await sql`update account set email = ${mark} || id || '@example.test' where id in (select account_id from member where company_id = ${companyId})`;
  for (const site of company.sites) {
    for (let count = 0; count < 2; count += 1) await signIn(makeVisitor(site), { ...somebody(), name: `${mark} Parata`, employer: `${mark} Scaffolding`, prepared: prepare() });
  }
  const [member] = await sql`select id from member where company_id = ${companyId} limit 1`;
  await sql`insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at, state, file_key, file_bytes, rows_written, fencing)
    values (${companyId}, ${uuidv7()}, ${member?.["id"] as string}, '2026-01-01', '2026-02-01', 'csv', now(), 'done', ${`${companyId}/exports/${mark}.csv`}, 6, 0, 1)`;
}

/** Gives a company with two sites, members, visits and an export, as it is when nobody has touched it. */
export async function plantCompany(): Promise<Planted> {
  const mark = `zq${randomText(8)}`;
  const company = await makeCompany(2);
  await fill(company, mark);
  const [sql, tables] = [asOwner(), await readColumns()];
  const ids = new Map<string, string>();
  for (const [table, columns] of tables) {
    for (const { column } of columns.filter(({ type }) => type === "uuid")) {
      const rows = (await sql.query(`select distinct "${column}" as id from ${ofCompany(table, columns)} and "${column}" is not null limit 1`, [company.companyId])) as { id: string }[];
      for (const { id } of rows) ids.set(id, `${table}.${column}`);
    }
  }
  const digest = async () => {
    const ofTable = ([table, columns]: [string, Column[]]) => `select '${table}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as hash from ${ofCompany(table, columns)}`;
    return JSON.stringify(await sql.query([...tables].map(ofTable).join(" union all "), [company.companyId]));
  };
  return { company, mark, ids: [...ids].map(([id, of]) => ({ of, id })), digest };
}
