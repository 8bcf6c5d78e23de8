/** The plans of the lists, as the application's role gets them under the walls, for the very statements that the store sends. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "uuidv7";
import type { MemberContext } from "#worker/context.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { readCompletions } from "#worker/store/completions.ts";
import { readExportPage } from "#worker/store/exports.ts";
import { listRegister, listVisits, readOverview } from "#worker/store/visit-lists.ts";
import type { VisitFilter } from "#worker/store/visit-filter.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { asApplication, asOwner } from "./database.ts";
import { makeTemplate } from "./cases/induction.ts";
import { makeCompany, makeMember, type MadeCompany } from "./factories.ts";

const VISITS = 40_000;
const PEOPLE = 2_000;
const COMPLETIONS = 20_000;
const PAGE_ROWS = 50;

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Node[];
}

let company: MadeCompany;
let other: MadeCompany;
let member: MemberContext;
/** In the middle of the past. */
let middle: { at: string; id: string };
/** One in fifty of the completions is of it. */
let rareId: string;

/** Half a year of visits in one set-based statement each: people by number, words as signing in leaves them. */
async function loadPast(companyId: string, siteIds: string[]): Promise<void> {
  const sql = asOwner();
  await sql`insert into person (company_id, id, phone, name, name_key)
    select ${companyId}::uuid, md5(${companyId} || n)::uuid, '+6421' || (5000000 + n), name, lower(name)
      from generate_series(1, ${PEOPLE}::int) n, lateral (select (array['Hemi', 'Mere', 'Sione', 'Aroha'])[1 + n % 4] || ' Tawhai N' || n as name) named`;
  await sql`insert into person_term (company_id, term, person_id)
    select company_id, term, id from person, lateral unnest(string_to_array(name_key, ' ') || array[substr(phone, 2), '0' || substr(phone, 4), 'tui', (array['kowhai', 'rata'])[1 + right(phone, 1)::int % 2]]) term where company_id = ${companyId}`;
  await sql`insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash, privacy_notice_version,
      sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how)
    select p.company_id, gen_random_uuid(), (${siteIds}::uuid[])[1 + n % ${siteIds.length}::int], p.id, 'contractor', p.name, p.phone, 'Tui', w.words, ''::bytea, 1,
      sha256(uuid_send(gen_random_uuid())), now(), at, case when n > 200 then at + interval '1 hour' end, case when n > 200 then 'signed_out' end
      from generate_series(1, ${VISITS}::int) n
      join person p on p.company_id = ${companyId} and p.id = md5(${companyId} || (1 + n % ${PEOPLE}::int))::uuid,
      lateral (select date_trunc('milliseconds', now() - n * interval '6 minutes') as at) t,
      lateral (select ' ' || string_agg(term, ' ') as words from person_term pt where pt.company_id = p.company_id and pt.person_id = p.id) w`;
  await sql.query("vacuum analyze");
}

/** Half a year of completions of two inductions at four sites. Gives the id of the one that few did. */
async function loadCompletions({ companyId, sites }: MadeCompany): Promise<string> {
  const [often, rare, sql] = [await makeTemplate(sites[0]), await makeTemplate(sites[0]), asOwner()];
  await sql`insert into induction_version (company_id, id, template_id, site_id, number, content, redo, published_by, published_at)
    select t.company_id, t.id, t.id, t.site_id, 1, t.draft, false, m.id, now() from induction_template t, (select id from member where company_id = ${companyId} limit 1) m where t.company_id = ${companyId}`;
  await sql`insert into completion (company_id, id, template_id, version_id, version_number, site_id, person_id, visitor_type, language, drawn, answers, score, out_of, started_at, completed_at, valid_until)
    select ${companyId}::uuid, gen_random_uuid(), t.id, t.id, 1, (${sites.map(({ siteId }) => siteId)}::uuid[])[1 + (n / 50) % 4], md5(${companyId} || (1 + n % ${PEOPLE}::int))::uuid, 'contractor', 'en', '{}', '{}', 0, 0, at, at,
        at + interval '90 days'
      from generate_series(1, ${COMPLETIONS}::int) n, lateral (select case when n % 50 = 0 then ${rare}::uuid else ${often}::uuid end as id) t, lateral (select date_trunc('milliseconds', now() - n * interval '12 minutes') as at) d`;
  return rare;
}

beforeAll(async () => {
  company = await makeCompany(4);
  await loadPast(company.companyId, company.sites.map(({ siteId }) => siteId));
  member = await makeMember(company, "admin");
  rareId = await loadCompletions(company);
  // Another company with a past of its own, so that the walls stand between rows.
  other = await makeCompany();
  await loadPast(other.companyId, [other.sites[0].siteId]);
  // Another test worker's open transaction keeps a vacuum from marking pages, and an index alone then answers nothing.
  await vi.waitFor(async () => {
    await asOwner().query("vacuum analyze visit");
    const [seen] = await asOwner()`select relallvisible::float / greatest(relpages, 1) as share from pg_class where relname = 'visit' and relnamespace = current_schema()::regnamespace`;
    expect(seen?.["share"]).toBeGreaterThan(0.95);
  }, { timeout: 60_000, interval: 200 });
  const [row] = await asOwner()`select to_char(signed_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, id from visit where company_id = ${company.companyId} order by 1 offset ${VISITS / 2} limit 1`;
  middle = row as typeof middle;
}, 120_000);

afterEach(() => {
  vi.restoreAllMocks();
});

// The tests that come after in this schema look at every row there is.
afterAll(async () => {
  await asOwner()`alter table completion disable trigger completion_stands`;
  for (const table of ["visit", "completion", "person_term", "person"]) {
    await asOwner().query(`delete from ${table} where company_id = any ($1::uuid[])`, [[company.companyId, other.companyId]]);
    await asOwner().query(`vacuum ${table}`);
  }
  await asOwner()`alter table completion enable trigger completion_stands`;
});

/** The batch that the store sends for this work, as it left for the endpoint: the entrance first. */
async function capture(work: (store: TenantStore) => Promise<unknown>): Promise<{ query: string; params: unknown[] }[]> {
  const fetched = vi.spyOn(globalThis, "fetch");
  await work(member.openStore("visit.list"));
  const body = fetched.mock.calls[0]?.[1]?.body;
  fetched.mockRestore();
  return (JSON.parse(body as string) as { queries: { query: string; params: unknown[] }[] }).queries;
}

const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** Runs the store's own statements with EXPLAIN before them, in an entered context. Gives the nodes that ran. */
async function explain(work: (store: TenantStore) => Promise<unknown>): Promise<{ scans: string[]; sequential: string[]; rows: number; buffers: number }> {
  const [entrance, ...statements] = await capture(work);
  const sql = asApplication();
  const results = await sql.transaction(
    [entrance, ...statements.map(({ query, params }) => ({ query: `explain (analyze, buffers, timing off, format json) ${query}`, params }))].map((statement) => sql.query(statement?.query ?? "", statement?.params)),
  );
  const roots = results.slice(1).map(({ rows }) => (rows[0] as { "QUERY PLAN": [{ Plan: Node }] })["QUERY PLAN"][0].Plan);
  const nodes = roots.flatMap(flatten).filter((node) => node["Actual Loops"] > 0);
  const scans = nodes.filter((node) => node["Index Name"]).map((node) => node["Index Name"] ?? "");
  const sequential = nodes.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"] ?? "");
  const listed = nodes.filter((node) => ["visit", "completion"].includes(node["Relation Name"] ?? ""));
  return {
    scans,
    sequential: sequential.filter((name) => ["visit", "person", "person_term", "completion"].includes(name)),
    rows: listed.reduce((sum, node) => sum + node["Actual Rows"] * node["Actual Loops"], 0),
    buffers: roots.reduce((sum, root) => sum + root["Shared Hit Blocks"] + root["Shared Read Blocks"], 0),
  };
}

const history = (filter: Partial<VisitFilter> & { search?: string }, cursor: { olderThan?: typeof middle; newerThan?: typeof middle } = {}) => (store: TenantStore) =>
  listVisits(store, { ...filter, terms: toSearchTerms(filter.search ?? "") }, { ...cursor, pageRows: PAGE_ROWS });
const register = (filter: { siteId?: string; search?: string }) => (store: TenantStore) => listRegister(store, { siteId: filter.siteId, terms: toSearchTerms(filter.search ?? "") }, { pageRows: 100 });
const passed = (filter: { siteId?: string; standing?: "valid" | "expired"; olderThan?: typeof middle }) => (store: TenantStore) => readCompletions(store, { templateId: rareId, ...filter, pageRows: PAGE_ROWS }, new Date());
const firstSite = () => company.sites[0].siteId;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Of a week, a day and a half of slack for all zones is read as well, and each row's site looked up: three blocks where there are many sites. `rows`: at most so many visits or completions are read for the answer; `buffers`: at most so many blocks are touched in all. */
const PLANS: { what: string; index: string; rows: number; buffers: number; work: () => (store: TenantStore) => Promise<unknown> }[] = [
  { what: "the first page of the history", index: "visit_history", rows: 60, buffers: 260, work: () => history({}) },
  { what: "a page deep in the history", index: "visit_history", rows: 60, buffers: 260, work: () => history({}, { olderThan: middle }) },
  { what: "a page back from deep in the history", index: "visit_history", rows: 60, buffers: 260, work: () => history({}, { newerThan: middle }) },
  { what: "the history of one site", index: "visit_by_site", rows: 60, buffers: 260, work: () => history({ siteId: firstSite() }) },
  { what: "the history of one week", index: "visit_history", rows: 450, buffers: 1_600, work: () => history({ fromOn: daysAgo(60), toOn: daysAgo(54) }) },
  { what: "a rare word", index: "visit_by_person", rows: 300, buffers: 900, work: () => history({ search: "n1234" }) },
  { what: "the beginning of a word that many have", index: "visit_history", rows: 300, buffers: 900, work: () => history({ search: "he" }) },
  { what: "a word that everybody has", index: "visit_history", rows: 120, buffers: 700, work: () => history({ search: "tui" }) },
  { what: "a word that everybody has, deep in the history", index: "visit_history", rows: 120, buffers: 700, work: () => history({ search: "tui" }, { olderThan: middle }) },
  { what: "two words, one of them rare", index: "visit_by_person", rows: 300, buffers: 900, work: () => history({ search: "tawhai n1234" }) },
  { what: "two words that many have", index: "visit_history", rows: 500, buffers: 1_500, work: () => history({ search: "hemi tui" }) },
  { what: "a phone number as it is said", index: "visit_by_person", rows: 300, buffers: 900, work: () => history({ search: "021 500 1234" }) },
  { what: "a phone number as it is kept", index: "visit_by_person", rows: 300, buffers: 900, work: () => history({ search: "+64 21 500 1234" }) },
  { what: "the beginning of a phone number that all share", index: "visit_history", rows: 120, buffers: 900, work: () => history({ search: "021" }) },
  { what: "a word that nobody has", index: "person_term_company_id_term_person_id_pk", rows: 0, buffers: 150, work: () => history({ search: "zzz" }) },
  { what: "a common word at one site", index: "visit_by_site", rows: 300, buffers: 900, work: () => history({ search: "tawhai", siteId: firstSite() }) },
  { what: "the register", index: "visit_register", rows: 500, buffers: 700, work: () => register({}) },
  { what: "the register of one site", index: "visit_register", rows: 500, buffers: 700, work: () => register({ siteId: firstSite() }) },
  { what: "a search of the register", index: "visit_register", rows: 500, buffers: 700, work: () => register({ search: "hemi" }) },
  { what: "who passed an induction", index: "completion_of_template", rows: 60, buffers: 400, work: () => passed({}) },
  { what: "who passed it, deep in the list", index: "completion_of_template", rows: 60, buffers: 400, work: () => passed({ olderThan: middle }) },
  { what: "who passed it at one site", index: "completion_of_template", rows: 210, buffers: 600, work: () => passed({ siteId: firstSite() }) },
  { what: "who passed it, as long as that is valid", index: "completion_of_template", rows: 60, buffers: 400, work: () => passed({ standing: "valid" }) },
  { what: "the dashboard", index: "visit_register", rows: 5_000, buffers: 2_500, work: () => (store) => readOverview(store, new Date()) },
  {
    what: "a page of an export",
    index: "visit_history",
    rows: 1_000,
    buffers: 4_000,
    work: () => (store) =>
      readExportPage(
        store,
        { id: uuidv7(), companyId: company.companyId, companyName: "", siteId: null, fromOn: daysAgo(400), toOn: daysAgo(0), rowsTotal: VISITS },
        { after: { at: middle.at, id: middle.id }, pageRows: 1_000, rowsWritten: 0, leaseSeconds: 60 },
      ),
  },
];

describe("under the walls, with 40,000 visits", () => {
  for (const { what, index, rows, buffers, work } of PLANS) {
    it(`finds ${what} by its index`, async () => {
      const plan = await explain(work());
      expect(plan.sequential).toEqual([]);
      expect(plan.scans).toContain(index);
      expect(plan.rows).toBeLessThanOrEqual(rows);
      expect(plan.buffers).toBeLessThanOrEqual(buffers);
    });
  }
});

describe("a search", () => {
  for (const search of ["n1234", "he", "tui", "tawhai n12", "hemi tui", "021 500 12", "rata n1"]) {
    it(`for "${search}" shows what a look at every row would show, page by page`, async () => {
      const terms = toSearchTerms(search);
      const wanted = await asOwner().query(
        `select id from visit where company_id = $1 and ${terms.map((_, index) => `position(' ' || $${index + 2} in search_text) > 0`).join(" and ")} order by signed_in_at desc, id desc limit ${2 * PAGE_ROWS}`,
        [company.companyId, ...terms],
      );
      const first = await listVisits(member.openStore("visit.list"), { terms }, { pageRows: PAGE_ROWS });
      const last = first.visits.at(-1);
      const second = last && first.hasOlder ? await listVisits(member.openStore("visit.list"), { terms }, { pageRows: PAGE_ROWS, olderThan: { at: last.signedInAt.toISOString(), id: last.id } }) : { visits: [] };
      const back = second.visits[0] && (await listVisits(member.openStore("visit.list"), { terms }, { pageRows: PAGE_ROWS, newerThan: { at: second.visits[0].signedInAt.toISOString(), id: second.visits[0].id } }));
      expect([...first.visits, ...second.visits].map(({ id }) => id)).toEqual(wanted.map((row) => row["id"] as string));
      expect(wanted.length).toBeGreaterThan(0);
      if (back) expect(back.visits.map(({ id }) => id)).toEqual(first.visits.map(({ id }) => id));
    });
  }
});

it("counts the days of the dashboard as they are in the company's zone", async () => {
  const { days } = await readOverview(member.openStore("visit.list"), new Date());
  const wanted = await asOwner()`select to_char((signed_in_at at time zone 'Pacific/Auckland')::date, 'YYYY-MM-DD') as on, count(*)::int as "signIns" from visit
    where company_id = ${company.companyId} and (signed_in_at at time zone 'Pacific/Auckland')::date > (now() at time zone 'Pacific/Auckland')::date - 14 group by 1 order by 1`;
  expect(days).toEqual(wanted);
  expect(days).toHaveLength(14);
});
