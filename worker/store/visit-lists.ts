/** Lists of visits: who is on site, what was, and pages of either by keyset. */
import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { site, visit } from "#worker/store/schema.ts";
import { holdsWords, pageWithWords, SITE_OF_VISIT, visitCondition, type VisitFilter } from "#worker/store/visit-filter.ts";
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

const VISIT_COLUMNS = {
  id: visit.id,
  siteId: visit.siteId,
  siteName: sql<string>`${site.name}`,
  timeZone: sql<string>`${site.timeZone}`,
  personId: visit.personId,
  name: visit.name,
  phone: visit.phone,
  employer: visit.employer,
  visitorType: visit.visitorType,
  signedInAt: visit.signedInAt,
  signedOutAt: visit.signedOutAt,
  leftHow: visit.leftHow,
};

const older = (cursor: VisitCursor) => sql`(${visit.signedInAt}, ${visit.id}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;
const newer = (cursor: VisitCursor) => sql`(${visit.signedInAt}, ${visit.id}) > (${cursor.at}::timestamptz, ${cursor.id}::uuid)`;

/** What the history tells beside: who signed them in with a crew, and which of the company's own terms they accepted. */
export interface PastVisit extends VisitRow {
  checkedInByName: string | null;
  termsNumber: number | null;
}

const PAST_COLUMNS = {
  ...VISIT_COLUMNS,
  checkedInByName: sql<string | null>`(select m.name from member m where m.company_id = ${visit.companyId} and m.id = ${visit.checkedInBy})`,
  termsNumber: sql<number | null>`(select t.number from terms_version t where t.company_id = ${visit.companyId} and t.id = ${visit.termsVersionId})`,
};

export interface VisitPage {
  sites: SiteRow[];
  visits: PastVisit[];
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
  const direction = backwards ? sql`asc` : sql`desc`;
  const rows = page.pageRows + 1;
  const beyond = and(page.olderThan ? older(page.olderThan) : undefined, page.newerThan ? newer(page.newerThan) : undefined);
  const shown = filter.terms.length > 0 ? pageWithWords(filter, beyond, direction, rows) : and(visitCondition(filter), beyond);
  const [sites, found] = await store.read((db) => [
    db.select(SITE_COLUMNS).from(site).orderBy(site.name),
    db.select(PAST_COLUMNS).from(visit).innerJoinLateral(SITE_OF_VISIT, sql`true`).where(shown).orderBy(sql`${visit.signedInAt} ${direction}`, sql`${visit.id} ${direction}`).limit(rows),
  ] as const);
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
): Promise<{ sites: (SiteRow & { onSite: number; registerNumber: number })[]; visits: VisitRow[]; hasOlder: boolean }> {
  const earlierOnly = filter.earlierThanTodayAt && sql`${visit.signedInAt} < ${midnightOf(filter.earlierThanTodayAt)}`;
  const [sites, found] = await store.read((db) => [
    // Read before the visits: what changes in between is in them, and told once more.
    db.select({ ...SITE_COLUMNS, onSite: onSiteCount(), registerNumber: registerNumber() }).from(site).orderBy(site.name),
    db
      .select(VISIT_COLUMNS)
      .from(visit)
      .innerJoinLateral(SITE_OF_VISIT, sql`true`)
      .where(and(visitCondition(filter), holdsWords(filter.terms), isNull(visit.signedOutAt), earlierOnly, page.olderThan ? older(page.olderThan) : undefined))
      .orderBy(sql`${visit.signedInAt} desc`, sql`${visit.id} desc`)
      .limit(page.pageRows + 1),
  ] as const);
  return { sites, visits: found.slice(0, page.pageRows), hasOlder: found.length > page.pageRows };
}

// The site is named in words: in a select from one table the builder leaves a column's table out, and v's own would be meant.
const countAtSite = (condition: SQL) =>
  sql<number>`(select count(*) from visit v where v.company_id = site.company_id and v.site_id = site.id and ${condition})`.mapWith(Number);
const registerNumber = () => sql<number>`(select r.number from site_register r where r.company_id = site.company_id and r.site_id = site.id)`.mapWith(Number);
const onSiteCount = () => countAtSite(sql`v.signed_out_at is null`);

export interface SiteToday extends SiteRow {
  onSite: number;
  signedInToday: number;
  /** At the gate, for a supervisor. */
  waiting: number;
  /** On site since before today, in the site's zone: they probably left without signing out. */
  sinceEarlier: number;
}

export interface Overview {
  sites: SiteToday[];
  latest: VisitRow[];
  /** Sign-ins by day over the last 14 days in the company's zone, oldest first. */
  days: { on: string; signIns: number }[];
}

// Counted day by day and site by site, so that an index alone answers, which knows the site that the wall asks about.
const signInsByDay = (instant: SQL) => sql`
  select to_char(d.midnight, 'YYYY-MM-DD') as on,
    (select count(*) from site s join visit v on v.company_id = s.company_id and v.site_id = s.id
      where s.company_id = c.company_id and v.signed_in_at >= d.midnight at time zone c.time_zone
        and v.signed_in_at < (d.midnight + interval '1 day') at time zone c.time_zone) as sign_ins
    from company c, date_trunc('day', ${instant} at time zone c.time_zone) today,
      generate_series(today - interval '13 days', today, interval '1 day') d(midnight)
   where c.company_id = (select current_company()) order by d.midnight`;

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
        waiting: sql<number>`(select count(*)::integer from entry e where e.company_id = site.company_id and e.site_id = site.id and e.state = 'waiting' and e.asked_at > ${instant} - interval '12 hours')`,
        sinceEarlier: countAtSite(sql`v.signed_out_at is null and v.signed_in_at < ${midnight}`),
      })
      .from(site)
      .orderBy(site.name),
    db
      .select(VISIT_COLUMNS)
      .from(visit)
      .innerJoinLateral(SITE_OF_VISIT, sql`true`)
      .where(and(eq(visit.companyId, sql`(select current_company())`), isNull(visit.signedOutAt)))
      .orderBy(sql`${visit.signedInAt} desc`, sql`${visit.id} desc`)
      .limit(20),
    db.rows<{ on: string; sign_ins: string }>(signInsByDay(instant)),
  ] as const);
  return { sites, latest, days: days.rows.map((row) => ({ on: row.on, signIns: Number(row.sign_ins) })) };
}
