/** Lists of visits: who is on site, what was, and pages of either by keyset. */
import { and, eq, gte, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { company, personTerm, site, visit } from "#worker/store/schema.ts";
import type { VisitCursor, VisitorType } from "#worker/domain/visit/schemas.ts";

export interface VisitRow {
  id: string;
  siteId: string;
  siteName: string;
  timeZone: string;
  personId: string;
  name: string;
  phone: string;
  employer: string;
  visitorType: VisitorType;
  signedInAt: Date;
  signedOutAt: Date | null;
  leftHow: "signed_out" | "assumed_left" | null;
}

export interface SiteRow {
  id: string;
  name: string;
  timeZone: string;
  closedAt: Date | null;
}

export interface VisitFilter {
  terms: string[];
  siteId?: string | undefined;
  visitorType?: VisitorType | undefined;
  /** Days in the site's own zone, both included, as YYYY-MM-DD. */
  fromOn?: string | undefined;
  toOn?: string | undefined;
}

const VISIT_COLUMNS = {
  id: visit.id,
  siteId: visit.siteId,
  siteName: site.name,
  timeZone: site.timeZone,
  personId: visit.personId,
  name: visit.name,
  phone: visit.phone,
  employer: visit.employer,
  visitorType: visit.visitorType,
  signedInAt: visit.signedInAt,
  signedOutAt: visit.signedOutAt,
  leftHow: visit.leftHow,
};

const OF_SITE = and(eq(site.companyId, visit.companyId), eq(site.id, visit.siteId));

/** The first text that sorts after everything that begins with `term`, byte by byte. */
function endOfRange(term: string): string {
  return `${term}\u{10FFFF}`;
}

/** People who have each of the terms as the beginning of a word, by ranges over the terms, which keep their index. */
function peopleWith(terms: string[]): SQL | undefined {
  return and(
    ...terms.map(
      (term) => sql`${visit.personId} in (select ${personTerm.personId} from ${personTerm}
        where ${personTerm.companyId} = (select current_company()) and ${personTerm.term} >= ${term} and ${personTerm.term} < ${endOfRange(term)})`,
    ),
    // The person may have been found by an employer of another visit: the row itself must hold the words.
    ...terms.map((term) => sql`position(${` ${term}`} in ${visit.searchText}) > 0`),
  );
}

/**
 * Bounds that the index can use (a day's slack for the zones), and the exact day in the site's zone beside them. The
 * bounds are cast, because comparing with a timestamp without zone is not leakproof, and no index serves it under the walls.
 */
function between(filter: VisitFilter): SQL | undefined {
  return and(
    filter.fromOn ? sql`${visit.signedInAt} >= (${filter.fromOn}::date - 1)::timestamptz` : undefined,
    filter.toOn ? sql`${visit.signedInAt} < (${filter.toOn}::date + 2)::timestamptz` : undefined,
    filter.fromOn ? sql`(${visit.signedInAt} at time zone ${site.timeZone})::date >= ${filter.fromOn}::date` : undefined,
    filter.toOn ? sql`(${visit.signedInAt} at time zone ${site.timeZone})::date <= ${filter.toOn}::date` : undefined,
  );
}

/** The filter as one condition over visit joined with site. Shared by the history and the export, so that both show the same rows. */
export function visitCondition(filter: VisitFilter): SQL | undefined {
  return and(
    eq(visit.companyId, sql`(select current_company())`),
    filter.siteId ? eq(visit.siteId, filter.siteId) : undefined,
    filter.visitorType ? eq(visit.visitorType, filter.visitorType) : undefined,
    between(filter),
    peopleWith(filter.terms),
  );
}

const older = (cursor: VisitCursor) => sql`(${visit.signedInAt}, ${visit.id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
const newer = (cursor: VisitCursor) => sql`(${visit.signedInAt}, ${visit.id}) > (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;

export interface VisitPage {
  sites: SiteRow[];
  visits: VisitRow[];
  hasOlder: boolean;
  hasNewer: boolean;
}

const SITE_COLUMNS = { id: site.id, name: site.name, timeZone: site.timeZone, closedAt: site.closedAt };

/** Newest first. One row more than a page is read, to know whether another page follows. */
export async function listVisits(
  store: TenantStore,
  filter: VisitFilter,
  page: { olderThan?: VisitCursor | undefined; newerThan?: VisitCursor | undefined; pageRows: number },
): Promise<VisitPage> {
  const backwards = page.newerThan !== undefined;
  const [sites, found] = await store.read((db) => {
    const condition = and(visitCondition(filter), page.olderThan ? older(page.olderThan) : undefined, page.newerThan ? newer(page.newerThan) : undefined);
    const order = backwards ? [sql`${visit.signedInAt} asc`, sql`${visit.id} asc`] : [sql`${visit.signedInAt} desc`, sql`${visit.id} desc`];
    return [
      db.select(SITE_COLUMNS).from(site).orderBy(site.name),
      db.select(VISIT_COLUMNS).from(visit).innerJoin(site, OF_SITE).where(condition).orderBy(...order).limit(page.pageRows + 1),
    ] as const;
  });
  const more = found.length > page.pageRows;
  const visits = found.slice(0, page.pageRows);
  if (backwards) visits.reverse();
  return {
    sites,
    visits,
    hasOlder: backwards ? true : more,
    hasNewer: backwards ? more : page.olderThan !== undefined,
  };
}

/** The midnight that began the day of this instant, in the site's zone. */
const midnightOf = (at: Date) =>
  sql`(date_trunc('day', ${at.toISOString()}::timestamptz at time zone ${site.timeZone}) at time zone ${site.timeZone})`;

/** Who is on site now, the latest first, and how many at each site. With `earlierThanTodayAt`, only those from before that instant's day. */
export async function listRegister(
  store: TenantStore,
  filter: { siteId?: string | undefined; terms: string[]; earlierThanTodayAt?: Date | undefined },
  page: { olderThan?: VisitCursor | undefined; pageRows: number },
): Promise<{ sites: (SiteRow & { onSite: number })[]; visits: VisitRow[]; hasOlder: boolean }> {
  const earlierOnly = filter.earlierThanTodayAt && sql`${visit.signedInAt} < ${midnightOf(filter.earlierThanTodayAt)}`;
  const [sites, found] = await store.read((db) => [
    db.select({ ...SITE_COLUMNS, onSite: onSiteCount() }).from(site).orderBy(site.name),
    db
      .select(VISIT_COLUMNS)
      .from(visit)
      .innerJoin(site, OF_SITE)
      .where(and(visitCondition(filter), isNull(visit.signedOutAt), earlierOnly, page.olderThan ? older(page.olderThan) : undefined))
      .orderBy(sql`${visit.signedInAt} desc`, sql`${visit.id} desc`)
      .limit(page.pageRows + 1),
  ] as const);
  return { sites, visits: found.slice(0, page.pageRows), hasOlder: found.length > page.pageRows };
}

// The site is named in words: in a select from one table the builder leaves a column's table out, and v's own would be meant.
const countAtSite = (condition: SQL) =>
  sql<number>`(select count(*) from visit v where v.company_id = site.company_id and v.site_id = site.id and ${condition})`.mapWith(Number);
const onSiteCount = () => countAtSite(sql`v.signed_out_at is null`);

export interface SiteToday extends SiteRow {
  onSite: number;
  signedInToday: number;
  /** On site since before today, in the site's zone: they probably left without signing out. */
  sinceEarlier: number;
}

export interface Overview {
  sites: SiteToday[];
  latest: VisitRow[];
  /** Sign-ins by day over the last 14 days in the company's zone, oldest first, days without any left out. */
  days: { on: string; signIns: number }[];
}

/** What the first page of the office shows, in one trip. `now` is the request's instant. */
export async function readOverview(store: TenantStore, now: Date): Promise<Overview> {
  const instant = sql`${now.toISOString()}::timestamptz`;
  const midnight = midnightOf(now);
  const [sites, latest, days] = await store.read((db) => [
    db
      .select({
        ...SITE_COLUMNS,
        onSite: onSiteCount(),
        signedInToday: countAtSite(sql`v.signed_in_at >= ${midnight}`),
        sinceEarlier: countAtSite(sql`v.signed_out_at is null and v.signed_in_at < ${midnight}`),
      })
      .from(site)
      .orderBy(site.name),
    db
      .select(VISIT_COLUMNS)
      .from(visit)
      .innerJoin(site, OF_SITE)
      .where(and(eq(visit.companyId, sql`(select current_company())`), isNull(visit.signedOutAt)))
      .orderBy(sql`${visit.signedInAt} desc`, sql`${visit.id} desc`)
      .limit(20),
    db
      .select({ on: sql<string>`to_char(${visit.signedInAt} at time zone ${company.timeZone}, 'YYYY-MM-DD')`, signIns: sql<number>`count(*)`.mapWith(Number) })
      .from(visit)
      .innerJoin(company, eq(company.id, visit.companyId))
      .where(and(eq(visit.companyId, sql`(select current_company())`), gte(visit.signedInAt, sql`${instant} - interval '14 days'`), lt(visit.signedInAt, sql`${instant} + interval '1 day'`)))
      .groupBy(sql`1`)
      .orderBy(sql`1`),
  ] as const);
  return { sites, latest, days };
}
