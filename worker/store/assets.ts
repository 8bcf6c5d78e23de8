/** Images and PDFs that inductions show: their rows. The files stand in R2 (files.ts). */
import { sql } from "drizzle-orm";
import { bytea } from "#worker/store/bytea.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

export const MEDIA_TYPES = ["image/png", "image/jpeg", "image/webp", "application/pdf"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** The site of a template that the context may change, `siteId` null for the whole company's; null when there is none such. */
export async function findUploadPlace(store: TenantStore, templateId: string): Promise<{ siteId: string | null } | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<{ siteId: string | null }>(sql`select t.site_id as "siteId" from induction_template t where t.company_id = (select current_company()) and t.id = ${templateId}::uuid
      and t.archived_at is null and ((select current_sites()) is null or t.site_id = any ((select current_sites())::uuid[]))`),
  ]);
  return rows[0] ?? null;
}

export interface NewAsset {
  assetId: string;
  siteId: string | null;
  name: string;
  mediaType: MediaType;
  bytes: number;
  sha256: Uint8Array;
}

/** False when this upload was kept before: nothing was changed then. */
export async function insertAsset(store: TenantStore, { assetId, siteId, name, mediaType, bytes, sha256 }: NewAsset, at: Date): Promise<boolean> {
  const row = await store.commitStatement<{ made: boolean }>(
    { action: "asset.uploaded", subjectKind: "asset", subjectId: assetId, siteId, changes: { mediaType, bytes }, personal: { file: name } },
    ({ columns, values }) => sql`
  with made as (
    insert into asset (company_id, id, site_id, name, media_type, bytes, sha256, uploaded_by, uploaded_at)
    values (current_company(), ${assetId}::uuid, ${siteId}::uuid, ${name}, ${mediaType}, ${bytes}::integer, ${bytea(sha256)}, (select current_actor())::uuid, ${at.toISOString()}::timestamptz)
    on conflict (company_id, id) do nothing returning id
  ),
  event as (insert into audit_event ${columns} select ${values} from made)
  select exists (select from made) as made`,
  );
  return row?.made === true;
}

/** Null when the context sees none of this id. */
export async function findAsset(store: TenantStore, assetId: string): Promise<{ name: string; mediaType: MediaType } | null> {
  const [{ rows }] = await store.read((db) => [
    db.rows<{ name: string; mediaType: MediaType }>(sql`select a.name, a.media_type as "mediaType" from asset a where a.company_id = (select current_company()) and a.id = ${assetId}::uuid`),
  ]);
  return rows[0] ?? null;
}
