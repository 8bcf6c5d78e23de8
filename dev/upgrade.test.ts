/**
 * From the first deployment's four steps to the newest: a database that was filled by the functions of that time keeps every row, its
 * chains are linked anew and whole, and whoever was at work goes on. dev/seed-migration.test.ts tells of the latest steps.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atStart, walk } from "#worker/domain/audit/walk.ts";
import { openChain } from "./audit-verify/chain.ts";
import { migrate } from "./migrate.ts";
import { startPostgres, type Postgres } from "./postgres.ts";
import { prepareSchema, withClient, type SchemaUrls } from "./roles.ts";
import { journal, migrateUpTo } from "./testing/migrate-up-to.ts";

/** The newest step of that time. */
const FIRST = 3;
const HASH = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const DEPLOYMENT = "00000000-0000-0000-0000-000000000000";

let postgres: Postgres;
let urls: SchemaUrls;
let rowsBefore: Record<string, number>;
const companies: OldCompany[] = [];

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const text = (length: number) => randomBytes(length).toString("hex").slice(0, length);

class OldCompany {
  readonly id = randomUUID();
  readonly siteId = randomUUID();
  readonly accountId = randomUUID();
  readonly memberId = randomUUID();
  readonly exportId = randomUUID();
  readonly code = text(10);
  readonly secret = text(12);
  readonly session = text(43);
  readonly signOutToken = text(43);
  readonly email = `${text(8)}@example.test`;
}

/** One transaction as the application's login. */
async function asApplication<T extends object>(statements: readonly (readonly [text: string, ...values: unknown[]])[]): Promise<T[]> {
  return withClient(urls.appUrl, async (client) => {
    await client.query("begin");
    let rows: T[] = [];
    for (const [statement, ...values] of statements) ({ rows } = await client.query<T>(statement, values));
    await client.query("commit");
    return rows;
  });
}

const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(urls.ownerUrl, work);

/** An event as the application wrote it then: with address and browser in columns of their own. */
const event = (action: string, kind: string, id: string, changes: object) =>
  [`insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, request_id, address, user_agent, previous_hash, hash)
    values (current_company(), 0, now(), '', '', $1, $2, $3, $4, 'then', '203.0.113.7', 'Firefox', '', '')`, action, kind, id, changes] as const;

async function makeRows(client: pg.Client, one: OldCompany, name: string): Promise<void> {
  await client.query("insert into company (company_id, name) values ($1, $2)", [one.id, name]);
  await client.query("insert into site (company_id, id, name, address, code) values ($1, $2, 'Gate', '1 Kōwhai Road', $3)", [one.id, one.siteId, one.code]);
  await client.query("insert into site_link (company_id, id, site_id, secret) values ($1, $2, $3, $4)", [one.id, randomUUID(), one.siteId, one.secret]);
  await client.query("insert into account (id, email, password_hash) values ($1, $2, $3)", [one.accountId, one.email, HASH]);
  await client.query("insert into member (company_id, id, account_id, name, role) values ($1, $2, $3, 'Mere Tester', 'owner')", [one.id, one.memberId, one.accountId]);
}

/** What a day in a company left: a log-in, `visits` sign-ins, a sign-out, an export that failed. */
async function liveThroughADay(one: OldCompany, visits: number): Promise<void> {
  await asApplication([["select * from open_session($1, $2, $3, $4, now() + interval '12 hours', 'then', '203.0.113.7', 'Firefox')", one.accountId, HASH, randomUUID(), sha256(one.session)]]);
  for (let turn = 0; turn < visits; turn += 1) {
    const [personId, visitId, token] = [randomUUID(), randomUUID(), turn === 0 ? one.signOutToken : text(43)];
    await asApplication([
      ["select * from enter_site_link($1, $2, 'visit.sign-in')", one.code, one.secret],
      ["insert into person (company_id, id, phone, name, name_key) values (current_company(), $1, $2, 'Hēmi Parata', 'hemi parata')", personId, `+64211${String(100_000 + turn)}`],
      [`insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, search_text, content_hash, privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at)
        values (current_company(), $1, $2, $3, 'visitor', 'Hēmi Parata', $4, ' hemi parata', '', 1, $5, now() + interval '1 day', now())`, visitId, one.siteId, personId, `+64211${String(100_000 + turn)}`, sha256(token)],
      event("visit.signed-in", "visit", visitId, { visitorType: "visitor", turn }),
    ]);
  }
  await asApplication([
    ["select * from enter_session($1, 'export.request')", sha256(one.session)],
    ["insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at) values (current_company(), $1, $2, '2026-01-01', '2026-02-01', 'csv', now())", one.exportId, one.memberId],
    event("export.requested", "export", one.exportId, { fromOn: "2026-01-01", toOn: "2026-02-01" }),
  ]);
  await asApplication([["select fail_export($1, null, 'attempts_used_up', 'then')", one.exportId]]);
}

/** How many rows each table of that time has. */
async function countRows(): Promise<Record<string, number>> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ name: string; rows: number }>(
      ["company", "site", "site_link", "account", "member", "session", "person", "visit", "export", "audit_event", "audit_head"].map((name) => `select '${name}' as name, count(*)::int as rows from ${name}`).join(" union all "));
    return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
  });
}

beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/upgrade-test", durable: false });
  urls = await prepareSchema(postgres.superuserUrl, "upgrade", { owner: { name: "upgrade_owner", password: "owner" }, login: { name: "upgrade_app", password: "app" } });
  await migrateUpTo(urls.ownerUrl, "upgrade", FIRST);
  for (const [name, visits] of [["Tūī Builders", 7], ["Rātā Roofing", 4]] as const) {
    const one = new OldCompany();
    companies.push(one);
    await asOwner((client) => makeRows(client, one, name));
    await liveThroughADay(one, visits);
  }
  rowsBefore = await countRows();
  expect(await migrate(urls.ownerUrl)).toBe(journal.entries.length - 1 - FIRST);
}, 60_000);

afterAll(() => postgres.stop());

const noFiles = { readFile: () => Promise.resolve(null), listCheckpoints: () => Promise.resolve([]) };
const verify = (companyId: string) => asOwner((client) => walk(openChain(client, companyId, noFiles), atStart(companyId)));

describe("a database of the first four steps that is brought up to date", () => {
  it("has every row, and the deployment's own company besides", async () => {
    expect(rowsBefore).toMatchObject({ company: 2, session: 2, visit: 11, export: 2, audit_event: 17, audit_head: 2 });
    expect(await countRows()).toEqual({ ...rowsBefore, company: 3, audit_head: 3 });
  });

  it("has each chain whole, from its first event to its head", async () => {
    const walked = await Promise.all([...companies.map(({ id }) => id), DEPLOYMENT].map(verify));
    expect(walked.map(({ outcome, seen }) => [outcome, seen.number])).toEqual([["whole", 10], ["whole", 7], ["whole", 0]]);
  });

  it("holds where each request came from as an opening, under the commitment that the chain covers", async () => {
    const { rows } = await asOwner((client) => client.query<{ action: string; address: string | null; agent: string | null; names: string[] }>(
      `select action, openings -> 'address' ->> 'value' as address, openings -> 'userAgent' ->> 'value' as agent, array(select jsonb_object_keys(commitments) order by 1) as names
         from audit_event e where company_id = $1 order by number`, [companies[0]?.id]));
    expect(rows.map(({ action }) => action)).toEqual(["session.opened", ...Array<string>(7).fill("visit.signed-in"), "export.requested", "export.failed"]);
    for (const { action, address, agent, names } of rows) {
      expect({ address, agent, names }).toEqual(action === "export.failed" ? { address: null, agent: null, names: [] } : { address: "203.0.113.7", agent: "Firefox", names: ["address", "userAgent"] });
    }
  });

  it("would be found broken where the linking had gone wrong", async () => {
    const [{ id } = { id: "" }] = companies;
    const walked = await asOwner(async (client) => {
      await client.query("begin");
      await client.query("alter table audit_event disable trigger audit_event_stands");
      await client.query("update audit_event set changes = '{\"turn\": 99}' where company_id = $1 and number = 4", [id]);
      const chain = openChain(client, id, noFiles);
      // Its own transaction would take the change back before it is looked at.
      const query = client.query.bind(client);
      client.query = ((...given: Parameters<typeof query>) => (/^(begin|rollback)$/.test(String(given[0])) ? Promise.resolve() : query(...given))) as typeof client.query;
      return walk(chain, atStart(id)).finally(() => query("rollback"));
    });
    expect(walked).toMatchObject({ outcome: "broken", broken: { number: 4 } });
  });

  it("lets whoever was logged in go on, whoever is on site out, and everybody in", async () => {
    for (const one of companies) {
      expect(await asApplication([["select * from enter_session($1, 'visit.list')", sha256(one.session)]])).toMatchObject([{ company_id: one.id, member_id: one.memberId, role: "owner" }]);
      expect(await asApplication([["select * from enter_visit($1, 'visit.sign-out')", sha256(one.signOutToken)]])).toMatchObject([{ company_id: one.id, site_id: one.siteId }]);
      expect(await asApplication([["select * from enter_site_link($1, $2, 'visit.sign-in')", one.code, one.secret]])).toMatchObject([{ company_id: one.id, site_id: one.siteId }]);
      expect(await asApplication([["select * from begin_log_in($1, '[]')", one.email]])).toMatchObject([{ wait_seconds: 0, account_id: one.accountId, password_hash: HASH, has_second_factor: false }]);
      const session = { id: randomUUID(), secretHash: sha256(text(43)).toString("hex") };
      expect(await asApplication([["select * from open_session($1, $2, null, $3, now() + interval '12 hours', null, null, '[]', $4)", one.accountId, sha256(HASH).toString("hex"), session, { requestId: "now", address: "203.0.113.8" }]])).toMatchObject([{ company_id: one.id, session_id: session.id }]);
    }
    // The new events follow the old ones.
    const walked = await Promise.all(companies.map(({ id }) => verify(id)));
    expect(walked.map(({ outcome, seen }) => [outcome, seen.number])).toEqual([["whole", 11], ["whole", 8]]);
  });
});
