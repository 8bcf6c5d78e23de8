/** A company's own settings. */
import { sql } from "drizzle-orm";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import type { Plan } from "#worker/limits.ts";

export interface CompanySettings {
  name: string;
  timeZone: string;
  plan: Plan;
  secondFactorRequired: boolean;
  /** Inductions may ask for a photo. */
  photosAllowed: boolean;
  members: number;
  /** Owners and admins who have no second factor yet. */
  withoutSecondFactor: number;
}

export async function readSettings(store: TenantStore): Promise<CompanySettings> {
  interface Read {
    name: string;
    time_zone: string;
    plan: Plan;
    second_factor_required: boolean;
    photos_allowed: boolean;
    members: number;
    without_second_factor: number;
  }
  const [{ rows }] = await store.read((db) => [db.rows<Read>(sql`select * from read_company_settings()`)]);
  const [row] = rows;
  if (!row) throw new Error("read_company_settings gave no row");
  const { name, time_zone: timeZone, plan, second_factor_required: secondFactorRequired, photos_allowed: photosAllowed, members, without_second_factor: withoutSecondFactor } = row;
  return { name, timeZone, plan, secondFactorRequired, photosAllowed, members, withoutSecondFactor };
}

/** False when it was so before. */
export async function setSecondFactorRequired(store: TenantStore, companyId: string, required: boolean): Promise<boolean> {
  const row = await store.commitStatement<{ changed: boolean }>(
    { action: "company.second-factor-set", subjectKind: "company", subjectId: companyId, changes: { required: [!required, required] } },
    ({ columns, values }) => sql`
  with done as (select set_second_factor_required(${required}) as changed),
  event as (insert into audit_event ${columns} select ${values} from done where changed)
  select changed from done`,
  );
  return row?.changed === true;
}

/** The codes of the sites whose gates have to know of it; null when it was so before. */
export async function setPhotosAllowed(store: TenantStore, companyId: string, allowed: boolean): Promise<string[] | null> {
  const row = await store.commitStatement<{ changed: boolean; codes: string[] }>(
    { action: "company.photos-set", subjectKind: "company", subjectId: companyId, changes: { allowed: [!allowed, allowed] } },
    ({ columns, values }) => sql`
  with done as (select * from set_photos_allowed(${allowed})),
  event as (insert into audit_event ${columns} select ${values} from done where changed)
  select changed, to_json(codes) as codes from done`,
  );
  return row?.changed ? row.codes : null;
}
