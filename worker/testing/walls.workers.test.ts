/** Raw SQL as the application's role, through the real endpoint: what the walls hold when the code above them fails. */
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { getHistory } from "#worker/domain/visit/list.ts";
import { markLeft } from "#worker/domain/visit/end.ts";
import type { MemberContext } from "#worker/context.ts";
import { DEFINERS_ALONE, NO_COMPANY } from "./catalogue-lists.ts";
import { asOwner, testSchema } from "./database.ts";
import { expectUnchanged, readDigest } from "./digest.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeCompany, type MadeSite } from "./factories.ts";
import { codeOf, enter, expectRefused, hexOf, run, type Statement } from "./raw-sql.ts";

type Member = MemberContext & { sessionId: string };

/** The tables of a company that the application may read at all. */
const COMPANY_TABLES = ["company", "member", "session", "site", "site_link", "member_site", "person", "person_term", "visit", "export", "audit_event", "audit_archive", "audit_checkpoint"];
const SITE_TABLES = { site: "id", site_link: "site_id", member_site: "site_id", visit: "site_id", export: "site_id" };
const CLOSED_TABLES = Object.keys({ ...NO_COMPANY, ...DEFINERS_ALONE });

/** A company with two sites, a visit at each, an export, and rows in every table. */
async function makeFull(): Promise<MadeCompany & { second: MadeSite; admin: Member }> {
  const company = await makeCompany(2);
  const [first, second] = company.sites as [MadeSite, MadeSite];
  const admin = await makeMember(company, "admin");
  await makeMember(company, "site_manager", [first.siteId, second.siteId]);
  for (const site of [first, second]) {
    await signIn(makeVisitor(site), { ...somebody(), prepared: prepare() });
    await asOwner()`insert into export (company_id, id, requested_by, site_id, from_on, to_on, format, requested_at)
      values (${company.companyId}, ${uuidv7()}, ${admin.claims.memberId}, ${site.siteId}, '2026-01-01', '2026-02-01', 'csv', now())`;
  }
  await asOwner()`insert into audit_archive (company_id, from_number, to_number, previous_hash, last_hash, first_at, last_at, file_key, file_sha256, file_bytes) values (${company.companyId}, -1, 0, '', '', now(), now(), 'x', '', 1)`;
  await asOwner()`insert into audit_checkpoint (company_id, number, hash, taken_at, file_key) values (${company.companyId}, 0, '', now(), 'x')`;
  return { ...company, second, admin };
}

let mine: Awaited<ReturnType<typeof makeFull>>;
let theirs: Awaited<ReturnType<typeof makeFull>>;

beforeAll(async () => {
  mine = await makeFull();
  theirs = await makeFull();
});

describe("without a context", () => {
  for (const table of COMPANY_TABLES) {
    it(`nothing is read of ${table}`, () => expectRefused("42501", `select * from ${table}`));
  }

  for (const table of CLOSED_TABLES) {
    it(`nothing is read of ${table}, nor with one`, async () => {
      await expectRefused("42501", `select * from ${table}`);
      await expectRefused("42501", enter(mine.admin), `select * from ${table}`);
    });
  }

  it("a bare set_config is worth nothing", async () => {
    const forged = (mac: string): Statement => [
      "select set_config('app.company_id', $1, true), set_config('app.actor_kind', 'member', true), set_config('app.actor_id', $2, true), set_config('app.role', 'owner', true), set_config('app.sites', '*', true), set_config('app.mac', $3, true)",
      theirs.companyId, theirs.admin.claims.memberId, mac,
    ];
    await expectRefused("42501", forged(""), "select * from visit");
    await expectRefused("42501", forged("0".repeat(64)), "select * from visit");
    await expectRefused("42501", forged("0".repeat(64)), "update visit set left_reason = 'x'");
  });

  it("a setting that outlives its transaction is gone with the request", async () => {
    await run(["select set_config('app.company_id', $1, false)", theirs.companyId]);
    const [[row] = []] = await run("select current_setting('app.company_id', true) as company");
    expect(row?.["company"] ?? "").toBe("");
  });

  it("the parts of the proof are not for the application to call", async () => {
    await expectRefused("42501", "select context_mac('x')");
    await expectRefused("42501", "select context_message()");
    await expectRefused("42501", "select proven_setting('app.company_id')");
    await expectRefused("42501", ["select enter($1::uuid, 'member', 'x', 'owner', null, 'visit.list')", theirs.companyId]);
    await expectRefused("42501", ["select member_sites($1::uuid, $2::uuid, 'owner')", theirs.companyId, theirs.admin.claims.memberId]);
  });

  it("a proof that was made up opens nothing", async () => {
    await expectRefused("IL401", ["select * from enter_session($1::bytea, 'visit.list')", hexOf("made up")]);
    await expectRefused("IL404", ["select * from enter_site_link($1, $2, 'visit.sign-in')", mine.sites[0].code, theirs.sites[0].secret]);
    await expectRefused("IL404", ["select * from enter_visit($1::bytea, 'visit.read-own')", hexOf("made up")]);
    await expectRefused("IL409", ["select * from enter_job($1::uuid, 1, 'export.request')", uuidv7()]);
  });
});

describe("an entered context", () => {
  it("is entered once in a transaction", () => expectRefused("42501", enter(mine.admin), enter(theirs.admin), "select * from visit"));

  it("can't be turned to another company, role or site", async () => {
    for (const [setting, value] of [["company_id", theirs.companyId], ["role", "owner"], ["sites", "{}"], ["actor_id", theirs.admin.claims.memberId], ["actor_kind", "job"]] as const) {
      await expectRefused("42501", enter(mine.admin), ["select set_config($1, $2, true)", `app.${setting}`, value], "select * from visit");
    }
    await expectRefused("42501", enter(mine.admin), "select set_config('app.mac', '', true)", enter(theirs.admin), ["select set_config('app.company_id', $1, true)", mine.companyId], "select * from visit");
  });

  it("does not last into another transaction by its own signature", async () => {
    const [, [settings] = []] = await run(
      enter(mine.admin),
      "select array[current_setting('app.company_id'), current_setting('app.actor_kind'), current_setting('app.actor_id'), current_setting('app.role'), current_setting('app.sites'), current_setting('app.mac')] as kept",
    );
    const kept = settings?.["kept"] as string[];
    expect(kept[5]).toMatch(/^[0-9a-f]{64}$/);
    await expectRefused("42501", [
      "select set_config('app.company_id', $1, true), set_config('app.actor_kind', $2, true), set_config('app.actor_id', $3, true), set_config('app.role', $4, true), set_config('app.sites', $5, true), set_config('app.mac', $6, true)",
      ...kept,
    ], "select * from visit");
  });

  it("is worth nothing in another schema of the same database", async () => {
    const other = testSchema.schema === "w1" ? "w2" : "w1";
    await expectRefused("42501", enter(mine.admin), `select * from ${other}.visit`);
    await expectRefused("IL401", [`select * from ${other}.enter_session($1::bytea, 'visit.list')`, hexOf(mine.admin.claims.secret)]);
  });
});

describe("the application's role", () => {
  const owner = new URL(testSchema.ownerUrl).username;
  const attempts: [what: string, code: string, ...statements: string[]][] = [
    ["becomes no other role", "42501", `set local role ${owner}`],
    ["takes no other identity", "42501", `set session authorization ${owner}`],
    ["does not switch the walls off", "42501", "set local row_security = off", "select * from visit"],
    ["disables no wall of a table", "42501", "alter table visit disable row level security"],
    ["drops no policy", "42501", "drop policy company_wall on visit"],
    ["makes no policy", "42501", "create policy open on visit using (true)"],
    ["makes no table", "42501", "create table loot (x integer)"],
    ["makes no temporary table in front of a real one", "42501", "create temporary table visit (x integer)"],
    ["makes no temporary view in front of a real table", "42501", "create temporary view visit as select 1 as x"],
    ["makes no function", "42501", "create function pg_temp.current_company() returns uuid language sql as 'select null::uuid'"],
    ["makes no schema", "42501", "create schema loot"],
    ["makes no role", "42501", "create role loot superuser"],
    ["gives nothing away", "42501", "alter table visit owner to inductlite_app"],
    ["hooks into no table", "42501", "create trigger loot before insert on visit for each row execute function audit_event_stands()"],
    ["replaces no function", "42501", "create or replace function current_company() returns uuid language sql as 'select null::uuid'"],
    ["reads no file of the server", "42501", "select pg_read_file('postgresql.conf')"],
    ["runs no program", "42501", "copy company to program 'cat'"],
    ["copies no table past the walls", "42501", "copy visit to '/tmp/loot'"],
    ["empties no table", "42501", "truncate visit"],
  ];
  for (const [what, code, ...statements] of attempts) {
    it(what, async () => {
      await expectRefused(code, ...statements);
      await expectRefused(code, enter(mine.admin), ...statements);
    });
  }

  it("deletes nothing, of any table", async () => {
    for (const table of [...COMPANY_TABLES, ...CLOSED_TABLES]) await expectRefused("42501", enter(mine.admin), `delete from ${table}`);
  });

  it("rewrites no audit event, nor does the schema's owner", async () => {
    await expectRefused("42501", enter(mine.admin), "update audit_event set action = 'nothing'");
    const before = await readDigest();
    await expect(asOwner()`update audit_event set action = 'nothing' where company_id = ${mine.companyId}`).rejects.toMatchObject({ code: "42501" });
    await expect(asOwner()`delete from audit_event where company_id = ${mine.companyId}`).rejects.toMatchObject({ code: "42501" });
    await expectUnchanged(before);
  });

  it("writes into an event neither company, number, actor nor hash", async () => {
    const id = uuidv7();
    await run(enter(mine.admin), [
      `insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, previous_hash, hash)
       values ($1, 999, '2001-01-01', 'member', $2, 'test.forged', 'site', $3, 'r', '', '')`,
      theirs.companyId, theirs.admin.claims.memberId, id,
    ]);
    const [event] = await asOwner()`select e.company_id, e.actor_id, e.number < 999 as counted, e.at > now() - interval '1 minute' as timed, length(e.hash) as hash_bytes, h.hash = e.hash as is_head
      from audit_event e join audit_head h using (company_id) where e.subject_id = ${id}`;
    expect(event).toEqual({ company_id: mine.companyId, actor_id: mine.admin.claims.memberId, counted: true, timed: true, hash_bytes: 32, is_head: true });
  });
});

describe("with a live session of one company", () => {
  for (const table of COMPANY_TABLES) {
    it(`nothing of another company is read in ${table}`, async () => {
      const [count] = await asOwner().query(`select count(*)::int as n from ${table} where company_id = $1`, [theirs.companyId]);
      expect(count?.["n"]).toBeGreaterThan(0);
      const [, own, foreign] = await run(enter(mine.admin), `select company_id from ${table}`, [`select * from ${table} where company_id = $1`, theirs.companyId]);
      expect(own?.length).toBeGreaterThan(0);
      expect(own?.every((row) => row["company_id"] === mine.companyId)).toBe(true);
      expect(foreign).toEqual([]);
    });
  }

  it("nothing of another company is changed, in any column that may be changed", async () => {
    const columns = await asOwner()`select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and has_column_privilege('inductlite_app', c.oid, a.attnum, 'UPDATE')`;
    expect(columns.length).toBeGreaterThan(10);
    const before = await readDigest();
    for (const { table, column } of columns as { table: string; column: string }[]) {
      const [, changed] = await run(enter(mine.admin), [`update ${table} set ${column} = ${column} where company_id = $1 returning 1`, theirs.companyId]);
      expect(changed, `${table}.${column}`).toEqual([]);
    }
    await expectUnchanged(before);
  });

  for (const table of ["person", "person_term", "visit", "export", "site_link"]) {
    it(`nothing is added to another company's ${table}`, async () => {
      const [row] = await asOwner().query(`select to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'term', 'loot', 'name_key', 'loot') as row from ${table} t where company_id = $1 limit 1`, [theirs.companyId]);
      await expectRefused("42501", enter(mine.admin), [`insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`, JSON.stringify(row?.["row"])]);
    });
  }

  it("a row of one's own can't refer to another company's", async () => {
    const [visit] = await asOwner()`select to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'sign_out_hash', '\\x00') as row from visit t where company_id = ${mine.companyId} limit 1`;
    const crossed = JSON.stringify({ ...(visit?.["row"] as object), site_id: theirs.sites[0].siteId });
    await expectRefused("23503", enter(mine.admin), ["insert into visit select * from jsonb_populate_record(null::visit, $1::jsonb)", crossed]);
  });

  it("a condition that would betray a row by its error is never asked of it", async () => {
    const [, rows] = await run(enter(mine.admin), ["select 1 from visit where company_id = $1 and (name || signed_in_at::text)::integer = 1", theirs.companyId]);
    expect(rows).toEqual([]);
    expect(await codeOf(enter(mine.admin), "select 1 from visit where (name || signed_in_at::text)::integer = 1")).toBe("22P02");
  });

  it("the planner's statistics tell nothing of the tables behind the walls", async () => {
    await asOwner().query("analyze visit");
    const [owner] = await asOwner()`select count(*)::int as n from pg_stats where schemaname = current_schema() and tablename = 'visit'`;
    expect(owner?.["n"]).toBeGreaterThan(0);
    const [rows] = await run("select * from pg_stats where schemaname = current_schema()");
    expect(rows).toEqual([]);
  });
});

describe("a site manager", () => {
  let manager: Member;

  beforeAll(async () => {
    manager = await makeMember(mine, "site_manager", [mine.sites[0].siteId]);
  });

  for (const [table, column] of Object.entries(SITE_TABLES)) {
    it(`reads nothing of another site in ${table}`, async () => {
      const [count] = await asOwner().query(`select count(*)::int as n from ${table} where company_id = $1 and ${column} = $2`, [mine.companyId, mine.second.siteId]);
      expect(count?.["n"]).toBeGreaterThan(0);
      const [, own, other] = await run(enter(manager), [`select 1 from ${table} where ${column} = $1`, mine.sites[0].siteId], [`select * from ${table} where ${column} = $1`, mine.second.siteId]);
      expect(own?.length).toBeGreaterThan(0);
      expect(other).toEqual([]);
    });
  }

  it("changes nothing of another site", async () => {
    const before = await readDigest();
    const [, visits, exportsOf, links] = await run(
      enter(manager),
      ["update visit set left_reason = 'x' where site_id = $1 returning 1", mine.second.siteId],
      ["update export set failure = 'x' where site_id = $1 returning 1", mine.second.siteId],
      ["update site_link set rotated_at = now() where site_id = $1 returning 1", mine.second.siteId],
    );
    expect([visits, exportsOf, links]).toEqual([[], [], []]);
    await expectUnchanged(before);
  });

  it("adds nothing to another site", async () => {
    const [visit] = await asOwner()`select to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'sign_out_hash', '\\x01') as row from visit t where site_id = ${mine.second.siteId} limit 1`;
    await expectRefused("42501", enter(manager), ["insert into visit select * from jsonb_populate_record(null::visit, $1::jsonb)", JSON.stringify(visit?.["row"])]);
  });

  it("can't widen the context in the middle of a statement, after part of it was checked", async () => {
    const [visit] = await asOwner()`select id from visit where site_id = ${mine.second.siteId} limit 1`;
    const attack: Statement = [
      `select found.* from (select n, case when n = 2 then set_config('app.sites', '*', true) end as widened from generate_series(1, 2) n offset 0) turn
       left join lateral (select * from visit where id = case when turn.widened = '*' then $1::uuid else '00000000-0000-0000-0000-000000000000'::uuid end limit 1) found on true`,
      visit?.["id"],
    ];
    // The plan that makes it possible: the visit is looked for once before the change, and found once after it.
    await expectRefused("42501", enter(manager), "set local enable_seqscan = off", "set local enable_bitmapscan = off", attack);
  });

  it("without any site sees none", async () => {
    const nobody = await makeMember(mine, "site_manager");
    const [, sites, visits] = await run(enter(nobody), "select * from site", "select * from visit");
    expect([sites, visits]).toEqual([[], []]);
  });
});

describe("a session", () => {
  const endings: [how: string, sql: string][] = [
    ["is revoked", "update session set revoked_at = now() where id = $1"],
    ["was idle for more than two hours", "update session set last_used_at = now() - interval '2 hours 1 second' where id = $1"],
    ["has expired", "update session set expires_at = now() - interval '1 second' where id = $1"],
    ["is of a member who was disabled", "update member set disabled_at = now() where id = (select member_id from session where id = $1)"],
  ];
  for (const [how, text] of endings) {
    it(`that ${how} is refused at once`, async () => {
      const member = await makeMember(mine, "admin");
      expect(await codeOf(enter(member), "select 1 from visit")).toBe("accepted");
      await asOwner().query(text, [member.sessionId]);
      await expectRefused("IL401", enter(member), "select 1 from visit");
      await expect(getHistory(member, {})).rejects.toMatchObject({ code: "NOT_LOGGED_IN" });
    });
  }

  it("that was idle for nearly two hours goes on, and its use is written down", async () => {
    const member = await makeMember(mine, "viewer");
    await asOwner()`update session set last_used_at = now() - interval '119 minutes' where id = ${member.sessionId}`;
    expect(await codeOf(enter(member))).toBe("accepted");
    const [row] = await asOwner()`select last_used_at > now() - interval '1 minute' as fresh from session where id = ${member.sessionId}`;
    expect(row).toEqual({ fresh: true });
  });

  it("gains at once what its member is promoted to, and loses it as fast", async () => {
    const member = await makeMember(mine, "viewer");
    // What the cookie says is of no weight: this one says owner from the start.
    const boastful: MemberContext = { ...member, actor: { kind: "member", role: "owner" } };
    const wanted = { id: uuidv7() };
    await expect(markLeft(boastful, wanted)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await asOwner()`update member set role = 'admin' where id = ${member.claims.memberId}`;
    expect(await markLeft(boastful, wanted)).toBe(false);
    await asOwner()`update member set role = 'viewer' where id = ${member.claims.memberId}`;
    await expect(markLeft(boastful, wanted)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("of a member made a site manager sees their sites alone from then on", async () => {
    const member = await makeMember(mine, "admin", [mine.second.siteId]);
    const sitesSeen = async () => ((await run(enter(member), "select id from site"))[1] ?? []).length;
    expect(await sitesSeen()).toBe(2);
    await asOwner()`update member set role = 'site_manager' where id = ${member.claims.memberId}`;
    expect(await sitesSeen()).toBe(1);
  });
});

describe("a running job", () => {
  async function makeClaim() {
    const requester = await makeMember(mine, "admin", [mine.sites[0].siteId]);
    const id = uuidv7();
    await asOwner()`insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at) values (${mine.companyId}, ${id}, ${requester.claims.memberId}, '2026-01-01', '2026-02-01', 'csv', now())`;
    const [[claim] = []] = await run(["select * from claim_export($1::uuid, 60, 5)", id]);
    expect(claim).toMatchObject({ outcome: "claimed", fencing: 1 });
    const proof: Statement = ["select * from enter_job($1::uuid, 1, 'export.request')", id];
    expect(await codeOf(proof, "select 1 from visit")).toBe("accepted");
    return { id, requester: requester.claims.memberId, proof };
  }

  it("stops when its requester is disabled", async () => {
    const { requester, proof } = await makeClaim();
    await asOwner()`update member set disabled_at = now() where id = ${requester}`;
    await expectRefused("IL403", proof, "select 1 from visit");
  });

  it("stops when its requester may export no more", async () => {
    const { requester, proof } = await makeClaim();
    await asOwner()`update member set role = 'viewer' where id = ${requester}`;
    await expectRefused("IL403", proof, "select 1 from visit");
  });

  it("sees what its requester sees now", async () => {
    const { requester, proof } = await makeClaim();
    await asOwner()`update member set role = 'site_manager' where id = ${requester}`;
    const [, sites] = await run(proof, "select id from site");
    expect(sites).toEqual([{ id: mine.sites[0].siteId }]);
  });

  it("stops when its lease has ended or another has claimed it", async () => {
    const { id, proof } = await makeClaim();
    await asOwner()`update export set lease_until = now() - interval '1 second' where id = ${id}`;
    await expectRefused("IL409", proof, "select 1 from visit");
    await run(["select * from claim_export($1::uuid, 60, 5)", id]);
    await expectRefused("IL409", proof, "select 1 from visit");
  });
});
