/** The boards of the sites: what people read before they come in. */
import { sql } from "drizzle-orm";
import type { Severity } from "#worker/domain/notice/schemas.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface NoticeLine {
  id: string;
  siteId: string | null;
  siteName: string | null;
  kind: "hazard" | "notice";
  severity: Severity;
  title: string;
  text: string;
  fromOn: string;
  toOn: string | null;
  putUpAt: Date;
  putUpByName: string | null;
  takenDownAt: Date | null;
  /** Standing, to come, over by its days, or taken down. */
  state: "up" | "to-come" | "over" | "down";
  /** How many visitors said that they had read it, as far as the context sees. */
  readBy: number;
}

const OVER_AT_MOST = 50;

/** What stands or will stand first, the most serious before; then the latest that is over. */
export async function listNotices(store: TenantStore): Promise<NoticeLine[]> {
  type Row = Omit<NoticeLine, "putUpAt" | "takenDownAt"> & { putUpAt: string; takenDownAt: string | null };
  const [{ rows }] = await store.read((db) => [
    db.rows<Row>(sql`
  with listed as (
    select n.*, s.name as site_name, case when n.taken_down_at is not null then 'down' when n.to_on < today.on then 'over' when n.from_on > today.on then 'to-come' else 'up' end as state
      from notice n left join site s on s.company_id = n.company_id and s.id = n.site_id join company c on c.company_id = n.company_id
      cross join lateral (select (now() at time zone coalesce(s.time_zone, c.time_zone))::date as on) today
     where n.company_id = (select current_company())
  ),
  chosen as (
    (select * from listed where state in ('up', 'to-come') limit 500)
    union all (select * from listed where state in ('over', 'down') order by coalesce(taken_down_at, to_on::timestamptz) desc limit ${OVER_AT_MOST})
  )
  select n.id, n.site_id as "siteId", n.site_name as "siteName", n.kind, n.severity, n.title, n.text, n.from_on::text as "fromOn", n.to_on::text as "toOn", n.state,
      ${utc(sql`n.put_up_at`)} as "putUpAt", ${utc(sql`n.taken_down_at`)} as "takenDownAt",
      m.name as "putUpByName",
      (select count(*)::integer from visit v where v.company_id = n.company_id and v.signed_in_at >= n.put_up_at and (n.site_id is null or v.site_id = n.site_id) and n.id = any (v.notices)) as "readBy"
    from chosen n left join member m on m.company_id = n.company_id and m.id = n.put_up_by
   order by array_position(array['up', 'to-come', 'over', 'down'], n.state) / 3, array_position(array['high', 'medium', 'low'], n.severity), n.put_up_at desc`),
  ]);
  return rows.map((row) => ({ ...row, putUpAt: new Date(row.putUpAt), takenDownAt: row.takenDownAt ? new Date(row.takenDownAt) : null }));
}

export async function listOpenSites(store: TenantStore): Promise<{ id: string; name: string; timeZone: string }[]> {
  const [{ rows }] = await store.read((db) => [
    db.rows<{ id: string; name: string; timeZone: string }>(sql`select id, name, time_zone as "timeZone" from site where company_id = (select current_company()) and closed_at is null order by name, id`),
  ]);
  return rows;
}

export interface NewNotice {
  noticeId: string;
  siteId: string | null;
  kind: "hazard" | "notice";
  severity: Severity;
  title: string;
  text: string;
  fromOn: string;
  toOn: string | null;
}

/** `codes`: of the sites whose gates show it. */
export async function insertNotice(store: TenantStore, { noticeId, siteId, kind, severity, title, text, fromOn, toOn }: NewNotice, at: Date): Promise<{ outcome: "made" | "before" | "nothing"; codes: string[] }> {
  const row = await store.commitStatement<{ outcome: "made" | "before" | "nothing"; codes: string[] }>(
    { action: "notice.put-up", subjectKind: "notice", subjectId: noticeId, siteId, changes: { kind, severity, title, fromOn, toOn } },
    ({ columns, values }) => sql`
  with place as (select 1 where case when ${siteId}::uuid is null then (select current_sites()) is null
    else exists (select from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid and s.closed_at is null) end),
  made as (
    insert into notice (company_id, id, site_id, kind, severity, title, text, from_on, to_on, put_up_by, put_up_at)
    select current_company(), ${noticeId}::uuid, ${siteId}::uuid, ${kind}, ${severity}, ${title}, ${text}, ${fromOn}::date, ${toOn}::date, (select current_actor())::uuid, ${at.toISOString()}::timestamptz from place
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select case when exists (select from made) then 'made' when exists (select from place) then 'before' else 'nothing' end as outcome,
    (select coalesce(json_agg(s.code), '[]') from site s where s.company_id = (select current_company()) and (${siteId}::uuid is null or s.id = ${siteId}::uuid)) as codes`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}

/** Who has sites of their own takes down what stands at those alone. */
export async function takeDownNotice(store: TenantStore, noticeId: string, at: Date): Promise<{ outcome: "taken-down" | "before" | "nothing"; codes: string[] }> {
  const row = await store.commitStatement<{ outcome: "taken-down" | "before" | "nothing"; codes: string[] }>(
    { action: "notice.taken-down", subjectKind: "notice", subjectId: noticeId, siteId: sql`done.site_id`, changes: sql`jsonb_build_object('title', done.title)` },
    ({ columns, values }) => sql`
  with found as (
    select n.company_id, n.id, n.site_id from notice n where n.company_id = (select current_company()) and n.id = ${noticeId}::uuid
       and ((select current_sites()) is null or n.site_id = any ((select current_sites())::uuid[]))
  ),
  done as (
    update notice n set taken_down_at = ${at.toISOString()}::timestamptz from found where n.company_id = found.company_id and n.id = found.id and n.taken_down_at is null
    returning n.id, n.site_id, n.title
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'taken-down' when exists (select from found) then 'before' else 'nothing' end as outcome,
    (select coalesce(json_agg(s.code), '[]') from site s, found where s.company_id = found.company_id and (found.site_id is null or s.id = found.site_id)) as codes`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}
