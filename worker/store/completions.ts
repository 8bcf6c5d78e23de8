/** Who passed which induction when, and with which answers. */
import { sql } from "drizzle-orm";
import type { Answers } from "#worker/domain/induction/answers.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface CompletionLine {
  id: string;
  versionNumber: number;
  name: string;
  siteName: string;
  timeZone: string;
  visitorType: VisitorType;
  language: string;
  score: number;
  outOf: number;
  completedAt: Date;
  /** Null: it counts for ever. */
  validUntil: Date | null;
}

type Raw<T> = Omit<T, "completedAt" | "validUntil"> & { completedAt: string; validUntil: string | null };
const instants = <T extends { completedAt: string; validUntil: string | null }>(row: T) => ({ ...row, completedAt: new Date(row.completedAt), validUntil: row.validUntil === null ? null : new Date(row.validUntil) });

const LINE = sql`c.id, c.version_number as "versionNumber", p.name, s.name as "siteName", s.time_zone as "timeZone", c.visitor_type as "visitorType", c.language, c.score, c.out_of as "outOf",
  ${utc(sql`c.completed_at`)} as "completedAt", ${utc(sql`c.valid_until`)} as "validUntil"`;
const FROM = sql`completion c join site s on s.company_id = c.company_id and s.id = c.site_id join person p on p.company_id = c.company_id and p.id = c.person_id`;

export interface CompletionFilter {
  templateId: string;
  siteId?: string | undefined;
  standing?: "valid" | "expired" | undefined;
  olderThan?: { at: string; id: string } | undefined;
  pageRows: number;
}

export interface CompletionPage {
  templateName: string;
  sites: { id: string; name: string }[];
  completions: CompletionLine[];
  hasOlder: boolean;
}

/** Newest first. Null when the context sees no such template. */
export async function readCompletions(store: TenantStore, { templateId, siteId, standing, olderThan, pageRows }: CompletionFilter, now: Date): Promise<CompletionPage | null> {
  const at = now.toISOString();
  const conditions = [
    siteId ? sql`and c.site_id = ${siteId}::uuid` : sql``,
    standing === "valid" ? sql`and (c.valid_until is null or c.valid_until > ${at}::timestamptz)` : sql``,
    standing === "expired" ? sql`and c.valid_until <= ${at}::timestamptz` : sql``,
    olderThan ? sql`and (c.completed_at, c.id) < (${olderThan.at}::timestamptz, ${olderThan.id}::uuid)` : sql``,
  ];
  const [{ rows: templates }, { rows: sites }, { rows: lines }] = await store.read((db) => [
    db.rows<{ name: string }>(sql`select t.name from induction_template t where t.company_id = (select current_company()) and t.id = ${templateId}::uuid`),
    db.rows<{ id: string; name: string }>(sql`select id, name from site where company_id = (select current_company()) order by name, id`),
    db.rows<Raw<CompletionLine>>(sql`select ${LINE} from ${FROM} where c.company_id = (select current_company()) and c.template_id = ${templateId}::uuid ${sql.join(conditions, sql` `)}
      order by c.completed_at desc, c.id desc limit ${pageRows + 1}`),
  ]);
  const [template] = templates;
  if (!template) return null;
  return { templateName: template.name, sites, completions: lines.slice(0, pageRows).map(instants), hasOlder: lines.length > pageRows };
}

export interface CompletionDetail extends CompletionLine {
  templateId: string;
  /** Of its own version. */
  content: Content;
  drawn: string[];
  answers: Answers;
  isErased: boolean;
}

/** Null when the context sees no such one. */
export async function findCompletion(store: TenantStore, completionId: string): Promise<CompletionDetail | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<Raw<CompletionDetail>>(sql`select ${LINE}, c.template_id as "templateId", v.content, to_json(c.drawn) as drawn, c.answers, c.erased_at is not null as "isErased"
      from ${FROM} join induction_version v on v.company_id = c.company_id and v.id = c.version_id where c.company_id = (select current_company()) and c.id = ${completionId}::uuid`),
  ]);
  return rows[0] ? instants(rows[0]) : null;
}
