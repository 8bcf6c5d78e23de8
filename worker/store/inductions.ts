/** Inductions as the office makes them: templates with their drafts, versions that stand, and what the gates ask for. */
import { sql } from "drizzle-orm";
import type { Content } from "#worker/domain/induction/content.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { utc } from "#worker/store/utc.ts";

export interface TemplateLine {
  id: string;
  name: string;
  /** Null: the whole company's. */
  siteId: string | null;
  siteName: string | null;
  visitorTypes: VisitorType[];
  publishedNumber: number;
  /** The version that gates ask for; null when none does. */
  liveNumber: number | null;
  hasUnpublished: boolean;
  updatedAt: Date;
  /** How many people have passed it, all versions together, as far as the context sees. */
  completions: number;
}

/** By site, the company's own first, then by name; what was put away is left out. */
export async function listTemplates(store: TenantStore): Promise<{ templates: TemplateLine[]; sites: { id: string; name: string }[] }> {
  type Line = Omit<TemplateLine, "updatedAt"> & { updatedAt: string };
  const [{ rows }, { rows: sites }] = await store.read((db) => [
    db.rows<Line>(sql`select t.id, t.name, t.site_id as "siteId", s.name as "siteName", to_json(t.visitor_types) as "visitorTypes", t.published_number as "publishedNumber",
        (select max(v.number) from live_induction l join induction_version v on v.company_id = l.company_id and v.id = l.version_id where l.company_id = t.company_id and l.template_id = t.id) as "liveNumber",
        not exists (select from induction_version v where v.company_id = t.company_id and v.template_id = t.id and v.number = t.published_number and v.content = t.draft) as "hasUnpublished",
        ${utc(sql`t.updated_at`)} as "updatedAt",
        (select count(*)::integer from completion c where c.company_id = t.company_id and c.template_id = t.id) as completions
      from induction_template t left join site s on s.company_id = t.company_id and s.id = t.site_id
     where t.company_id = (select current_company()) and t.archived_at is null order by s.name nulls first, t.name, t.id`),
    db.rows<{ id: string; name: string }>(sql`select id, name from site where company_id = (select current_company()) and closed_at is null order by name, id`),
  ]);
  return { templates: rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) })), sites };
}

export interface TemplateDetail extends Omit<TemplateLine, "completions"> {
  draft: Content;
  draftNumber: number;
  /** Of its company. */
  photosAllowed: boolean;
  /** Its site, or the company's only open one; null where there are several. */
  place: { name: string; address: string; emergency: string } | null;
  /** Whom the gate asks for it now. */
  liveFor: VisitorType[];
  /** What gates ask one of its kinds of visitors for in its place: they can be asked for one alone. */
  rivals: { id: string; name: string; visitorType: VisitorType }[];
  versions: { id: string; number: number; publishedAt: Date; publishedByName: string; redo: boolean; completions: number }[];
}

/** Null when the context sees no such template. */
export async function findTemplate(store: TenantStore, templateId: string): Promise<TemplateDetail | null> {
  type Version = Omit<TemplateDetail["versions"][number], "publishedAt"> & { publishedAt: string };
  type Found = Omit<TemplateDetail, "updatedAt" | "versions"> & { updatedAt: string; versions: Version[] };
  const [{ rows }] = await store.read((db) => [
    db.rows<Found>(sql`select t.id, t.name, t.site_id as "siteId", s.name as "siteName", to_json(t.visitor_types) as "visitorTypes", t.published_number as "publishedNumber", t.draft,
        t.draft_number as "draftNumber", ${utc(sql`t.updated_at`)} as "updatedAt",
        (select max(v.number) from live_induction l join induction_version v on v.company_id = l.company_id and v.id = l.version_id where l.company_id = t.company_id and l.template_id = t.id) as "liveNumber",
        (select coalesce(json_agg(l.visitor_type order by l.visitor_type), '[]') from live_induction l where l.company_id = t.company_id and l.template_id = t.id) as "liveFor",
        (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'visitorType', l.visitor_type) order by l.visitor_type), '[]')
           from live_induction l join induction_template o on o.company_id = l.company_id and o.id = l.template_id
          where l.company_id = t.company_id and l.site_id is not distinct from t.site_id and l.visitor_type = any (t.visitor_types) and l.template_id <> t.id) as rivals,
        (select c.photos_allowed from company c where c.company_id = t.company_id) as "photosAllowed",
        (select case when count(*) = 1 then json_build_object('name', min(p.name), 'address', min(p.address), 'emergency', min(p.emergency)) end from site p
          where p.company_id = t.company_id and case when t.site_id is null then p.closed_at is null else p.id = t.site_id end) as place,
        not exists (select from induction_version v where v.company_id = t.company_id and v.template_id = t.id and v.number = t.published_number and v.content = t.draft) as "hasUnpublished",
        (select coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'publishedAt', ${utc(sql`v.published_at`)}, 'publishedByName', m.name, 'redo', v.redo,
            'completions', (select count(*) from completion c where c.company_id = v.company_id and c.version_id = v.id)) order by v.number desc), '[]')
           from induction_version v left join member m on m.company_id = v.company_id and m.id = v.published_by where v.company_id = t.company_id and v.template_id = t.id) as versions
      from induction_template t left join site s on s.company_id = t.company_id and s.id = t.site_id
     where t.company_id = (select current_company()) and t.id = ${templateId}::uuid and t.archived_at is null`),
  ]);
  const [found] = rows;
  if (!found) return null;
  return { ...found, updatedAt: new Date(found.updatedAt), versions: found.versions.map((version) => ({ ...version, publishedAt: new Date(version.publishedAt) })) };
}

/** A frozen version with its content; null when the context sees no such one. */
export async function findVersion(store: TenantStore, versionId: string): Promise<{ templateId: string; number: number; content: Content } | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<{ templateId: string; number: number; content: Content }>(sql`select v.template_id as "templateId", v.number, v.content from induction_version v
      where v.company_id = (select current_company()) and v.id = ${versionId}::uuid`),
  ]);
  return rows[0] ?? null;
}

export interface NewTemplate {
  templateId: string;
  siteId: string | null;
  name: string;
  visitorTypes: VisitorType[];
  /** What it begins with: a content, or the draft of another that the context sees. */
  draft: Content | { copyOf: string };
}

const typesOf = (types: VisitorType[]) => sql`(select array_agg(x) from json_array_elements_text(${JSON.stringify(types)}::json) x)`;

/** False when the id had made one before: nothing was changed then. Where the site is none of the context's, nothing either. */
export async function insertTemplate(store: TenantStore, { templateId, siteId, name, visitorTypes, draft }: NewTemplate): Promise<"made" | "before" | "nothing"> {
  const beginning = "copyOf" in draft
    ? sql`(select t.draft from induction_template t where t.company_id = (select current_company()) and t.id = ${draft.copyOf}::uuid)`
    : sql`${JSON.stringify(draft)}::jsonb`;
  const row = await store.commitStatement<{ outcome: "made" | "before" | "nothing" }>(
    { action: "induction.created", subjectKind: "induction_template", subjectId: templateId, siteId, changes: { name: [null, name], visitorTypes: [null, visitorTypes] } },
    ({ columns, values }) => sql`
  with place as (select ${beginning} as draft where case when ${siteId}::uuid is null then (select current_sites()) is null
    else exists (select from site s where s.company_id = (select current_company()) and s.id = ${siteId}::uuid and s.closed_at is null) end),
  made as (
    insert into induction_template (company_id, id, site_id, name, visitor_types, draft)
    select current_company(), ${templateId}::uuid, ${siteId}::uuid, ${name}, ${typesOf(visitorTypes)}, place.draft from place where place.draft is not null
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select case when exists (select from made) then 'made' when exists (select from place where draft is not null) then 'before' else 'nothing' end as outcome`,
  );
  return row?.outcome ?? "nothing";
}

export interface DraftSave {
  templateId: string;
  draftNumber: number;
  name: string;
  visitorTypes: VisitorType[];
  draft: Content;
}

/** `number` is the draft's after it: of the saved one, or, when somebody else was first (`stale`), of theirs. */
export async function saveDraft(store: TenantStore, { templateId, draftNumber, name, visitorTypes, draft }: DraftSave): Promise<{ outcome: "saved" | "unchanged" | "stale" | "nothing"; number: number }> {
  const text = JSON.stringify(draft);
  const row = await store.commitStatement<{ outcome: "saved" | "unchanged" | "stale" | "nothing"; number: number }>(
    {
      action: "induction.draft-saved", subjectKind: "induction_template", subjectId: templateId, siteId: sql`saved.site_id`,
      changes: sql`(select jsonb_strip_nulls(jsonb_build_object('draft', saved.draft_number, 'blocks', ${draft.blocks.length}::integer,
        'name', case when was.name <> ${name} then jsonb_build_array(was.name, ${name}::text) end)) from was)`,
    },
    ({ columns, values }) => sql`
  with was as (
    select t.company_id, t.id, t.name, t.draft_number, (t.name, t.draft, t.visitor_types) is distinct from (${name}::text, ${text}::jsonb, ${typesOf(visitorTypes)}) as differs
      from induction_template t where t.company_id = (select current_company()) and t.id = ${templateId}::uuid and t.archived_at is null
       and ((select current_sites()) is null or t.site_id = any ((select current_sites())::uuid[]))
  ),
  saved as (
    update induction_template t set name = ${name}, visitor_types = ${typesOf(visitorTypes)}, draft = ${text}::jsonb, draft_number = t.draft_number + 1, updated_at = now() from was
     where t.company_id = was.company_id and t.id = was.id and was.differs and t.draft_number = ${draftNumber}::integer
    returning t.id, t.site_id, t.draft_number
  ),
  event as (insert into audit_event ${columns} select ${values} from saved)
  select case when exists (select from saved) then 'saved' when not exists (select from was) then 'nothing' when not (select differs from was) then 'unchanged' else 'stale' end as outcome,
    coalesce((select draft_number from saved), (select draft_number from was), 0) as number`,
  );
  return row ?? { outcome: "nothing", number: 0 };
}

export type Published =
  | { outcome: "published"; number: number; codes: string[] }
  | { outcome: "taken"; takenBy: string; takenType: VisitorType }
  | { outcome: "stale" }
  | { outcome: "nothing" };

/** Freezes the draft that was seen. `versionId` is made when the form is shown: sent twice it is one version. */
export async function publishTemplate(store: TenantStore, { templateId, draftNumber, versionId, redo }: { templateId: string; draftNumber: number; versionId: string; redo: boolean }): Promise<Published> {
  interface Row { outcome: Published["outcome"]; number: number; taken_by: string; taken_type: VisitorType; codes: string[] | null }
  const row = await store.commitStatement<Row>(
    { action: "induction.published", subjectKind: "induction_template", subjectId: templateId, siteId: sql`done.site_id`, changes: sql`jsonb_build_object('version', done.number, 'redo', ${redo}::boolean)` },
    ({ columns, values }) => sql`
  with done as materialized (select * from publish_induction(${templateId}::uuid, ${draftNumber}::integer, ${versionId}::uuid, ${redo}::boolean)),
  event as (insert into audit_event ${columns} select ${values} from done where is_new)
  select outcome, number, taken_by, taken_type, to_json(codes) as codes from done`,
  );
  if (row?.outcome === "published") return { outcome: "published", number: row.number, codes: row.codes ?? [] };
  if (row?.outcome === "taken") return { outcome: "taken", takenBy: row.taken_by, takenType: row.taken_type };
  return { outcome: row?.outcome ?? "nothing" };
}

/** The gates ask for it no more. */
export async function withdrawTemplate(store: TenantStore, templateId: string): Promise<{ outcome: "withdrawn" | "unchanged" | "nothing"; codes: string[] }> {
  const row = await store.commitStatement<{ outcome: "withdrawn" | "unchanged" | "nothing"; codes: string[] }>(
    { action: "induction.withdrawn", subjectKind: "induction_template", subjectId: templateId, siteId: sql`done.site_id` },
    ({ columns, values }) => sql`
  with done as materialized (select * from withdraw_induction(${templateId}::uuid)),
  event as (insert into audit_event ${columns} select ${values} from done where outcome = 'withdrawn')
  select outcome, to_json(codes) as codes from done`,
  );
  return row ?? { outcome: "nothing", codes: [] };
}
