/** The wordings of a company's terms: published for ever, in force until the next one or until they are withdrawn. */
import { sql } from "drizzle-orm";
import type { Words } from "#worker/domain/induction/text.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface TermsVersion {
  id: string;
  number: number;
  texts: Words;
  publishedAt: Date;
  publishedByName: string | null;
  withdrawnAt: Date | null;
  isInForce: boolean;
  /** How many visits accepted it. */
  acceptedBy: number;
}

type Row = Omit<TermsVersion, "publishedAt" | "withdrawnAt"> & { publishedAt: string; withdrawnAt: string | null };
const toVersion = (row: Row): TermsVersion => ({ ...row, publishedAt: new Date(row.publishedAt), withdrawnAt: row.withdrawnAt ? new Date(row.withdrawnAt) : null });

const VERSION = sql`t.id, t.number, t.texts, ${utc(sql`t.published_at`)} as "publishedAt",
  ${utc(sql`t.withdrawn_at`)} as "withdrawnAt", m.name as "publishedByName",
  t.withdrawn_at is null and not exists (select from terms_version n where n.company_id = t.company_id and n.number > t.number) as "isInForce",
  (select count(*)::integer from visit v where v.company_id = t.company_id and v.signed_in_at >= t.published_at and v.terms_version_id = t.id) as "acceptedBy"`;
const FROM = sql`terms_version t left join member m on m.company_id = t.company_id and m.id = t.published_by`;

export async function listTerms(store: TenantStore): Promise<TermsVersion[]> {
  const [{ rows }] = await store.read((db) => [db.rows<Row>(sql`select ${VERSION} from ${FROM} where t.company_id = (select current_company()) order by t.number desc limit 100`)]);
  return rows.map(toVersion);
}

export async function findTerms(store: TenantStore, termsId: string): Promise<TermsVersion | null> {
  const [{ rows }] = await store.read((db) => [db.rows<Row>(sql`select ${VERSION} from ${FROM} where t.company_id = (select current_company()) and t.id = ${termsId}::uuid`)]);
  return rows[0] ? toVersion(rows[0]) : null;
}

/** `codes`: of the sites whose gates are to know; none when this id was published before. */
export async function insertTerms(store: TenantStore, { termsId, texts }: { termsId: string; texts: Words }, at: Date): Promise<{ number: number; codes: string[] }> {
  const row = await store.commitStatement<{ number: number; codes: string[] }>(
    {
      action: "terms.published",
      subjectKind: "terms_version",
      subjectId: termsId,
      changes: sql`jsonb_build_object('version', done.number, 'languages', ${JSON.stringify(Object.keys(texts))}::jsonb)`,
    },
    ({ columns, values }) => sql`
  with done as materialized (select * from publish_terms(${termsId}::uuid, ${JSON.stringify(texts)}::jsonb, ${at.toISOString()}::timestamptz)),
  event as (insert into audit_event ${columns} select ${values} from done where is_new)
  select number, to_json(codes) as codes from done`,
  );
  return row ?? { number: 0, codes: [] };
}

export async function withdrawTerms(store: TenantStore, termsId: string, at: Date): Promise<{ outcome: "withdrawn" | "unchanged" | "nothing"; codes: string[] }> {
  const row = await store.commitStatement<{ outcome: "withdrawn" | "unchanged" | "nothing"; codes: string[] }>(
    { action: "terms.withdrawn", subjectKind: "terms_version", subjectId: termsId, changes: sql`jsonb_build_object('version', done.number)` },
    ({ columns, values }) => sql`
  with found as (select t.company_id, t.id from terms_version t where t.company_id = (select current_company()) and t.id = ${termsId}::uuid),
  done as (
    update terms_version t set withdrawn_at = ${at.toISOString()}::timestamptz from found
     where t.company_id = found.company_id and t.id = found.id and t.withdrawn_at is null and not exists (select from terms_version n where n.company_id = t.company_id and n.number > t.number)
    returning t.number
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'withdrawn' when exists (select from found) then 'unchanged' else 'nothing' end as outcome,
    (select coalesce(json_agg(s.code), '[]') from site s where s.company_id = (select current_company())) as codes`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}
