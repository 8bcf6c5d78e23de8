import { Failure } from "../failure.ts";
import { DEPLOYMENT, type Call, type Command } from "./command.ts";
import { findCompany } from "./find-company.ts";
import { drawTable, showInstant, timeZone } from "./table.ts";

const USUAL_DAYS = 30;
const LINES_AT_MOST = 500;

type Event = { number: string; at: Date; actor_kind: string; actor_id: string; action: string; changes: Record<string, unknown> };

/** A chain of events: the deployment's own, which holds what belongs to no company, or a company's. */
export const log: Command = {
  name: "log",
  positionals: [],
  may: { company: "company", days: "days" },
  does: `what was done for the deployment itself in the last ${USUAL_DAYS} days, or in one company`,
  async run(call) {
    const { client, now, print } = call;
    const days = readDays(call.option("days"));
    const { id, name } = await readWhose(call);
    const { rows } = await client.query<Event>(
      `select number, at, actor_kind, actor_id, action, changes from audit_event
        where company_id = $1 and at >= $2 order by number desc limit $3`, [id, new Date(now.getTime() - days * 86_400_000), LINES_AT_MOST]);
    print(name ? `The log of ${name}. Names and addresses in it are shown on its audit page alone.` : "The deployment's own log. A company's: npm run operator -- log --company <company>.");
    if (rows.length === 0) print(days === 1 ? "Nothing in the last day." : `Nothing in the last ${days} days.`);
    else print(drawTable(["no.", `when (${timeZone()})`, "who", "what", "with"], rows.map((row) => [Number(row.number), showInstant(row.at), tellWho(row), row.action, tellChanges(row.changes)])));
    if (rows.length === LINES_AT_MOST) print(`Only the latest ${LINES_AT_MOST} are shown: fewer --days show what you look for.`);
    const { rows: archived } = await client.query<{ last: Date | null }>("select max(last_at) as last from audit_archive where company_id = $1", [id]);
    if (archived[0]?.last) print(`What was before ${showInstant(archived[0].last)} stands in the archive.`);
  },
};

async function readWhose(call: Call): Promise<{ id: string; name: string | null }> {
  const text = call.option("company");
  return text === undefined ? { id: DEPLOYMENT, name: null } : findCompany(call, text);
}

function readDays(text: string | undefined): number {
  if (text === undefined) return USUAL_DAYS;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1) throw new Failure(`"${text}" is no number of days: give a whole number from 1 to 9999.`);
  return days;
}

const WHO: Record<string, string> = { stranger: "a stranger", site_link: "a visitor at a gate", visit: "a visitor with their link" };

/** A member by their id: names are the company's own to see. */
const tellWho = ({ actor_kind: kind, actor_id: id }: Event) => (kind === "operator" ? id : kind === "member" ? `member ${id}` : (WHO[kind] ?? `the ${kind}`));

/** "switch exports, value 30 → 60". */
function tellChanges(changes: Record<string, unknown>): string {
  const tell = (value: unknown): string => (Array.isArray(value) ? value.map(tell).join(" → ") : typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(changes).map(([name, value]) => `${name} ${tell(value)}`).join(", ");
}
