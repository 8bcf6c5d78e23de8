import type pg from "pg";
import type { LimitName, Plan } from "#worker/limits.ts";
import { Failure } from "../failure.ts";
import { DEPLOYMENT, type Call } from "./command.ts";

export type Company = { id: string; name: string; plan: Plan; suspendedAt: Date | null; limits: Partial<Record<LimitName, number>> };

type CompanyRow = { company_id: string; name: string; plan: Plan; suspended_at: Date | null; limits: Company["limits"] };

/** The company of this id or exact name. Throws Failure when there is none, or several of that name. */
export async function findCompany({ client }: Pick<Call, "client">, text: string): Promise<Company> {
  const { rows } = await client.query<CompanyRow>(
    `select c.company_id, c.name, c.plan, c.suspended_at,
        (select coalesce(jsonb_object_agg(l.name, l.value), '{}') from company_limit l where l.company_id = c.company_id) as limits
       from company c where c.company_id <> $1 and (c.company_id::text = lower($2) or c.name = normalize($2)) order by c.company_id`,
    [DEPLOYMENT, text]);
  const [row, another] = rows;
  if (!row) throw new Failure(`No company has the id or the exact name "${text}": npm run operator -- companies lists them.`);
  if (another) throw new Failure(`${rows.length} companies are called "${text}": say which by its id, ${rows.map(({ company_id: id }) => id).join(" or ")}.`);
  return { id: row.company_id, name: row.name, plan: row.plan, suspendedAt: row.suspended_at, limits: row.limits };
}

/** Runs a function of migrations/0011_operator.sql that tells whether it changed anything, with its event in the same transaction. */
export async function change({ client }: Pick<Call, "client">, call: string, values: unknown[]): Promise<boolean> {
  const { rows } = await client.query<{ changed: boolean }>(`select ${call} as changed`, values);
  return rows[0]?.changed === true;
}

/** Why something is done, for the log. Throws Failure when it is longer than a line. */
export function readReason(text: string): string {
  if (text.length > 300 || /\p{Cc}/u.test(text)) throw new Failure("A reason is one line of 300 characters at most.");
  return text;
}

/** All of it, or none. */
export async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
