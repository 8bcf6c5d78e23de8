/** Which events are meant. The page and the export share it, so that both show the same ones. */
import { sql, type SQL } from "drizzle-orm";

/** Who acts beside the members. A `visitor` has a site's link or the sign-out link of a visit. */
export const OTHER_ACTORS = {
  visitors: ["site_link", "visit"],
  system: ["system", "job"],
  operator: ["operator"],
  strangers: ["stranger"],
} as const;

export type OtherActor = keyof typeof OTHER_ACTORS;

export interface EventFilter {
  who?: { memberId: string } | { others: OtherActor } | undefined;
  action?: string | undefined;
  subject?: { kind: string; id: string } | undefined;
  /** Days in the company's zone, both included, as YYYY-MM-DD. */
  fromOn?: string | undefined;
  toOn?: string | undefined;
}

export const isFiltered = (filter: EventFilter): boolean => Object.values(filter).some((part) => part !== undefined);

/** The midnight that begins a day in the company's zone. */
export const midnight = (on: string, days = 0): SQL =>
  sql`(select (${on}::date + ${days}::integer)::timestamp at time zone c.time_zone from company c where c.company_id = (select current_company()))`;

function whoIs(who: EventFilter["who"]): SQL {
  if (!who) return sql`true`;
  if ("memberId" in who) return sql`e.actor_kind = 'member' and e.actor_id = ${who.memberId}`;
  return sql`e.actor_kind in (${sql.join(OTHER_ACTORS[who.others].map((kind) => sql`${kind}`), sql`, `)})`;
}

/** The filter as a condition over `audit_event e`; the company stands beside it. */
export function eventCondition({ who, action, subject, fromOn, toOn }: EventFilter): SQL {
  const parts = [
    whoIs(who),
    action ? sql`e.action = ${action}` : undefined,
    subject ? sql`e.subject_kind = ${subject.kind} and e.subject_id = ${subject.id}::uuid` : undefined,
    fromOn ? sql`e.at >= ${midnight(fromOn)}` : undefined,
    toOn ? sql`e.at < ${midnight(toOn, 1)}` : undefined,
  ];
  return sql.join(parts.filter((part) => part !== undefined), sql` and `);
}
