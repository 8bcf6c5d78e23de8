/** Another company, full of things under one word, with their ids: where the word is read, something of it got out. */
import { asOwner } from "./database.ts";
import { readDigest } from "./digest.ts";
import { makeActor, makeWorld } from "./world.ts";

export interface Planted {
  /** Stands in the company's names, e-mails and visits, and in nobody else's. */
  word: string;
  /** An id of each kind that the company has, by "table.column". */
  ids: { of: string; id: string }[];
  /** The same as long as no row of the company, or of its members' accounts, was written. */
  digest(): Promise<string>;
}

/** Reads the ids out of every table whose rows belong to a company, the tables to come included. */
async function readIds(companyId: string): Promise<Planted["ids"]> {
  const sql = asOwner();
  const columns = (await sql`
    select table_name as name, column_name as column from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and data_type = 'uuid'`) as { name: string; column: string }[];
  const ofCompany = columns.filter(({ name }) => columns.some((other) => other.name === name && other.column === "company_id"));
  const one = ({ name, column }: { name: string; column: string }) => `(select '${name}.${column}' as of, "${column}" as id from "${name}" where company_id = $1 and "${column}" is not null limit 1)`;
  const rows = (await sql.query(ofCompany.map(one).join(" union all "), [companyId])) as Planted["ids"];
  // What is a row's own id is called by that, wherever else it stands.
  const isOwn = ({ of }: { of: string }) => of.endsWith(".id");
  return [...new Map([...rows.filter((row) => !isOwn(row)), ...rows.filter(isOwn)].map((row) => [row.id, row])).values()];
}

/** Gives a company with two sites, members, visits and exports, as it is when nobody has touched it. */
export async function plantCompany(): Promise<Planted> {
  const world = await makeWorld();
  await makeActor(world, "site_manager", [world.here]);
  const { companyId } = world.company;
  const accounts = async () => (await asOwner()`select max(xmin::text::bigint) as written, count(*) from account where id in (select account_id from member where company_id = ${companyId})`) as unknown[];
  return { word: world.word, ids: await readIds(companyId), digest: async () => JSON.stringify([await readDigest(companyId), await accounts()]) };
}
