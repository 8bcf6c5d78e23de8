/** Sites as the office sees them: with their sign-in links, and the changes of either. */
import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { site, siteLink } from "#worker/store/schema.ts";

export interface SiteWithLink {
  id: string;
  name: string;
  address: string;
  timeZone: string;
  emergency: string;
  version: number;
  code: string;
  closedAt: Date | null;
  onSite: number;
  /** Null when the site has no live link. */
  linkId: string | null;
  linkSecret: string | null;
  linkMadeAt: Date | null;
}

/** The sites that the context may see, by name. */
export async function listSites(store: TenantStore): Promise<SiteWithLink[]> {
  const [sites] = await store.read((db) => [
    db
      .select({
        id: site.id,
        name: site.name,
        address: site.address,
        timeZone: site.timeZone,
        emergency: site.emergency,
        version: site.version,
        code: site.code,
        closedAt: site.closedAt,
        onSite: sql<number>`(select count(*) from visit v where v.company_id = site.company_id and v.site_id = site.id and v.signed_out_at is null)`.mapWith(Number),
        linkId: siteLink.id,
        linkSecret: siteLink.secret,
        linkMadeAt: siteLink.createdAt,
      })
      .from(site)
      .leftJoin(siteLink, and(eq(siteLink.companyId, site.companyId), eq(siteLink.siteId, site.id), isNull(siteLink.rotatedAt)))
      .where(eq(site.companyId, sql`(select current_company())`))
      .orderBy(site.name, site.id),
  ]);
  return sites;
}

/**
 * Replaces the live link, if it is still the one that was seen. The old one is rotated before the new one goes in, for
 * one live link is all an index allows. Gives the site's code; null when nothing was changed.
 */
export async function replaceLink(store: TenantStore, link: { siteId: string; seenLinkId: string; id: string; secret: string }, at: Date): Promise<string | null> {
  const row = await store.commitStatement<{ code: string }>(
    { action: "site.link-replaced", subjectKind: "site", subjectId: link.siteId, siteId: link.siteId, changes: { linkId: [link.seenLinkId, link.id] } },
    ({ columns, values }) => sql`
  with rotated as (
    update site_link set rotated_at = ${at.toISOString()}::timestamptz
     where company_id = (select current_company()) and site_id = ${link.siteId}::uuid and id = ${link.seenLinkId}::uuid and rotated_at is null
    returning company_id, site_id
  ),
  fresh as (
    insert into site_link (company_id, id, site_id, secret) select company_id, ${link.id}::uuid, site_id, ${link.secret} from rotated
    returning site_id
  ),
  event as (insert into audit_event ${columns} select ${values} from fresh)
  select s.code from site s join fresh on fresh.site_id = s.id where s.company_id = (select current_company())`,
  );
  return row?.code ?? null;
}

const isStillOpen = sql`closed_at is null`;
const isStillClosed = sql`closed_at is not null`;

/** Gives the site's code; null when it was closed before, or is not theirs to see. */
export function closeSite(store: TenantStore, siteId: string, at: Date): Promise<string | null> {
  return setClosed(store, "site.closed", siteId, { to: sql`${at.toISOString()}::timestamptz`, when: isStillOpen });
}

/** Gives the site's code; null when it was open before, or is not theirs to see. */
export function reopenSite(store: TenantStore, siteId: string): Promise<string | null> {
  return setClosed(store, "site.reopened", siteId, { to: sql`null`, when: isStillClosed });
}

async function setClosed(store: TenantStore, action: string, siteId: string, change: { to: SQL; when: SQL }): Promise<string | null> {
  const row = await store.commitStatement<{ code: string }>(
    { action, subjectKind: "site", subjectId: siteId, siteId },
    ({ columns, values }) => sql`
  with changed as (
    update site set closed_at = ${change.to} where company_id = (select current_company()) and id = ${siteId}::uuid and ${change.when}
    returning code
  ),
  event as (insert into audit_event ${columns} select ${values} from changed)
  select code from changed`,
  );
  return row?.code ?? null;
}

export interface SiteDescribed {
  siteId: string;
  name: string;
  address: string;
  timeZone: string;
  /** Where to gather in an emergency; may be empty. */
  emergency: string;
}

/** The site and its first link. False when the id had made one before: nothing was changed then. */
export async function insertSite(store: TenantStore, described: SiteDescribed, link: { code: string; linkId: string; secret: string }): Promise<boolean> {
  const { siteId, name, address, timeZone, emergency } = described;
  const row = await store.commitStatement<{ made: boolean }>(
    { action: "site.created", subjectKind: "site", subjectId: siteId, siteId, changes: { name: [null, name], address: [null, address], timeZone: [null, timeZone], ...(emergency && { emergency: [null, emergency] }) } },
    ({ columns, values }) => sql`
  with made as (
    insert into site (company_id, id, name, address, time_zone, emergency, code) values (current_company(), ${siteId}::uuid, ${name}, ${address}, ${timeZone}, ${emergency}, ${link.code})
    on conflict (company_id, id) do nothing returning company_id, id
  ),
  linked as (insert into site_link (company_id, id, site_id, secret) select company_id, ${link.linkId}::uuid, id, ${link.secret} from made),
  event as (insert into audit_event ${columns} select ${values} from made)
  select exists (select from made) as made`,
  );
  return row?.made === true;
}

export type SiteOutcome = "changed" | "unchanged" | "stale" | "nothing";

/** Old and new stand in the log. `code` is the site's when it was changed. */
export async function updateSite(store: TenantStore, wanted: SiteDescribed & { version: number }): Promise<{ outcome: SiteOutcome; code: string | null }> {
  const { siteId, name, address, timeZone, emergency, version } = wanted;
  const changes = sql`(select jsonb_strip_nulls(jsonb_build_object(
    'name', case when was.name <> ${name} then jsonb_build_array(was.name, ${name}::text) end,
    'address', case when was.address <> ${address} then jsonb_build_array(was.address, ${address}::text) end,
    'timeZone', case when was.time_zone <> ${timeZone} then jsonb_build_array(was.time_zone, ${timeZone}::text) end,
    'emergency', case when was.emergency <> ${emergency} then jsonb_build_array(was.emergency, ${emergency}::text) end)) from was)`;
  const row = await store.commitStatement<{ outcome: SiteOutcome; code: string | null }>(
    { action: "site.edited", subjectKind: "site", subjectId: siteId, siteId, changes },
    ({ columns, values }) => sql`
  with was as (
    select s.company_id, s.id, s.name, s.address, s.time_zone, s.emergency, s.version, (s.name, s.address, s.time_zone, s.emergency) is distinct from (${name}, ${address}, ${timeZone}, ${emergency}) as differs
      from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid
  ),
  changed as (
    update site s set name = ${name}, address = ${address}, time_zone = ${timeZone}, emergency = ${emergency} from was
     where s.company_id = was.company_id and s.id = was.id and was.differs and s.version = ${version}::integer
    returning s.code
  ),
  event as (insert into audit_event ${columns} select ${values} from changed)
  select case when exists (select from changed) then 'changed' when not exists (select from was) then 'nothing' when (select differs from was) then 'stale' else 'unchanged' end as outcome,
    (select code from changed) as code`,
  );
  return row ?? { outcome: "nothing", code: null };
}
