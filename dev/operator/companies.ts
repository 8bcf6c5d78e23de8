import { createHash, randomBytes } from "node:crypto";
import type { ZodType } from "zod";
import { email } from "#worker/domain/account/schemas.ts";
import { personName } from "#worker/domain/person/schemas.ts";
import { LIFETIMES, PLANS, type Plan } from "#worker/limits.ts";
import { Failure } from "../failure.ts";
import { DEPLOYMENT, type Command } from "./command.ts";
import { change, findCompany, readReason } from "./find-company.ts";
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
  needs: { name: "name", "owner-name": "name", "owner-email": "address" },
  may: { plan: "plan", ...BY },
  does: "a company and the link by which its first owner comes in",
  async run({ client, by, now, option, print, origin }) {
    const name = read(personName, option("name"), "--name");
    const ownerName = read(personName, option("owner-name"), "--owner-name");
    const ownerEmail = read(email, option("owner-email"), "--owner-email");
    const plan = readPlan(option("plan") ?? "standard");
    const token = randomBytes(32).toString("base64url");
    const expiresAt = new Date(now.getTime() + LIFETIMES.inviteSeconds * 1000);
    const { rows } = await client.query<{ id: string }>("select operator_create_company($1, $2, $3, $4, $5, $6, $7) as id",
      [by, name, plan, ownerEmail, ownerName, createHash("sha256").update(token).digest(), expiresAt]);
    print(`${name} is there, with the id ${rows[0]?.id ?? ""} and the plan ${plan}.`);
    print(`${ownerName} becomes its owner by this link, which works once, until ${showInstant(expiresAt)}. No mail goes out: send it to them yourself.`);
    print(`  ${origin ?? "<the address of your deployment>"}/join/${token}`);
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

function read<T>(schema: ZodType<T>, text: string | undefined, option: string): T {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new Failure(`${option} can't be used: ${parsed.error.issues[0]?.message ?? "it is empty"}.`);
  return parsed.data;
}
