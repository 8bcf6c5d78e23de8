/** Who is kept out, from where and why. */
import { sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface BanLine {
  id: string;
  siteId: string | null;
  siteName: string | null;
  name: string;
  phone: string;
  reason: string;
  untilOn: string | null;
  bannedAt: Date;
  bannedByName: string | null;
  liftedAt: Date | null;
  liftedByName: string | null;
  state: "holds" | "over" | "lifted";
  /** A site that they are on now all the same; null where they are on none that the context sees. */
  onSiteId: string | null;
}

const OVER_AT_MOST = 100;
const HOLDING_AT_MOST = 1_000;

/** Those that hold first, the latest before; then the latest that are over. */
export async function listBans(store: TenantStore): Promise<BanLine[]> {
  type Row = Omit<BanLine, "bannedAt" | "liftedAt"> & { bannedAt: string; liftedAt: string | null };
  const [{ rows }] = await store.read((db) => [
    db.rows<Row>(sql`
  with listed as (
    select b.*, s.name as site_name, case when b.lifted_at is not null then 'lifted' when b.until_on < (now() at time zone coalesce(s.time_zone, c.time_zone))::date then 'over' else 'holds' end as state
      from ban b left join site s on s.company_id = b.company_id and s.id = b.site_id join company c on c.company_id = b.company_id where b.company_id = (select current_company())
  ),
  chosen as (
    (select * from listed where state = 'holds' order by banned_at desc limit ${HOLDING_AT_MOST})
    union all (select * from listed where state <> 'holds' order by coalesce(lifted_at, until_on::timestamptz) desc limit ${OVER_AT_MOST})
  )
  select b.id, b.site_id as "siteId", b.site_name as "siteName", b.name, b.phone, b.reason, b.until_on::text as "untilOn", b.state,
      ${utc(sql`b.banned_at`)} as "bannedAt", ${utc(sql`b.lifted_at`)} as "liftedAt", m.name as "bannedByName", l.name as "liftedByName",
      case when b.state = 'holds' then (select v.site_id from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
        where v.company_id = b.company_id and v.signed_out_at is null and p.phone = b.phone and p.name_key = b.name_key and (b.site_id is null or v.site_id = b.site_id) limit 1) end as "onSiteId"
    from chosen b left join member m on m.company_id = b.company_id and m.id = b.banned_by left join member l on l.company_id = b.company_id and l.id = b.lifted_by
   order by b.state <> 'holds', coalesce(b.lifted_at, b.banned_at) desc, b.id`),
  ]);
  return rows.map((row) => ({ ...row, bannedAt: new Date(row.bannedAt), liftedAt: row.liftedAt ? new Date(row.liftedAt) : null }));
}

export interface BanForm {
  sites: { id: string; name: string }[];
  /** Whose visit was asked about. */
  person: { name: string; phone: string; siteId: string } | null;
}

export async function readBanForm(store: TenantStore, visitId: string | null): Promise<BanForm> {
  const [{ rows }] = await store.read((db) => [
    db.rows<BanForm>(sql`
  select (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]') from site s where s.company_id = (select current_company())) as sites,
    (select json_build_object('name', p.name, 'phone', p.phone, 'siteId', v.site_id) from visit v join person p on p.company_id = v.company_id and p.id = v.person_id
      where v.company_id = (select current_company()) and v.id = ${visitId}::uuid) as person`),
  ]);
  return rows[0] ?? { sites: [], person: null };
}

export interface NewBan {
  banId: string;
  siteId: string | null;
  name: string;
  nameKey: string;
  phone: string;
  reason: string;
  untilOn: string | null;
}

type InsertOutcome = { outcome: "made" | "before" | "past" | "nothing"; codes: string[] };

/** `codes`: of the sites whose gates are to know. */
export async function insertBan(store: TenantStore, { banId, siteId, name, nameKey, phone, reason, untilOn }: NewBan, at: Date): Promise<InsertOutcome> {
  const row = await store.commitStatement<InsertOutcome>(
    { action: "ban.made", subjectKind: "ban", subjectId: banId, siteId, changes: { untilOn }, personal: { name, phone, reason } },
    ({ columns, values }) => sql`
  with place as (select case when ${siteId}::uuid is null then (select c.time_zone from company c where c.company_id = (select current_company()) and (select current_sites()) is null)
    else (select s.time_zone from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid) end as time_zone),
  fit as (select 1 from place where time_zone is not null and (${untilOn}::date is null or ${untilOn}::date >= (${at.toISOString()}::timestamptz at time zone time_zone)::date)),
  made as (
    insert into ban (company_id, id, site_id, phone, name, name_key, reason, until_on, banned_by, banned_at)
    select current_company(), ${banId}::uuid, ${siteId}::uuid, ${phone}, ${name}, ${nameKey}, ${reason}, ${untilOn}::date, (select current_actor())::uuid, ${at.toISOString()}::timestamptz from fit
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select case when exists (select from made) then 'made' when exists (select from fit) then 'before' when (select time_zone from place) is not null then 'past' else 'nothing' end as outcome,
    (select coalesce(json_agg(s.code), '[]') from site s where s.company_id = (select current_company()) and (${siteId}::uuid is null or s.id = ${siteId}::uuid)) as codes`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}

/** Who has sites of their own lifts what holds at those alone. */
export async function liftBan(store: TenantStore, banId: string, at: Date): Promise<{ outcome: "lifted" | "before" | "nothing"; codes: string[] }> {
  const row = await store.commitStatement<{ outcome: "lifted" | "before" | "nothing"; codes: string[] }>(
    {
      action: "ban.lifted",
      subjectKind: "ban",
      subjectId: banId,
      siteId: sql`done.site_id`,
      personal: sql`jsonb_build_object('name', done.name, 'phone', done.phone, 'reason', done.reason)`,
    },
    ({ columns, values }) => sql`
  with found as (
    select b.company_id, b.id, b.site_id from ban b where b.company_id = (select current_company()) and b.id = ${banId}::uuid
       and ((select current_sites()) is null or b.site_id = any ((select current_sites())::uuid[]))
  ),
  done as (
    update ban b set lifted_at = ${at.toISOString()}::timestamptz, lifted_by = (select current_actor())::uuid from found
     where b.company_id = found.company_id and b.id = found.id and b.lifted_at is null
    returning b.id, b.site_id, b.name, b.phone, b.reason
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'lifted' when exists (select from found) then 'before' else 'nothing' end as outcome,
    (select coalesce(json_agg(s.code), '[]') from site s, found where s.company_id = found.company_id and (found.site_id is null or s.id = found.site_id)) as codes`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}
