/** A large past for measuring, made by the database itself: nobody's history, but every row of the form that signing in leaves. */
import { PRIVACY_NOTICE_VERSION } from "#worker/domain/visit/schemas.ts";
import type pg from "pg";
import { withClient } from "../roles.ts";
import { DEMO_PASSWORD } from "./companies.ts";
import { hashPasswords } from "./password.ts";

/** In all, not each: sites and visits are spread evenly over the companies. */
export type Load = {
  companies: number;
  sites: number;
  visits: number;
  /** How many of the visits are open at each site, 20 unless told: a comparison of pasts wants the same present. */
  onSitePerSite?: number;
  /** Fill the indexes of visit at the end instead of row by row. Unless told: from 100,000 visits on. */
  rebuildIndexes?: boolean;
};

export type LoadedSite = { companyId: string; siteId: string; siteCode: string; secret: string };

export type Loaded = {
  sites: LoadedSite[];
  /** Of the first companies, at most three. */
  admins: { companyId: string; email: string; password: string }[];
};

const ADMINS = 3;
const VISITS_A_PERSON = 50;

/**
 * Adds companies with sites and a past of about six months, in one transaction. Can be called again: each call adds other ones.
 * There is a fiftieth as many people as visits, but enough to be on site now.
 * @param ownerUrl the schema's owner, over TCP, after the migrations.
 */
export async function loadVisits(ownerUrl: string, load: Load): Promise<Loaded> {
  const { companies, sites, visits, onSitePerSite = 20, rebuildIndexes = visits >= 100_000 } = load;
  if (sites % companies !== 0 || visits < sites * onSitePerSite) {
    throw new Error("sites must divide evenly into companies, and visits be enough for those who are on site");
  }
  const people = sites * Math.max(onSitePerSite, Math.ceil(visits / VISITS_A_PERSON / sites));
  const loaded = await withClient(ownerUrl, async (client) => {
    await client.query("begin");
    await insertCompanies(client, companies, sites);
    const admins = await insertAdmins(client);
    await insertPeople(client, people, sites);
    const definitions = rebuildIndexes ? await dropIndexes(client) : [];
    await insertVisits(client, { visits, people, onSite: sites * onSitePerSite });
    await client.query("set local maintenance_work_mem = '256MB'");
    for (const definition of definitions) await client.query(definition);
    await recordLoads(client);
    const found = await client.query<LoadedSite>(`select s.company_id as "companyId", s.id as "siteId", s.code as "siteCode", l.secret
      from bulk_site b join site s on s.id = b.id join site_link l on l.company_id = s.company_id and l.site_id = s.id order by b.n`);
    await client.query("commit");
    return { sites: found.rows, admins };
  });
  // Outside the transaction, as it must be: plans and index-only scans need it.
  await withClient(ownerUrl, (client) => client.query("vacuum (analyze) company, site, person, person_term, visit"));
  return loaded;
}

async function insertCompanies(client: pg.ClientBase, companies: number, sites: number): Promise<void> {
  await client.query(`create temporary table bulk_company on commit drop as
    select g.n, gen_random_uuid() as id from generate_series(0, ${companies - 1}) g (n)`);
  await client.query("insert into company (company_id, name, created_at) select id, 'Measured company ' || n, now() - interval '200 days' from bulk_company");
  // Site n is of company n modulo the companies.
  await client.query(`create temporary table bulk_site on commit drop as
    select g.n, gen_random_uuid() as id, c.id as company_id from generate_series(0, ${sites - 1}) g (n) join bulk_company c on c.n = g.n % ${companies}`);
  await client.query(`insert into site (company_id, id, name, address, code)
    select company_id, id, 'Ātea ' || n, n || ' Measured Way, Auckland', substr(encode(uuid_send(gen_random_uuid()), 'hex'), 1, 10) from bulk_site`);
  await client.query(`insert into site_link (company_id, id, site_id, secret)
    select company_id, gen_random_uuid(), id, right(encode(uuid_send(gen_random_uuid()), 'hex'), 12) from bulk_site`);
}

async function insertAdmins(client: pg.ClientBase): Promise<Loaded["admins"]> {
  const { rows } = await client.query<{ id: string }>("select id from bulk_company order by n limit $1", [ADMINS]);
  const hashes = await hashPasswords(DEMO_PASSWORD, rows.length);
  const admins = rows.map(({ id }) => ({ companyId: id, email: `admin@${id}.example`, password: DEMO_PASSWORD }));
  for (const [index, admin] of admins.entries()) {
    await client.query(
      `with a as (insert into account (id, email, password_hash) values (gen_random_uuid(), $2, $3) returning id)
       insert into member (company_id, id, account_id, name, role) select $1, gen_random_uuid(), a.id, 'Measured Admin', 'admin' from a`,
      [admin.companyId, admin.email, hashes[index]]);
  }
  return admins;
}

// Person n is at site n modulo the sites. Names are of plain letters, so their key is lower(): the words here are what
// worker/domain/person/words.ts would make of them, which a test checks.
async function insertPeople(client: pg.ClientBase, people: number, sites: number): Promise<void> {
  await client.query(`create temporary table bulk_person on commit drop as
    select g.n, gen_random_uuid() as id, s.company_id, s.id as site_id,
      (array['Hemi','Mere','Sione','Wei','Aroha','Priya','Jack','Lupe','Tane','Grace'])[1 + g.n % 10] || ' '
        || (array['Tawhai','Chen','Finau','Singh','Smith','Patel','Kingi','Leota','Nguyen'])[1 + (g.n / 10) % 9] || ' N' || g.n as name,
      '+64271' || lpad((g.n % 1000000)::text, 6, '0') as phone,
      (array['Kowhai Electrical','Moana Scaffolding','Harakeke Concrete','Rakau Joinery','Kahu Cranes'])[1 + (g.n / 7) % 5] as employer
      from generate_series(0, ${people - 1}) g (n) join bulk_site s on s.n = g.n % ${sites}`);
  await client.query("alter table bulk_person add column search_text text");
  await client.query("update bulk_person set search_text = ' ' || lower(name) || ' ' || lower(employer) || ' ' || substr(phone, 2) || ' 0' || substr(phone, 4)");
  await client.query("insert into person (company_id, id, phone, name, name_key) select company_id, id, phone, name, lower(name) from bulk_person");
  await client.query(`insert into person_term (company_id, term, person_id)
    select p.company_id, term, p.id from bulk_person p, unnest(string_to_array(ltrim(p.search_text), ' ')) term order by 1, 2, 3`);
  await client.query("analyze bulk_person");
}

/** Each person comes every few days; the latest visits of all are of the last three hours, and those of the first are open. Ids follow the instants, as UUIDv7 do. */
async function insertVisits(client: pg.ClientBase, { visits, people, onSite }: { visits: number; people: number; onSite: number }): Promise<void> {
  await client.query(`
    with slot as (
      select k, k / ${people} as back, k % ${people} as who from generate_series(0, ${visits - 1}) k
    ), past as (
      select p.*,
        k < ${onSite} as open,
        date_trunc('milliseconds', now() - make_interval(secs => 600 + (k % 10007))
          - slot.back * make_interval(secs => 180.0 * 86400 / greatest(1, ${Math.ceil(visits / people)}))) as at
        from slot join bulk_person p on p.n = slot.who
    )
    insert into visit (company_id, id, site_id, person_id, visitor_type, name, phone, employer, search_text, content_hash,
      privacy_notice_version, sign_out_hash, sign_out_expires_at, signed_in_at, signed_out_at, left_how, created_at, updated_at)
    select company_id,
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(random_hex, 14, 3) || '8' || substr(random_hex, 18, 15))::uuid,
      site_id, id, 'contractor', name, phone, employer, search_text,
      sha256(convert_to(concat_ws(E'\\n', name, phone, 'contractor', employer), 'UTF8')), ${PRIVACY_NOTICE_VERSION}, sha256(decode(random_hex, 'hex')),
      at + interval '24 hours', at, case when not open then at + interval '5 minutes' end, case when not open then 'signed_out' end, at, at
      from (select past.*, replace(gen_random_uuid()::text, '-', '') as random_hex from past) t order by at`);
}

/** Drops what only makes visits faster to find (the keys stay). @returns the statements that bring it back. */
async function dropIndexes(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = 'visit'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** One event a company, with the digest that dev/seed/rows.ts makes over what was loaded. */
async function recordLoads(client: pg.ClientBase): Promise<void> {
  await client.query(`do $$
    declare c record; loaded record;
    begin
      for c in select id from bulk_company order by n loop
        select count(*) as visits, count(distinct person_id) as people,
          encode(sha256(convert_to(string_agg(id || ' ' || site_id || ' ' || encode(content_hash, 'hex') || ' '
            || to_char(signed_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || E'\\n', '' order by id), 'UTF8')), 'hex') as digest
          into loaded from visit where company_id = c.id;
        perform set_config('app.mac', '', true);
        perform enter(c.id, 'system', 'load', 'job', null, 'history.load');
        insert into audit_event (company_id, number, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, request_id, previous_hash, hash)
          values (c.id, 0, now(), '', '', 'history.loaded', 'company', c.id, to_jsonb(loaded), 'load', '', '');
      end loop;
      perform set_config('app.mac', '', true);
    end $$`);
}
