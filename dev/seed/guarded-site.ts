/** A demo site whose gate asks for something: an induction, what stands on the board, a contractor's papers, a yes for visitors. */
import type pg from "pg";
import { STARTERS } from "#worker/domain/induction/starters/all.ts";
import type { GateRules } from "#worker/domain/entry/rules.ts";
import { TUI } from "./companies.ts";
import { makeLinkHalf, type Random } from "./random.ts";

const DAY_MS = 86_400_000;

/** What an office fills in of a starter. What is not listed is at the hut. */
const FILLED: Record<string, string> = {
  "site name": "Rosebank Fit-out", "street address": "77 Harakeke Row, corner of Tōtara Crossing, Avondale, Auckland 1026", company: "Tūī Builders", "what is being built": "an office fit-out over two floors",
  "working hours": "7:00 am to 5:30 pm, Monday to Saturday", "site manager's name": "Wiremu Pōtae", "site manager's phone number": "021 555 0100", "first aider's name": "Wiremu Pōtae", "first aider's phone number": "021 555 0100",
  "health and safety representative's name": "Wiremu Pōtae", "health and safety representative's phone number": "021 555 0100", "assembly point": "the car park by the road",
  "how the alarm is raised": "shout, then sound the air horn by the stairs", "nearest medical centre or hospital": "Avondale Medical, 20 Tōtara Crossing", "another hazard of this site": "Glass panels being carried",
  "what you do about it": "Two people at each panel, and the way kept clear", "restricted areas": "the switch room and the roof", "speed limit": "10 km/h", "other protective gear": "gloves",
  "meeting, with its day and time": "the toolbox talk, 7:10 am each day", "alcohol and drug testing policy": "before the first shift, and after any incident",
};

const RULES: GateRules = {
  contact: { name: "Wiremu Pōtae", phone: "021 555 0100" },
  hours: { effect: "off", week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 6 ? null : { from: "07:00", to: "17:30" })) },
  papers: { effect: "ask", kinds: ["insurance"] },
  approval: ["visitor"],
};

const fill = (text: string) => text.replace(/\[([^[\]]+)\](?!\()/g, (_, what: string) => FILLED[what] ?? "the site hut");

/** As somebody of the office would have filled it in: the words of every language, and nothing else. */
function contentOf(starter: unknown): unknown {
  if (typeof starter === "string") return fill(starter);
  if (Array.isArray(starter)) return starter.map(contentOf);
  if (starter === null || typeof starter !== "object") return starter;
  return Object.fromEntries(Object.entries(starter).map(([name, value]) => [name, contentOf(value)]));
}

/** Opened a week before `now`. */
export async function insertGuardedSite(client: pg.ClientBase, now: Date, random: Random): Promise<void> {
  const at = new Date(now.getTime() - 7 * DAY_MS);
  const on = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const [siteId, templateId, versionId] = [random.id(at), random.id(at), random.id(at)];
  const { rows } = await client.query<{ id: string }>("select id from member where company_id = $1 and role = 'admin' limit 1", [TUI.id]);
  const admin = rows[0]?.id;
  const add = (text: string, values: unknown[]) => client.query(text, [TUI.id, ...values]);
  await add("insert into site (company_id, id, name, address, code, created_at, rules) values ($1, $2, 'Rosebank Fit-out', '77 Harakeke Row, Avondale, Auckland 1026', $3, $4, $5)", [siteId, makeLinkHalf(10), at, RULES]);
  await add("insert into site_link (company_id, id, site_id, secret, created_at) values ($1, $2, $3, $4, $5)", [random.id(at), siteId, makeLinkHalf(12), at]);
  const content = contentOf(STARTERS.construction);
  await add("insert into induction_template (company_id, id, site_id, name, visitor_types, draft, published_number, created_at) values ($1, $2, $3, 'Rosebank Fit-out: induction', array['contractor'], $4, 1, $5)", [templateId, siteId, content, at]);
  await add("insert into induction_version (company_id, id, template_id, site_id, number, content, redo, published_by, published_at) values ($1, $2, $3, $4, 1, $5, false, $6, $7)", [versionId, templateId, siteId, content, admin, at]);
  await add("insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) values ($1, $2, 'contractor', $3, $4)", [templateId, siteId, versionId]);
  await add("insert into notice (company_id, id, site_id, kind, severity, title, text, from_on, to_on, put_up_by, put_up_at) values ($1, $2, $3, 'hazard', 'high', 'Glass panels are carried in until noon', 'Keep to the left of the stairs. Wait while a panel is on them.', $4, $5, $6, $7)", [random.id(at), siteId, on(-1), on(60), admin, at]);
  for (const [name, expiresOn] of [["Kererū Cranes", on(240)], ["Weka Roofing", on(20)], ["Ruru Electrical", on(-12)]] as const) {
    const id = random.id(at);
    await add("insert into contractor (company_id, id, name, name_key, contact_name, contact_phone, created_at) values ($1, $2, $3, employer_key($3), 'The office', '09 555 0100', $4)", [id, name, at]);
    await add("insert into contractor_paper (company_id, id, contractor_id, kind, label, expires_on, added_by, added_at) values ($1, $2, $3, 'insurance', 'Public liability', $4, $5, $6)", [random.id(at), id, expiresOn, admin, at]);
  }
}
