/** A site's rules at the gate as the office sees and changes them. */
import { sql } from "drizzle-orm";
import type { GateRules } from "#worker/domain/entry/rules.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export interface KeptRules {
  siteId: string;
  siteName: string;
  /** As the database keeps them. */
  rules: unknown;
  /** A digest of them: whoever saves says by it which ones they saw. */
  mark: string;
  contractors: number;
  /** How many of these have none in date, by the site's clock. */
  lacking: { insurance: number; licence: number };
}

const lacking = (kind: "insurance" | "licence") => sql`
    (select count(*)::integer from contractor c where c.company_id = s.company_id and c.archived_at is null and not exists (
      select from contractor_paper p where p.company_id = c.company_id and p.contractor_id = c.id and p.kind = ${kind} and p.removed_at is null
         and p.expires_on >= (now() at time zone s.time_zone)::date))`;

/** Null when the site is not theirs to see. */
export async function findRules(store: TenantStore, siteId: string): Promise<KeptRules | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<KeptRules>(sql`
  select s.id as "siteId", s.name as "siteName", s.rules, md5(s.rules::text) as mark,
    (select count(*)::integer from contractor c where c.company_id = s.company_id and c.archived_at is null) as contractors,
    jsonb_build_object('insurance', ${lacking("insurance")}, 'licence', ${lacking("licence")}) as lacking
    from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid`),
  ]);
  return rows[0] ?? null;
}

export type RulesOutcome = "changed" | "unchanged" | "stale" | "nothing";

/** Old and new stand in the log; whom to call is personal. `code` is the site's when the rules were changed. */
export async function updateRules(store: TenantStore, { siteId, mark, rules }: { siteId: string; mark: string; rules: GateRules }): Promise<{ outcome: RulesOutcome; code: string | null }> {
  const wanted = JSON.stringify(rules);
  const part = (name: string) => sql`case when was.rules -> ${name} is distinct from was.wanted -> ${name} then jsonb_build_array(was.rules -> ${name}, was.wanted -> ${name}) end`;
  const changes = sql`(select jsonb_strip_nulls(jsonb_build_object('hours', ${part("hours")}, 'papers', ${part("papers")}, 'approval', ${part("approval")})) from was)`;
  const personal = sql`(select case when was.rules -> 'contact' is distinct from was.wanted -> 'contact' then jsonb_strip_nulls(jsonb_build_object(
    'contactBefore', was.rules #>> '{contact,name}', 'contactPhoneBefore', was.rules #>> '{contact,phone}', 'contact', was.wanted #>> '{contact,name}', 'contactPhone', was.wanted #>> '{contact,phone}')) else '{}'::jsonb end from was)`;
  const row = await store.commitStatement<{ outcome: RulesOutcome; code: string | null }>(
    { action: "site.rules-changed", subjectKind: "site", subjectId: siteId, siteId, changes, personal },
    ({ columns, values }) => sql`
  with was as (
    select s.company_id, s.id, s.rules, ${wanted}::jsonb as wanted, s.rules is distinct from ${wanted}::jsonb as differs, md5(s.rules::text) as mark
      from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid
  ),
  changed as (
    update site s set rules = was.wanted from was
     where s.company_id = was.company_id and s.id = was.id and was.differs and was.mark = ${mark} and s.rules = was.rules
    returning s.code
  ),
  event as (insert into audit_event ${columns} select ${values} from changed)
  select case when exists (select from changed) then 'changed' when not exists (select from was) then 'nothing' when (select differs from was) then 'stale' else 'unchanged' end as outcome,
    (select code from changed) as code`,
  );
  return row ?? { outcome: "nothing", code: null };
}
