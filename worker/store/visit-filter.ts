/** Which visits are meant: filters, and a search by words that stays fast under the walls, whatever is searched for. */
import { and, eq, sql, type SQL } from "drizzle-orm";
import { personTerm, site, visit } from "#worker/store/schema.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

export interface VisitFilter {
  terms: string[];
  siteId?: string | undefined;
  visitorType?: VisitorType | undefined;
  /** Days in the site's own zone, both included, as YYYY-MM-DD. */
  fromOn?: string | undefined;
  toOn?: string | undefined;
}

/**
 * The site of a visit, to be joined laterally: looked up for each visit in turn. Joined freely, the planner may go site
 * by site instead, and sort the whole past of each for one page.
 */
export const SITE_OF_VISIT = sql`(select * from ${site} where ${site.companyId} = ${visit.companyId} and ${site.id} = ${visit.siteId} limit 1) site`;

/**
 * Bounds that the index can use (a day's slack for the zones), and the exact day in the site's zone beside them. The bounds
 * are cast: comparing with a timestamp without zone is not leakproof, so that no index would serve it under the walls.
 */
function between({ fromOn, toOn }: Omit<VisitFilter, "terms">): SQL | undefined {
  const day = sql`(${visit.signedInAt} at time zone ${site.timeZone})::date`;
  const exact = and(fromOn ? sql`${day} >= ${fromOn}::date` : undefined, toOn ? sql`${day} <= ${toOn}::date` : undefined);
  return and(
    fromOn ? sql`${visit.signedInAt} >= (${fromOn}::date - 1)::timestamptz` : undefined,
    toOn ? sql`${visit.signedInAt} < (${toOn}::date + 2)::timestamptz` : undefined,
    // In a case, the planner takes it for likely; by itself for one row in 200, and then it sorts what it could walk in order.
    exact && sql`case when ${exact} then true end`,
  );
}

/** All but the words of the filter, as one condition over visit joined with site. The history and the export share it, so that both show the same rows. */
export function visitCondition(filter: Omit<VisitFilter, "terms">): SQL | undefined {
  return and(
    eq(visit.companyId, sql`(select current_company())`),
    filter.siteId ? eq(visit.siteId, filter.siteId) : undefined,
    filter.visitorType ? eq(visit.visitorType, filter.visitorType) : undefined,
    between(filter),
  );
}

/** The first text that sorts after everything that begins with `term`, byte by byte. */
function endOfRange(term: string): string {
  return `${term}\u{10FFFF}`;
}

/** People who have the term as the beginning of a word, by a range, which keeps its index under the walls. */
const peopleWith = (term: string) => sql`select ${personTerm.personId} from ${personTerm}
  where ${personTerm.companyId} = (select current_company()) and ${personTerm.term} >= ${term} and ${personTerm.term} < ${endOfRange(term)}`;

/** The row itself holds each term as the beginning of a word: its person may have had another name or employer at another visit. */
export function holdsWords(terms: string[]): SQL | undefined {
  return and(...terms.map((term) => sql`position(${` ${term}`} in ${visit.searchText}) > 0`));
}

/** Up to so many people have their visits looked up one by one; with more, the page is soon filled by walking the list itself. */
const FEW_PEOPLE = 300;

/** The visits of one page that hold the words, by the faster of two ways. Postgres runs one of them: it counts the people first. */
export function pageWithWords(filter: VisitFilter, beyond: SQL | undefined, direction: SQL, rows: number): SQL {
  const listed = and(visitCondition(filter), beyond, holdsWords(filter.terms));
  const page = sql`from ${visit} join lateral ${SITE_OF_VISIT} on true where ${listed}`;
  const inOrder = sql`order by ${visit.signedInAt} ${direction}, ${visit.id} ${direction} limit ${rows}`;
  return sql`${visit.companyId} = (select current_company()) and ${visit.id} = any (array(
    with found as materialized (${sql.join(filter.terms.map(peopleWith), sql` intersect `)} limit ${FEW_PEOPLE + 1})
    (select hit.id from (select distinct person_id from found) who
       cross join lateral (select ${visit.id}, ${visit.signedInAt} ${page} and ${visit.personId} = who.person_id ${inOrder}) hit
      where (select count(*) from found) <= ${FEW_PEOPLE} order by hit.signed_in_at ${direction}, hit.id ${direction} limit ${rows})
    union all
    (select ${visit.id} ${page} and (select count(*) from found) > ${FEW_PEOPLE} ${inOrder})))`;
}
