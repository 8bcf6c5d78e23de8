/** Reads the catalogue as the owner and fails when a table, a role or a function lacks any part of the two walls. */
import { expect, describe, it } from "vitest";
import { CALLABLE, DEFINERS_ALONE, GRANTED, NO_COMPANY, OFFICE_WALLED, UNIQUE_EVERYWHERE } from "./catalogue-lists.ts";
import { asOwner, testSchema } from "./database.ts";

const APP_GROUP = "inductlite_app";
const login = new URL(testSchema.appUrl).username;

const TABLES = `pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')`;
const HAS = (column: string) => `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = '${column}' and not a.attisdropped)`;
const NAMES = (names: string[]) => `array[${names.map((name) => `'${name}'`).join(", ")}]::text[]`;
const LIST = (names: object) => NAMES(Object.keys(names));
/** The names of a key's columns, in order. */
const NAMES_OF = (table: string, columns: string) =>
  `(select array_agg(a.attname::text order by u.n) from unnest(${columns}) with ordinality u(attnum, n) join pg_attribute a on a.attrelid = ${table} and a.attnum = u.attnum)`;
const POLICY = (name: string, permissive: string, says: string, checks = `p.with_check like '%${says}%'`) =>
  `exists (select from pg_policies p where p.schemaname = current_schema() and p.tablename = c.relname and p.policyname = '${name}' and p.permissive = '${permissive}'
    and p.cmd = 'ALL' and p.roles = array['${APP_GROUP}']::name[] and p.qual like '%${says}%' and ${checks})`;
/** Anybody's action is written down, by whoever may do it; who reads is the wall's matter. */
const OFFICE_WALL = POLICY("office_wall", "RESTRICTIVE", "current_member_role()", "p.with_check = 'true'");
const BY_APP = `unnest(array['${APP_GROUP}', '${login}']) r(role)`;

/** Each gives the names of what is wrong. Beside it, what would be wrong: made, seen and taken away in one transaction (the owner can't give roles away). */
const RULES: { sentence: string; offences: string; break: string[] }[] = [
  {
    sentence: "a table belongs to a company, or stands on the list of those that do not",
    offences: `select c.relname as offence from ${TABLES} and not ${HAS("company_id")} and c.relname <> all (${LIST(NO_COMPANY)})`,
    break: ["create table wrong (id uuid primary key)"],
  },
  {
    sentence: "a table with company_id has row-level security, forced on its owner too",
    offences: `select c.relname as offence from ${TABLES} and ${HAS("company_id")} and not (c.relrowsecurity and c.relforcerowsecurity)`,
    break: ["create table wrong (company_id uuid primary key)", "alter table wrong enable row level security"],
  },
  {
    sentence: "a table with company_id has the company's wall for reading and for writing",
    offences: `select c.relname as offence from ${TABLES} and ${HAS("company_id")} and not ${POLICY("company_wall", "PERMISSIVE", "company_id = ( SELECT current_company()")}`,
    break: ["create table wrong (company_id uuid primary key)", `create policy company_wall on wrong to ${APP_GROUP} using (company_id = (select current_company())) with check (true)`],
  },
  {
    sentence: "no other policy opens a table: permissive ones add up",
    offences: `select p.tablename || '.' || p.policyname as offence from pg_policies p where p.schemaname = current_schema() and p.permissive = 'PERMISSIVE' and p.policyname <> 'company_wall'`,
    break: [`create policy wrong on visit to ${APP_GROUP} using (true)`],
  },
  {
    sentence: "a table with site_id, and site itself, has the restrictive wall of the site",
    offences: `select c.relname as offence from ${TABLES} and ${HAS("company_id")} and (${HAS("site_id")} or c.relname = 'site') and c.relname <> all (${NAMES(OFFICE_WALLED)}) and not ${POLICY("site_wall", "RESTRICTIVE", "current_sites()")}`,
    break: ["create table wrong (company_id uuid, site_id uuid)", `create policy site_wall on wrong to ${APP_GROUP} using (site_id = any ((select current_sites())::uuid[]))`],
  },
  {
    sentence: "what the office alone reads has the restrictive wall of the office",
    offences: `select c.relname as offence from ${TABLES} and c.relname = any (${NAMES(OFFICE_WALLED)}) and not ${OFFICE_WALL}`,
    break: ["alter policy office_wall on audit_archive rename to wrong_wall"],
  },
  {
    sentence: "people, members and sessions have a wall beside the company's, for reading and for writing",
    offences: `select c.relname as offence from ${TABLES} and (c.relname in ('person', 'person_term', 'member') and not ${POLICY("site_wall", "RESTRICTIVE", "current_sites()", "p.with_check is null")}
      or c.relname = 'session' and not ${POLICY("own_wall", "RESTRICTIVE", "current_actor()", "p.with_check is null")})`,
    break: ["alter policy site_wall on person rename to wrong_wall"],
  },
  {
    sentence: "a table that belongs to no company is closed by row-level security without a policy, but for the migrator's list",
    offences: `select c.relname as offence from ${TABLES} and c.relname = any (${LIST(NO_COMPANY)}) and c.relname <> 'applied_migration'
      and (not (c.relrowsecurity and c.relforcerowsecurity) or exists (select from pg_policy p where p.polrelid = c.oid))`,
    break: ["alter table mail no force row level security"],
  },
  {
    sentence: "a primary key begins with company_id, and so does what is unique, but for what a stranger brings",
    offences: `select i.indexrelid::regclass::text as offence from pg_index i join ${TABLES.replace(" where", " on c.oid = i.indrelid where")} and ${HAS("company_id")}
      and i.indisunique and ${NAMES_OF("c.oid", "i.indkey::int2[]")}[1] is distinct from 'company_id' and i.indexrelid::regclass::text <> all (${LIST(UNIQUE_EVERYWHERE)})`,
    break: ["create table wrong (id uuid primary key, company_id uuid)"],
  },
  {
    sentence: "each table with company_id has a primary key",
    offences: `select c.relname as offence from ${TABLES} and ${HAS("company_id")} and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
    break: ["create table wrong (company_id uuid)"],
  },
  {
    sentence: "a reference between two tables of a company carries the company on both sides",
    offences: `select k.conname as offence from pg_constraint k
      join pg_class c on c.oid = k.conrelid and ${HAS("company_id")} and c.relnamespace = current_schema()::regnamespace
      join pg_class f on f.oid = k.confrelid and ${HAS("company_id").replaceAll("c.oid", "f.oid")}
      where k.contype = 'f' and not exists (select from unnest(${NAMES_OF("k.conrelid", "k.conkey")}, ${NAMES_OF("k.confrelid", "k.confkey")}) pair(here, there) where here = 'company_id' and there = 'company_id')`,
    break: ["create table wrong (company_id uuid, job uuid, constraint wrong_job foreign key (job) references export (id))"],
  },
  {
    sentence: "a view sees with the eyes of who asks",
    offences: `select c.relname as offence from pg_class c where c.relnamespace = current_schema()::regnamespace and (c.relkind = 'm' or (c.relkind = 'v' and coalesce(array_to_string(c.reloptions, ','), '') not like '%security_invoker=true%'))`,
    break: ["create view wrong as select * from visit"],
  },
  {
    sentence: "the application's roles are no superusers, pass no wall by, make no roles and no databases",
    offences: `select rolname as offence from pg_roles where rolname in ('${APP_GROUP}', '${login}') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    break: [],
  },
  {
    sentence: "the application's login is a member of its group alone, and the group of nothing",
    offences: `select m.roleid::regrole::text as offence from pg_auth_members m where (m.member = '${login}'::regrole and m.roleid <> '${APP_GROUP}'::regrole) or m.member = '${APP_GROUP}'::regrole`,
    break: [],
  },
  {
    sentence: "the application's roles own nothing",
    offences: `select pg_describe_object(d.classid, d.objid, 0) as offence from pg_shdepend d, ${BY_APP} where d.refobjid = r.role::regrole and d.deptype = 'o'`,
    break: [],
  },
  {
    sentence: "the application makes no table, not even a temporary one",
    offences: `select r.role || ' in ' || n.nspname as offence from ${BY_APP}, pg_namespace n where has_schema_privilege(r.role, n.oid, 'CREATE')
      union all select r.role || ' TEMP' from ${BY_APP} where has_database_privilege(r.role, current_database(), 'TEMP') or has_database_privilege(r.role, current_database(), 'CREATE')`,
    break: [`do $$ begin execute format('grant create on schema %I to ${APP_GROUP}', current_schema()); end $$`],
  },
  {
    sentence: "the application deletes, empties, refers to and hooks into no table",
    offences: `select c.relname || ' ' || w.what as offence from unnest(array['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) w(what), ${BY_APP}, ${TABLES} and has_table_privilege(r.role, c.oid, w.what)`,
    break: [`grant delete on person_term to ${APP_GROUP}`],
  },
  {
    sentence: "the application changes no audit event, not one column of it",
    offences: `select 'audit_event' as offence from ${BY_APP} where has_any_column_privilege(r.role, 'audit_event', 'UPDATE')`,
    break: [`grant update (changes) on audit_event to ${APP_GROUP}`],
  },
  {
    sentence: "the application neither reads nor writes what belongs to no company, nor what definer functions alone may touch",
    offences: `select c.relname || ' ' || w.what as offence from unnest(array['SELECT', 'INSERT', 'UPDATE']) w(what), ${BY_APP}, ${TABLES}
      and c.relname = any (${LIST({ ...NO_COMPANY, ...DEFINERS_ALONE })}) and has_any_column_privilege(r.role, c.oid, w.what)`,
    break: [`grant select (email) on account to ${APP_GROUP}`],
  },
  {
    sentence: "the application updates columns that are named one by one, never a key, a company or a site",
    offences: `select a.attrelid::regclass || '.' || a.attname as offence from ${BY_APP}, pg_attribute a join ${TABLES.replace(" where", " on c.oid = a.attrelid where")}
      and a.attnum > 0 and a.attname in ('company_id', 'id', 'site_id', 'person_id', 'member_id', 'account_id', 'role', 'number', 'hash', 'secret_hash', 'sign_out_hash') and has_column_privilege(r.role, c.oid, a.attnum, 'UPDATE')`,
    break: [`grant update on member to ${APP_GROUP}`],
  },
  {
    // An expression that was bound when the function was made (prosqlbody) looks nowhere any more.
    sentence: "a function looks into this schema alone, the temporary one last",
    offences: `select p.oid::regprocedure::text as offence from pg_proc p where p.pronamespace = current_schema()::regnamespace
      and (p.prosecdef or p.prosqlbody is null) and not coalesce(p.proconfig, '{}') @> array['search_path=' || quote_ident(current_schema()) || ', pg_temp']`,
    break: ["create function wrong() returns integer language sql security definer as 'select 1'"],
  },
  {
    sentence: "a function is nobody's by default",
    offences: `select p.oid::regprocedure::text as offence from pg_proc p where p.pronamespace = current_schema()::regnamespace and has_function_privilege('public', p.oid, 'EXECUTE')`,
    break: ["create function wrong() returns integer language sql set search_path from current as 'select 1'"],
  },
  {
    sentence: "a function that the application may call stands on the list with its reason",
    offences: `select p.oid::regprocedure::text as offence from ${BY_APP}, pg_proc p where p.pronamespace = current_schema()::regnamespace
      and has_function_privilege(r.role, p.oid, 'EXECUTE') and p.oid::regprocedure::text <> all (${LIST(CALLABLE)})`,
    break: ["create function wrong() returns integer language sql set search_path from current as 'select 1'", `grant execute on function wrong() to ${APP_GROUP}`],
  },
  {
    sentence: "a definer function that the application may call within a context asks what that context was entered for",
    offences: `select distinct p.oid::regprocedure::text as offence from ${BY_APP}, pg_proc p where p.pronamespace = current_schema()::regnamespace and p.prosecdef
      and has_function_privilege(r.role, p.oid, 'EXECUTE') and p.prosrc ~ 'current_company\\(|current_actor\\(|current_sites\\(|own_account_id\\(' and p.prosrc !~ 'perform require_entered\\(|select require_entered\\('`,
    break: ["create function wrong() returns uuid language sql security definer set search_path from current as 'select current_company()'", `grant execute on function wrong() to ${APP_GROUP}`],
  },
];

/** What `break` makes and grants, taken back. */
const MEND = [
  "drop function if exists wrong()",
  `revoke delete on person_term from ${APP_GROUP}`,
  `revoke update on audit_event, member from ${APP_GROUP}`,
  `revoke update (changes) on audit_event from ${APP_GROUP}`,
  `revoke select on account from ${APP_GROUP}`,
  `revoke select (email) on account from ${APP_GROUP}`,
  `do $$ begin execute format('revoke create on schema %I from ${APP_GROUP}', current_schema()); end $$`,
  "drop policy if exists wrong on visit",
  `do $$ declare t text; begin for t in select tablename from pg_policies where schemaname = current_schema() and policyname = 'wrong_wall' loop
    execute format('alter policy wrong_wall on %I rename to %I', t, case t when 'person' then 'site_wall' else 'office_wall' end); end loop; end $$`,
  "alter table mail force row level security",
  "do $$ declare kind text := (select relkind from pg_class where relname = 'wrong' and relnamespace = current_schema()::regnamespace); begin if kind = 'v' then drop view wrong; elsif kind = 'r' then drop table wrong; end if; end $$",
];

describe("the catalogue", () => {
  for (const { sentence, offences, break: wrong } of RULES) {
    it(`holds that ${sentence}`, async () => {
      expect(await asOwner().query(offences)).toEqual([]);
    });

    if (wrong.length === 0) continue;
    it(`would show it if it were not so that ${sentence}`, async () => {
      const sql = asOwner();
      const results = await sql.transaction([...wrong, offences, ...MEND].map((text) => sql.query(text)));
      expect(results[wrong.length]).not.toEqual([]);
      expect(await sql.query(offences)).toEqual([]);
    });
  }

  it("has each function that the list lets the application call", async () => {
    const rows = await asOwner().query(`select p.oid::regprocedure::text as signature from pg_proc p where p.pronamespace = current_schema()::regnamespace and has_function_privilege('${APP_GROUP}', p.oid, 'EXECUTE')`);
    expect(rows.map((row) => row["signature"] as string).sort()).toEqual(Object.keys(CALLABLE).sort());
  });

  it("has each exception that its lists name", async () => {
    const listed = { ...NO_COMPANY, ...DEFINERS_ALONE, ...UNIQUE_EVERYWHERE };
    const rows = await asOwner().query(`select relname from pg_class where relnamespace = current_schema()::regnamespace and relname = any (${LIST(listed)})`);
    expect(rows.map((row) => row["relname"] as string).sort()).toEqual(Object.keys(listed).sort());
  });

  it("has granted the application these rights on tables and columns, and no others, and those to its group", async () => {
    const rows = await asOwner().query(`select relname as name, what, string_agg(attname, ', ' order by attname) as columns, bool_or(is_whole) as is_whole from (
        select c.relname, a.attname, w.what, has_table_privilege('${APP_GROUP}', c.oid, w.what) as is_whole
          from unnest(array['SELECT', 'INSERT', 'UPDATE']) w(what), ${TABLES.replace(" where", " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where")}
           and has_column_privilege('${APP_GROUP}', c.oid, a.attnum, w.what)) granted group by relname, what order by relname, what`);
    const granted: Record<string, string[]> = {};
    for (const { name, what, columns, is_whole } of rows as { name: string; what: string; columns: string; is_whole: boolean }[]) (granted[name] ??= []).push(is_whole ? what : `${what} ${columns}`);
    expect(granted).toEqual(GRANTED);
    const own = await asOwner().query(`select c.relname as name from ${TABLES} and c.relacl::text like '%${login}%'
      union all select a.attname from pg_attribute a join ${TABLES.replace(" where", " on c.oid = a.attrelid where")} and a.attacl::text like '%${login}%'`);
    expect(own).toEqual([]);
  });
});
