import { personName } from "#worker/domain/person/schemas.ts";
import { PLANS, type Plan } from "#worker/limits.ts";
import { Failure } from "../failure.ts";
import { DEPLOYMENT, type Command } from "./command.ts";
import { change, findCompany, readReason } from "./find-company.ts";
import { makeOwnerLink, OWNER, printOwnerLink, readText } from "./owner-link.ts";
import { BY } from "./read-arguments.ts";
import { drawTable, showInstant } from "./table.ts";

type ListedCompany = { company_id: string; name: string; plan: string; suspended_at: Date | null; members: number; sites: number; sign_ins: number };

export const companies: Command = {
  name: "companies",
  positionals: [],
  does: "every company, with its members, open sites and sign-ins this month",
  async run({ client, print }) {
    const { rows } = await client.query<ListedCompany>(
      `select c.company_id, c.name, c.plan, c.suspended_at,
          (select count(*)::int from member m where m.company_id = c.company_id and m.disabled_at is null) as members,
          (select count(*)::int from site s where s.company_id = c.company_id and s.closed_at is null) as sites,
          (select count(*)::int from visit v where v.company_id = c.company_id
             and v.signed_in_at >= date_trunc('month', now() at time zone c.time_zone) at time zone c.time_zone) as sign_ins
         from company c where c.company_id <> $1 order by lower(c.name), c.company_id`, [DEPLOYMENT]);
    if (rows.length === 0) return print("There is no company yet: npm run operator -- create-company makes one.");
    print(drawTable(["name", "id", "plan", "members", "sites", "sign-ins this month", "suspended"],
      rows.map((row) => [row.name, row.company_id, row.plan, row.members, row.sites, row.sign_ins, row.suspended_at ? `since ${showInstant(row.suspended_at)}` : "no"])));
  },
};

export const createCompany: Command = {
  name: "create-company",
  positionals: [],
  needs: { name: "name", ...OWNER },
  may: { plan: "plan", ...BY },
  does: "a company and the link by which its first owner comes in",
  async run(call) {
    const { client, by, option, print } = call;
    const name = readText(personName, option("name"), "--name");
    const plan = readPlan(option("plan") ?? "standard");
    const link = makeOwnerLink(call);
    const { rows } = await client.query<{ id: string }>("select operator_create_company($1, $2, $3, $4, $5, $6, $7) as id",
      [by, name, plan, link.email, link.name, link.tokenHash, link.expiresAt]);
    print(`${name} is there, with the id ${rows[0]?.id ?? ""} and the plan ${plan}.`);
    printOwnerLink(call, link);
  },
};

export const suspend: Command = {
  name: "suspend",
  positionals: ["company"],
  needs: { reason: "why" },
  may: BY,
  asks: true,
  does: "a company's office and sign-in pages refuse; signing out goes on",
  async run(call) {
    const company = await findCompany(call, call.positional(0));
    const reason = readReason(call.option("reason") ?? "");
    if (company.suspendedAt) return call.print(`${company.name} is suspended already, since ${showInstant(company.suspendedAt)}. Nothing was changed.`);
    await call.confirm(`${company.name} (${company.id}) is about to be suspended: nobody can work in its office or sign in at its sites until it is resumed.`);
    await change(call, "operator_set_suspended($1, $2, true, $3)", [call.by, company.id, reason]);
    call.print(`${company.name} is suspended. Every sign-in and every page of its office is refused from now on; who is on site can still sign out.`);
  },
};

export const resume: Command = {
  name: "resume",
  positionals: ["company"],
  may: BY,
  does: "opens a suspended company again",
  async run(call) {
    const company = await findCompany(call, call.positional(0));
    if (!(await change(call, "operator_set_suspended($1, $2, false, null)", [call.by, company.id]))) return call.print(`${company.name} is not suspended. Nothing was changed.`);
    call.print(`${company.name} is open again. What it had is as it was.`);
  },
};

/** Throws Failure when there is no such plan. */
export function readPlan(text: string): Plan {
  const plan = (Object.keys(PLANS) as Plan[]).find((name) => name === text);
  if (!plan) throw new Failure(`There is no plan "${text}": the plans are ${Object.keys(PLANS).join(", ")}.`);
  return plan;
}
