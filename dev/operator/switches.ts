import { Failure } from "../failure.ts";
import type { Call, Command } from "./command.ts";
import { change, readReason } from "./find-company.ts";
import { BY } from "./read-arguments.ts";
import { drawTable, showInstant } from "./table.ts";

/** What each stops, in words; one that is not here yet is told by its permissions. */
const STOPS: Record<string, string> = {
  exports: "asking for exports, making and downloading them",
  "public-sign-in": "signing in at every site; signing out goes on",
  messages: "inviting members",
  "sign-ups": "new companies that sign themselves up",
};

type Switch = { name: string; permissions: string[]; reason: string | null; thrown_at: Date | null };

async function list({ client }: Pick<Call, "client">): Promise<Switch[]> {
  const { rows } = await client.query<Switch>(
    `select name, coalesce(s.permissions, '{}') as permissions, k.reason, k.thrown_at
       from (select name, array_agg(permission order by permission) as permissions from switched_permission group by name) s
       full join kill_switch k using (name) order by name`);
  return rows;
}

async function find(call: Pick<Call, "client">, name: string): Promise<Switch> {
  const all = await list(call);
  const found = all.find((one) => one.name === name);
  if (!found) throw new Failure(`There is no switch "${name}": the switches are ${all.map((one) => one.name).join(", ")}.`);
  return found;
}

const tellStops = ({ name, permissions }: Switch) => STOPS[name] ?? permissions.join(", ");

export const switches: Command = {
  name: "switches",
  positionals: [],
  does: "what can be stopped for the whole deployment, and what is",
  async run(call) {
    call.print(drawTable(["switch", "state", "reason", "what it stops"],
      (await list(call)).map((one) => [one.name, one.thrown_at ? `thrown ${showInstant(one.thrown_at)}` : "closed", one.reason ?? "", tellStops(one)])));
  },
};

export const throwSwitch: Command = {
  name: "throw-switch",
  positionals: ["switch"],
  needs: { reason: "why" },
  may: BY,
  asks: true,
  does: "stops one thing for every company, at once",
  async run(call) {
    const one = await find(call, call.positional(0));
    const reason = readReason(call.option("reason") ?? "");
    if (one.thrown_at) return call.print(`${one.name} was thrown already, ${showInstant(one.thrown_at)}: ${one.reason ?? ""}. Nothing was changed.`);
    await call.confirm(`For every company this is about to stop: ${tellStops(one)}.`);
    await change(call, "operator_set_switch($1, $2, true, $3)", [call.by, one.name, reason]);
    call.print(`${one.name} is thrown. Stopped for every company: ${tellStops(one)}.`);
  },
};

export const closeSwitch: Command = {
  name: "close-switch",
  positionals: ["switch"],
  may: BY,
  does: "lets it go on again",
  async run(call) {
    const one = await find(call, call.positional(0));
    if (!(await change(call, "operator_set_switch($1, $2, false, null)", [call.by, one.name]))) return call.print(`${one.name} is closed. Nothing was changed.`);
    call.print(`${one.name} is closed again. It goes on for every company: ${tellStops(one)}.`);
  },
};
