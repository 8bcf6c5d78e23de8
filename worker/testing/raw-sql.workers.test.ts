/**
 * Everything that somebody might try who could run SQL of their own as the application, by all that its roles, functions and tables
 * offer. Each try ends in a refusal or sees nothing, and writes nothing. The walls between companies and sites: walls.workers.test.ts.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { PERMISSIONS_OF } from "#worker/permissions.ts";
import { CALLABLE, DEFINERS_ALONE, GRANTED, NO_COMPANY } from "./catalogue-lists.ts";
import { asOwner, testSchema } from "./database.ts";
import { expectUnchanged, readDigest } from "./digest.ts";
import { codeOf, enter, expectEachRefused, expectRefused, hexOf, run, type Statement } from "./raw-sql.ts";
import { makeActor, makeExport, makeVisit, makeWorld, type Actor, type World } from "./world.ts";

let mine: World;
let theirs: World;
let owner: Actor;
/** The first statement of a batch, by who enters. */
const contexts: Record<string, Statement> = {};

beforeAll(async () => {
  [mine, theirs] = [await makeWorld(), await makeWorld()];
  owner = await makeActor(mine, "owner");
  const manager = await makeActor(mine, "site_manager", [mine.here]);
  const { signOutToken } = await makeVisit(mine.here);
  const job = uuidv7();
  await asOwner()`insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at, state, fencing, lease_until)
    values (${mine.company.companyId}, ${job}, ${owner.claims.memberId}, '2026-01-01', '2026-02-01', 'csv', now(), 'running', 1, now() + interval '1 hour')`;
  await asOwner()`insert into audit_chore (company_id, fencing, lease_until) values (${mine.company.companyId}, 1, now() + interval '1 hour')`;
  await asOwner()`update site_register set reader_hash = ${hexOf("reader")}::bytea where company_id = ${mine.company.companyId} and site_id = ${mine.here.siteId}`;
  Object.assign(contexts, {
    "an owner": enter(owner),
    "a site manager": enter(manager),
    "a viewer": enter(await makeActor(mine, "viewer")),
    "a sign-in link": ["select * from enter_site_link($1, $2, 'visit.sign-in')", mine.here.code, mine.here.secret],
    "a sign-out link": ["select * from enter_visit($1::bytea, 'visit.sign-out')", hexOf(signOutToken)],
    "a claim of an export": ["select * from enter_job($1::uuid, 1, 'export.request')", job],
    "a site's object": ["select * from enter_register($1::bytea, 'register.read')", hexOf("reader")],
    "the system's turn": ["select * from enter_audit_chore($1::uuid, 1, 'audit.archive')", mine.company.companyId],
  } satisfies Record<string, Statement>);
});

/** The same statement in each context, and in none. */
const inEach = (statement: Statement): Statement[][] => [[statement], ...Object.values(contexts).map((entrance) => [entrance, statement])];

const rowsIn = async (who: string, statement: Statement) => (await run(contexts[who] ?? "", statement))[1] ?? [];

describe("a table", () => {
  it("that is closed is neither read, written, locked nor copied", async () => {
    const columns = (await asOwner()`select attrelid::regclass::text as name, attname as first from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = current_schema()::regnamespace and c.relname = any (${Object.keys({ ...NO_COMPANY, ...DEFINERS_ALONE })}) and attnum = 1`) as { name: string; first: string }[];
    expect(columns.length).toBeGreaterThan(15);
    const tries = columns.flatMap(({ name, first }) => [`select * from ${name}`, `insert into ${name} default values`, `update ${name} set ${first} = ${first}`, `select 1 from ${name} for update`, `lock table ${name} in access share mode`, `copy ${name} from '/tmp/loot'`]);
    await expectEachRefused("42501", tries.flatMap((statement) => [[statement], [enter(owner), statement]]));
  });

  it("is locked against nobody, and hung with no rule, trigger, column, index or policy", async () => {
    const tries = Object.keys(GRANTED).flatMap((table) => [
      `lock table ${table} in access exclusive mode`,
      `lock table ${table} in share mode`,
      `create rule loot as on select to ${table} do instead nothing`,
      `alter table ${table} add column loot text`,
      `comment on table ${table} is 'loot'`,
      `create statistics loot on company_id, ctid from ${table}`,
      `create index on ${table} (company_id)`,
      `alter policy company_wall on ${table} using (true)`,
    ]);
    await expectEachRefused(/^42501|42P17|0A000$/, tries.map((statement) => [enter(owner), statement]));
  });
});

describe("the chain of events", () => {
  const EVENT = `insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, previous_hash, hash) values ('${crypto.randomUUID()}', 1, now(), '', '', 'x', 'x', gen_random_uuid(), 'x', '', '')`;

  it("is changed by nobody, be it an owner or the system's own turn", async () => {
    const tries = [
      "update audit_event set openings = '{}'",
      "update audit_event set action = 'x'",
      "delete from audit_event",
      "truncate audit_event",
      "update audit_head set number = 0",
      "insert into audit_archive select company_id, 0, 0, '', '', now(), now(), 'x', '', 0 from company",
      "update audit_archive set to_number = 0",
      "delete from audit_archive",
      "insert into audit_checkpoint select company_id, 0, '', now(), 'x' from company",
      "update audit_checkpoint set hash = ''",
      "delete from audit_checkpoint",
      "alter table audit_event disable trigger all",
      "set local session_replication_role = replica",
    ];
    await expectEachRefused("42501", tries.flatMap(inEach));
  });

  it("takes an event without a context neither", async () => {
    await expectRefused("42501", EVENT);
  });

  it("is read by owners, admins and the system alone", async () => {
    for (const who of ["a site manager", "a viewer", "a sign-in link", "a sign-out link", "a site's object"]) {
      for (const table of ["audit_event", "audit_archive", "audit_checkpoint"]) expect(await rowsIn(who, `select * from ${table}`), `${who}: ${table}`).toEqual([]);
    }
    expect((await rowsIn("an owner", "select * from audit_event")).length).toBeGreaterThan(0);
    expect((await rowsIn("the system's turn", "select * from audit_event")).length).toBeGreaterThan(0);
  });

  it("shows the system's turn nothing else of the company", async () => {
    for (const table of ["site", "site_link", "visit", "export", "person", "person_term", "member_site", "session"]) expect(await rowsIn("the system's turn", `select * from ${table}`), table).toEqual([]);
  });
});

describe("people and members", () => {
  it("are not there for a visitor's context, nor is what the office made", async () => {
    for (const who of ["a sign-in link", "a sign-out link"]) {
      for (const table of ["person", "person_term", "member", "session", "member_site", "export", "site_link"]) expect(await rowsIn(who, `select * from ${table}`), `${who}: ${table}`).toEqual([]);
    }
  });

  it("are for a site manager those of their sites", async () => {
    const seen = await rowsIn("a site manager", "select id from person");
    const met = await asOwner()`select distinct person_id as id from visit where company_id = ${mine.company.companyId} and site_id = ${mine.here.siteId}`;
    expect(seen.map(({ id }) => id).sort()).toEqual(met.map(({ id }) => id as string).sort());
    const terms = await rowsIn("a site manager", "select distinct person_id as id from person_term");
    expect(terms.map(({ id }) => id).sort()).toEqual(seen.map(({ id }) => id).sort());
    const others = await makeActor(mine, "site_manager", [mine.there]);
    const members = (await rowsIn("a site manager", "select id from member")).map(({ id }) => id);
    expect(members).toContain(owner.claims.memberId);
    expect(members).not.toContain(others.claims.memberId);
  });

  it("have sessions that nobody sees but their own member", async () => {
    for (const who of ["an owner", "a site manager", "a viewer"]) expect(await rowsIn(who, "select distinct member_id from session"), who).toHaveLength(1);
    await expectRefused("accepted", enter(owner), ["update session set revoked_at = now() where id <> $1", owner.sessionId]);
  });
});

describe("a function", () => {
  const ARGUMENTS = "(select coalesce(string_agg('null::' || format_type(t, null), ', ' order by n), '') from unnest(p.proargtypes) with ordinality a(t, n))";
  const OURS = `pg_proc p where p.pronamespace = current_schema()::regnamespace and p.prorettype <> 'trigger'::regtype`;

  it("that is not for the application to call is refused to it, in whatever context", async () => {
    const functions = (await asOwner().query(`select p.oid::regprocedure::text as signature, p.proname || '(' || case when p.provariadic <> 0 then 'variadic ' else '' end || ${ARGUMENTS} || ')' as call from ${OURS}`)) as { signature: string; call: string }[];
    const hidden = functions.filter(({ signature }) => !(signature in CALLABLE));
    expect(hidden.map(({ call }) => call.split("(")[0])).toEqual(expect.arrayContaining(["enter", "leave", "note_event", "insert_session", "take_attempts", "clear_attempts", "operator_event", "operator_set_suspended", "context_mac"]));
    await expectEachRefused("42501", hidden.flatMap(({ call }) => inEach(`select ${call}`)));
  });

  it("that serves one permission answers in no context that was entered for another", async () => {
    const asking = (await asOwner().query(`select p.proname || '(' || ${ARGUMENTS} || ')' as call, p.prosrc from ${OURS} and p.prosrc ~ 'require_entered\\(''' and has_function_privilege('inductlite_app', p.oid, 'EXECUTE')`)) as { call: string; prosrc: string }[];
    expect(asking.length).toBeGreaterThan(18);
    const before = await readDigest();
    for (const { call, prosrc } of asking) {
      const served = Array.from(/require_entered\(([^)]*)\)/.exec(prosrc)?.[1]?.matchAll(/'([^']+)'/g) ?? [], ([, permission]) => permission);
      expect(served.length, call).toBeGreaterThan(0);
      for (const permission of PERMISSIONS_OF.owner.filter((one) => !served.includes(one))) expect(await codeOf(enter(owner, permission), `select * from ${call}`), `${call} for ${permission}`).toBe("42501");
      for (const entrance of Object.values(contexts).slice(3)) if (!served.some((permission) => JSON.stringify(entrance).includes(`'${permission}'`))) expect(await codeOf(entrance, `select * from ${call}`), call).toMatch(/^42501|22P02$/); // Some look first for the member who asks, which is none.
      expect(await codeOf(`select * from ${call}`), call).toBe("42501");
    }
    await expectUnchanged(before);
  });

  it("that proves by a secret proves nothing by an empty one", async () => {
    const empty = ["enter_session(null, 'visit.list')", "enter_session('', 'visit.list')", "enter_site_link(null, null, 'visit.sign-in')", "enter_visit(null, 'visit.sign-out')", "enter_register(null, 'register.read')", "enter_register('', 'register.read')", "enter_visit('', 'visit.sign-out')", "enter_job(null, null, 'export.request')", "enter_audit_chore(null, null, 'audit.archive')", "finish_reset(null, null, null, null)", "accept_invite(null, null, null, null, null, null, null, null, null)", "finish_sign_up(null, null, null, null, null, null, null, null, null)", "note_refusal(null, 'x', 1, '{}')", "open_session(null, null, null, null, null, null, null, null, null)"];
    await expectEachRefused(/^IL4\d\d$/, empty.map((call) => [`select * from ${call}`]));
    for (const call of ["find_reset(null)", "find_invite(null)", "find_sign_up(null)", "find_reset('')", "find_invite('')", "site_snapshot(null)"]) expect(await run(`select * from ${call}`), call).toEqual([[]]);
  });
});

describe("the server", () => {
  const schemaOwner = new URL(testSchema.ownerUrl).username;
  const attempts: [what: string, code: string | RegExp, ...statements: string[]][] = [
    ["gives no file", "42501", "select pg_read_binary_file('PG_VERSION')"],
    ["lists no folder", "42501", "select pg_ls_dir('.')"],
    ["tells nothing of a file", "42501", "select * from pg_stat_file('PG_VERSION')"],
    ["takes in no file", "42501", "select lo_import('/etc/passwd')"],
    ["puts out no file", "42501", "select lo_export(1, '/tmp/loot')"],
    ["shows no password", "42501", "select * from pg_authid"],
    ["shows no host rules", "42501", "select * from pg_hba_file_rules"],
    ["tells not where it keeps its data", "42501", "select current_setting('data_directory')"],
    ["takes no extension", /^42501|0A000|58P01$/, "create extension dblink"],
    ["has no way to another database", "42883", "select dblink('', 'select 1')"],
    ["takes no foreign server", /^42501|42704$/, "create server loot foreign data wrapper postgres_fdw"],
    ["takes no language", /^42501|0A000$/, "create language plpython3u"],
    ["takes no operator", "42501", "create operator = (leftarg = text, rightarg = text, function = texteq)"],
    ["takes no operator of somebody's own schema", /^42501|3F000$/, "create operator pg_temp.=== (leftarg = text, rightarg = text, function = texteq)"],
    ["takes no cast", /^42501|42P17|42710$/, "create cast (text as boolean) with inout as implicit"],
    ["takes no type", "42501", "create type loot as (x integer)"],
    ["takes no domain", "42501", "create domain loot as text"],
    ["takes no aggregate", "42501", "create aggregate loot (text) (sfunc = textcat, stype = text)"],
    ["takes no procedure", "42501", "create procedure loot() language sql as 'select 1'"],
    ["takes no view", "42501", "create view loot as select * from visit"],
    ["takes no materialised view", "42501", "create materialized view loot as select 1"],
    ["takes no sequence", "42501", "create sequence loot"],
    ["takes no event trigger", "42501", "create event trigger loot on ddl_command_start execute function touch_updated_at()"],
    ["takes no publication", "42501", "create publication loot for all tables"],
    ["takes no subscription", /^42501|25001$/, "create subscription loot connection '' publication loot with (connect = false)"],
    ["takes no table from a query", "42501", "select * into loot from company"],
    ["makes no member of another role", "42501", `grant ${schemaOwner} to current_user`],
    ["makes nobody a superuser", "42501", "alter role current_user superuser"],
    ["makes nobody bypass the walls", "42501", "alter role current_user bypassrls"],
    ["changes no setting of the server", /^42501|25001$/, "alter system set row_security = off"],
    ["changes no setting of the database", "42501", "do $$ begin execute format('alter database %I set row_security = off', current_database()); end $$"],
    ["runs a block of code with no more rights", "42501", "do $$ begin perform * from account; end $$"],
    ["runs no program for a copy", "42501", "copy (select 1) to program 'cat'"],
    ["copies into no table of ours", "42501", "copy member from '/tmp/loot'"],
    ["becomes no other role for a function", "42501", `select set_config('role', '${schemaOwner}', true)`],
    ["becomes no other role for a session", "42501", `select set_config('session_authorization', '${schemaOwner}', true)`],
  ];
  for (const [what, code, ...statements] of attempts) {
    it(what, async () => {
      await expectEachRefused(code, [statements, [enter(owner), ...statements]]);
    });
  }

  it("lets no context outlast its transaction", async () => {
    for (const end of ["commit", "rollback", "commit and chain"]) expect(await codeOf(enter(owner), end, "select * from visit"), end).toMatch(/^42501|25P01$/);
  });

  it("bounds each statement and each wait for a lock in a context", async () => {
    const [, [limits] = []] = await run(enter(owner), "select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock");
    expect(limits).toEqual({ statement: "10s", lock: "3s" });
  });

  it("lets the parts of a context not slide into each other", async () => {
    const [companyId, memberId] = [mine.company.companyId, owner.claims.memberId];
    const shifted: Record<string, string>[] = [
      { actor_kind: `member|${memberId}`, actor_id: "owner", role: "visit.list", permission: "*", sites: "" },
      { company_id: `${companyId}|member`, actor_kind: memberId, actor_id: "owner", role: "visit.list", permission: "*", sites: "" },
      { permission: "visit.list|*", sites: "" },
      { role: "owner|visit.list", permission: "*", sites: "" },
      { sites: "*|" },
    ];
    for (const settings of shifted) {
      const turns = Object.entries(settings).map(([name, value]): Statement => ["select set_config($1, $2, true)", `app.${name}`, value]);
      await expectRefused("42501", enter(owner), ...turns, "select * from visit");
      await expectRefused("42501", enter(owner), ...turns, "reset app.sites", "select * from visit");
    }
    await expectRefused("42501", enter(owner), "reset all", "select * from visit");
  });
});

describe("what a plan tells", () => {
  it("is nothing of another company's values", async () => {
    const plans = await run(
      enter(owner),
      ["explain (analyze, verbose, buffers off) select * from visit where company_id = $1", theirs.company.companyId],
      "set local enable_indexscan = off",
      ["explain (analyze, verbose) select name from visit where site_id = $1", theirs.here.siteId],
      "explain (analyze, verbose) select * from person order by name",
    );
    const text = JSON.stringify(plans.slice(1));
    expect(text).toContain("actual");
    expect([theirs.word, theirs.here.code, theirs.here.secret].filter((mark) => text.includes(mark))).toEqual([]);
  });

  it("is nothing at all without a context", async () => {
    await expectRefused("42501", "explain analyze select * from visit");
  });

  it("comes after the wall: a condition that would betray a row by an error is never asked of another's", async () => {
    const conditions = ["(name || id::text)::integer = 1", "1 / (length(name) - length(name)) = 1", "xml_is_well_formed(name) and name::xml is not null", "pg_column_size(name) > 0 and (select count(*) from generate_series(1, length(name)) n having min(1 / (n - n)) = 1) > 0", "to_date(name, 'YYYY') is not null and name::date is not null"];
    for (const condition of conditions) {
      for (const setting of ["on", "off"]) {
        expect(await run(enter(owner), `set local enable_indexscan = ${setting}`, ["select 1 from visit where company_id = $1 and " + condition, theirs.company.companyId]), condition).toMatchObject({ 2: [] });
      }
    }
  });
});

it("a claim, a link or a turn is worth nothing beside another's ids", async () => {
  const exportId = await makeExport(theirs.here, (await makeActor(theirs, "owner")).claims.memberId);
  await expectRefused("IL409", ["select * from enter_job($1::uuid, 1, 'export.request')", exportId]);
  await expectRefused("IL409", ["select * from enter_audit_chore($1::uuid, 1, 'audit.archive')", theirs.company.companyId]);
  await expectRefused("IL404", ["select * from enter_site_link($1, $2, 'visit.sign-in')", theirs.here.code, mine.here.secret]);
  for (const permission of ["member.change", "site.change", "audit.list", "visit.list"]) await expectRefused("IL403", [String((contexts["a claim of an export"] as string[])[0]).replace("export.request", permission), (contexts["a claim of an export"] as string[])[1]]);
});
