/** Contractors with what the office knows of them. */
import { sql } from "drizzle-orm";
import type { PaperKind } from "#worker/domain/entry/rules.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export interface ContractorDescribed {
  contractorId: string;
  name: string;
  contactName: string;
  contactEmail: string;
  contactPhone: string;
}

export interface ContractorLine extends Omit<ContractorDescribed, "contractorId"> {
  id: string;
  isArchived: boolean;
  /** The last day that something of this kind is good for; null where there is none. */
  insuranceUntil: string | null;
  licenceUntil: string | null;
}

export interface Paper {
  id: string;
  kind: PaperKind;
  label: string;
  expiresOn: string;
  addedByName: string | null;
}

export interface ContractorWithPapers extends ContractorLine {
  papers: Paper[];
}

const until = (kind: PaperKind) => sql`(select max(p.expires_on)::text from contractor_paper p where p.company_id = c.company_id and p.contractor_id = c.id and p.kind = ${kind} and p.removed_at is null)`;

const LINE = sql`c.id, c.name, c.contact_name as "contactName", c.contact_email as "contactEmail", c.contact_phone as "contactPhone", c.archived_at is not null as "isArchived",
  ${until("insurance")} as "insuranceUntil", ${until("licence")} as "licenceUntil"`;

/** Whose insurance ends first, or is missing, comes first. Archived ones last. */
export async function listContractors(store: TenantStore): Promise<ContractorLine[]> {
  const [{ rows }] = await store.read((db) => [
    db.rows<ContractorLine>(sql`select * from (select ${LINE} from contractor c where c.company_id = (select current_company())) l
      order by l."isArchived", least(coalesce(l."insuranceUntil", ''), coalesce(l."licenceUntil", '9999')), lower(l.name), l.id limit 2000`),
  ]);
  return rows;
}

export async function findContractor(store: TenantStore, contractorId: string): Promise<ContractorWithPapers | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<ContractorWithPapers>(sql`
  select ${LINE}, (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'label', p.label, 'expiresOn', p.expires_on, 'addedByName', m.name) order by p.expires_on, p.id), '[]')
      from contractor_paper p left join member m on m.company_id = p.company_id and m.id = p.added_by
     where p.company_id = c.company_id and p.contractor_id = c.id and p.removed_at is null) as papers
    from contractor c where c.company_id = (select current_company()) and c.id = ${contractorId}::uuid`),
  ]);
  return rows[0] ?? null;
}

export type ContractorOutcome = "changed" | "unchanged" | "taken" | "unnamed" | "nothing";
interface Written {
  outcome: ContractorOutcome;
  /** Whose name the gate takes for the same. */
  takenBy: string | null;
}

const NOTHING: Written = { outcome: "nothing", takenBy: null };

export async function insertContractor(store: TenantStore, { contractorId, name, contactName, contactEmail, contactPhone }: ContractorDescribed): Promise<Written> {
  const row = await store.commitStatement<Written>(
    { action: "contractor.added", subjectKind: "contractor", subjectId: contractorId, personal: { name, contactName, contactEmail, contactPhone } },
    ({ columns, values }) => sql`
  with keyed as (select employer_key(${name}) as key),
  before as (select 1 from contractor c where c.company_id = (select current_company()) and c.id = ${contractorId}::uuid),
  other as (select c.name from contractor c, keyed where c.company_id = (select current_company()) and c.name_key = keyed.key and c.archived_at is null and c.id <> ${contractorId}::uuid),
  made as (
    insert into contractor (company_id, id, name, name_key, contact_name, contact_email, contact_phone)
    select current_company(), ${contractorId}::uuid, ${name}, key, ${contactName}, ${contactEmail}, ${contactPhone} from keyed where key <> '' and not exists (select from other)
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select case when exists (select from made) then 'changed' when exists (select from before) then 'unchanged' when exists (select from other) then 'taken' when (select key from keyed) = '' then 'unnamed' else 'unchanged' end as outcome,
    (select name from other) as "takenBy"`,
  );
  return row ?? NOTHING;
}

/** Whom to call there is personal, and so is the name: many a contractor is one person, under their own. */
export async function updateContractor(store: TenantStore, { contractorId, name, contactName, contactEmail, contactPhone }: ContractorDescribed): Promise<Written> {
  const changes = sql`(select jsonb_strip_nulls(jsonb_build_object('name', case when was.name <> ${name} then true end)) from was)`;
  const personal = sql`(select jsonb_strip_nulls(jsonb_build_object('nameBefore', case when was.name <> ${name} then was.name end, 'nameAfter', case when was.name <> ${name} then ${name}::text end, 'contactName', case when was.contact_name <> ${contactName} then ${contactName}::text end,
    'contactEmail', case when was.contact_email <> ${contactEmail} then ${contactEmail}::text end, 'contactPhone', case when was.contact_phone <> ${contactPhone} then ${contactPhone}::text end)) from was)`;
  const row = await store.commitStatement<Written>(
    { action: "contractor.changed", subjectKind: "contractor", subjectId: contractorId, changes, personal },
    ({ columns, values }) => sql`
  with keyed as (select employer_key(${name}) as key),
  was as (
    select c.company_id, c.id, c.name, c.contact_name, c.contact_email, c.contact_phone,
        (c.name, c.contact_name, c.contact_email, c.contact_phone) is distinct from (${name}, ${contactName}, ${contactEmail}, ${contactPhone}) as differs
      from contractor c where c.company_id = (select current_company()) and c.id = ${contractorId}::uuid and c.archived_at is null
  ),
  other as (select c.name from contractor c, keyed where c.company_id = (select current_company()) and c.name_key = keyed.key and c.archived_at is null and c.id <> ${contractorId}::uuid),
  changed as (
    update contractor c set name = ${name}, name_key = keyed.key, contact_name = ${contactName}, contact_email = ${contactEmail}, contact_phone = ${contactPhone}, updated_at = now() from was, keyed
     where c.company_id = was.company_id and c.id = was.id and was.differs and keyed.key <> '' and not exists (select from other)
    returning c.id
  ),
  event as (insert into audit_event ${columns} select ${values} from changed)
  select case when exists (select from changed) then 'changed' when not exists (select from was) then 'nothing' when exists (select from other) then 'taken' when (select key from keyed) = '' then 'unnamed' else 'unchanged' end as outcome,
    (select name from other) as "takenBy"`,
  );
  return row ?? NOTHING;
}

/** The gate knows it no more; its name is free for another. */
export async function archiveContractor(store: TenantStore, contractorId: string, at: Date): Promise<ContractorOutcome> {
  const row = await store.commitStatement<{ outcome: ContractorOutcome }>(
    { action: "contractor.archived", subjectKind: "contractor", subjectId: contractorId, personal: sql`jsonb_build_object('name', done.name)` },
    ({ columns, values }) => sql`
  with found as (select c.company_id, c.id from contractor c where c.company_id = (select current_company()) and c.id = ${contractorId}::uuid),
  done as (
    update contractor c set archived_at = ${at.toISOString()}::timestamptz from found where c.company_id = found.company_id and c.id = found.id and c.archived_at is null
    returning c.id, c.name
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'changed' when exists (select from found) then 'unchanged' else 'nothing' end as outcome`,
  );
  return row?.outcome ?? "nothing";
}
