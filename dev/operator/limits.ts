import { COMPANY_LIMITS, getCompanyLimit, LIMITS, PLANS, type CompanyLimitName, type LimitName } from "#worker/limits.ts";
import { Failure } from "../failure.ts";
import type { Call, Command } from "./command.ts";
import { readPlan } from "./companies.ts";
import { change, findCompany, type Company } from "./find-company.ts";
import { BY } from "./read-arguments.ts";
import { drawTable } from "./table.ts";
import { readVariables } from "./variables.ts";

const NAMES = Object.keys(COMPANY_LIMITS) as CompanyLimitName[];

const SINCE_WHEN = "It holds from now on; at a gate that nobody has been to for a minute, from the second visitor on.";

export const limits: Command = {
  name: "limits",
  positionals: ["company"],
  does: "what a company may, and where each number comes from",
  run: async (call) => show(call, await findCompany(call, call.positional(0))),
};

export const setLimit: Command = {
  name: "set-limit",
  positionals: ["company", "limit", "value|default"],
  may: BY,
  does: "a number of the company's own for one of the limits that limits shows",
  async run(call) {
    const name = readName(call.positional(1));
    const value = readValue(name, call.positional(2));
    const company = await findCompany(call, call.positional(0));
    const isChanged = await change(call, "operator_set_limit($1, $2, $3, $4)", [call.by, company.id, name, value]);
    call.print(isChanged ? `The limit is set. ${SINCE_WHEN}` : "It was so before. Nothing was changed.");
    await show(call, await findCompany(call, company.id));
  },
};

export const setPlan: Command = {
  name: "set-plan",
  positionals: ["company", "plan"],
  may: BY,
  does: `one of ${Object.keys(PLANS).join(", ")}`,
  async run(call) {
    const plan = readPlan(call.positional(1));
    const company = await findCompany(call, call.positional(0));
    const isChanged = await change(call, "operator_set_plan($1, $2, $3)", [call.by, company.id, plan]);
    call.print(isChanged ? `${company.name} has the plan ${plan} now, in place of ${company.plan}. ${SINCE_WHEN}` : `${company.name} has the plan ${plan} already. Nothing was changed.`);
    await show(call, await findCompany(call, company.id));
  },
};

async function show({ print }: Pick<Call, "print">, company: Company): Promise<void> {
  const variables = await readVariables();
  print(drawTable(["limit", "in force", "from", "what it is"],
    NAMES.map((name) => [name, getCompanyLimit(variables, company, name), tellSource(variables, company, name), LIMITS[name].what])));
}

function tellSource(variables: Record<string, unknown>, { plan, limits: own }: Company, name: CompanyLimitName): string {
  const ofPlan: Partial<Record<LimitName, number>> = PLANS[plan];
  const { variable } = LIMITS[name];
  if (own[name] !== undefined) return "the company's own";
  if (ofPlan[name] !== undefined) return `the plan ${plan}`;
  return variables[variable] ? `${variable} in wrangler.toml` : "the default";
}

function readName(text: string): CompanyLimitName {
  const name = NAMES.find((known) => known === text);
  if (!name) throw new Failure(`There is no limit "${text}" that a company can have of its own: there are ${NAMES.join(", ")}.`);
  return name;
}

function readValue(name: CompanyLimitName, text: string): number | null {
  if (text === "default") return null;
  const { atMost } = COMPANY_LIMITS[name];
  const value = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : Infinity;
  if (value > atMost) throw new Failure(`"${text}" is no number of ${LIMITS[name].what}: give a whole number from 1 to ${atMost}, or "default" for the plan's.`);
  return value;
}
