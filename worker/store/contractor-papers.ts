/** The papers of contractors: added, and taken off. What a paper is called may name somebody, so the log keeps it as what can be erased. */
import { sql } from "drizzle-orm";
import type { PaperKind } from "#worker/domain/entry/rules.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export type PaperOutcome = "changed" | "unchanged" | "nothing";

interface NewPaper {
  contractorId: string;
  paperId: string;
  kind: PaperKind;
  label: string;
  expiresOn: string;
}

export async function insertPaper(store: TenantStore, { contractorId, paperId, kind, label, expiresOn }: NewPaper, at: Date): Promise<PaperOutcome> {
  const row = await store.commitStatement<{ outcome: PaperOutcome }>(
    { action: "contractor.paper-added", subjectKind: "contractor", subjectId: contractorId, changes: { kind, expiresOn }, personal: { label } },
    ({ columns, values }) => sql`
  with found as (select c.company_id, c.id from contractor c where c.company_id = (select current_company()) and c.id = ${contractorId}::uuid and c.archived_at is null),
  made as (
    insert into contractor_paper (company_id, id, contractor_id, kind, label, expires_on, added_by, added_at)
    select company_id, ${paperId}::uuid, id, ${kind}, ${label}, ${expiresOn}::date, (select current_actor())::uuid, ${at.toISOString()}::timestamptz from found
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select case when exists (select from made) then 'changed' when exists (select from found) then 'unchanged' else 'nothing' end as outcome`,
  );
  return row?.outcome ?? "nothing";
}

export async function takeOffPaper(store: TenantStore, { contractorId, paperId }: { contractorId: string; paperId: string }, at: Date): Promise<PaperOutcome> {
  const row = await store.commitStatement<{ outcome: PaperOutcome }>(
    { action: "contractor.paper-removed", subjectKind: "contractor", subjectId: contractorId, changes: sql`jsonb_build_object('kind', done.kind, 'expiresOn', done.expires_on)`, personal: sql`jsonb_build_object('label', done.label)` },
    ({ columns, values }) => sql`
  with found as (select p.company_id, p.id from contractor_paper p where p.company_id = (select current_company()) and p.id = ${paperId}::uuid and p.contractor_id = ${contractorId}::uuid),
  done as (
    update contractor_paper p set removed_at = ${at.toISOString()}::timestamptz from found where p.company_id = found.company_id and p.id = found.id and p.removed_at is null
    returning p.id, p.kind, p.label, p.expires_on
  ),
  event as (insert into audit_event ${columns} select ${values} from done)
  select case when exists (select from done) then 'changed' when exists (select from found) then 'unchanged' else 'nothing' end as outcome`,
  );
  return row?.outcome ?? "nothing";
}
