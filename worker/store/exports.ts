/** Exports as rows: the request, its progress, its pages of visits, and its end. */
import { and, desc, eq, sql } from "drizzle-orm";
import { findSqlState } from "#worker/store/client.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { exportJob, member, site, visit } from "#worker/store/schema.ts";
import { SITE_OF_VISIT, visitCondition, type VisitFilter } from "#worker/store/visit-filter.ts";
import type { SiteRow } from "#worker/store/visit-lists.ts";
import type { VisitCursor } from "#worker/domain/visit/schemas.ts";

export interface ExportRow {
  id: string;
  siteId: string | null;
  siteName: string | null;
  fromOn: string;
  toOn: string;
  state: "queued" | "running" | "done" | "failed";
  rowsTotal: number | null;
  rowsWritten: number;
  fileBytes: number | null;
  failure: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  /** Null when the context may not see who it was: a site manager of other sites. */
  requestedByName: string | null;
}

const EXPORT_COLUMNS = {
  id: exportJob.id,
  siteId: exportJob.siteId,
  siteName: site.name,
  fromOn: exportJob.fromOn,
  toOn: exportJob.toOn,
  state: exportJob.state,
  rowsTotal: exportJob.rowsTotal,
  rowsWritten: exportJob.rowsWritten,
  fileBytes: exportJob.fileBytes,
  failure: exportJob.failure,
  requestedAt: exportJob.requestedAt,
  finishedAt: exportJob.finishedAt,
  requestedByName: member.name,
};

/** The latest 50 exports and the sites that one may be asked for. */
export async function listExports(store: TenantStore): Promise<{ exports: ExportRow[]; sites: SiteRow[] }> {
  const [exports, sites] = await store.read((db) => [
    db
      .select(EXPORT_COLUMNS)
      .from(exportJob)
      .leftJoin(site, and(eq(site.companyId, exportJob.companyId), eq(site.id, exportJob.siteId)))
      .leftJoin(member, and(eq(member.companyId, exportJob.companyId), eq(member.id, exportJob.requestedBy)))
      .orderBy(desc(exportJob.requestedAt), desc(exportJob.id))
      .limit(50),
    db.select({ id: site.id, name: site.name, timeZone: site.timeZone, closedAt: site.closedAt }).from(site).orderBy(site.name),
  ] as const);
  return { exports, sites };
}

export interface NewExport {
  id: string;
  siteId: string | null;
  fromOn: string;
  toOn: string;
  requestedAt: Date;
}

/** The row that is the job, asked for by the member of this store's proof. False when it was asked for before: nothing changes then. */
export async function insertExport(store: TenantStore, wanted: NewExport, memberId: string): Promise<boolean> {
  const { id, siteId, fromOn, toOn, requestedAt } = wanted;
  const event = { action: "export.requested", subjectKind: "export", subjectId: id, siteId, changes: { fromOn, toOn } } as const;
  try {
    await store.commit(event, (db) => [
      db.insert(exportJob).values({ companyId: sql`current_company()`, id, siteId, fromOn, toOn, requestedAt, requestedBy: memberId, format: "csv" }),
    ]);
    return true;
  } catch (error) {
    if (findSqlState(error)?.code === "23505") return false;
    throw error;
  }
}

/** Whether there is a finished file of this export that the store may see. */
export async function isExportReady(store: TenantStore, exportId: string): Promise<boolean> {
  const [found] = await store.read((db) => [
    db.select({ id: exportJob.id }).from(exportJob).where(and(eq(exportJob.companyId, sql`(select current_company())`), eq(exportJob.id, exportId), eq(exportJob.state, "done"))),
  ]);
  return found.length > 0;
}

export interface ExportFile {
  id: string;
  companyId: string;
  fileKey: string;
  fileBytes: number;
  fromOn: string;
  toOn: string;
  siteName: string | null;
}

/** A finished export's file, and the event that somebody took it; null when there is none to be seen, and no event then. */
export async function takeExportFile(store: TenantStore, exportId: string): Promise<ExportFile | null> {
  interface Taken {
    id: string;
    company_id: string;
    file_key: string;
    file_bytes: string;
    from_on: string;
    to_on: string;
    site_name: string | null;
  }
  const row = await store.commitStatement<Taken>(
    { action: "export.downloaded", subjectKind: "export", subjectId: exportId, siteId: sql`taken.site_id` },
    ({ columns, values }) => sql`
  with taken as (
    select e.id, e.company_id, e.file_key, e.file_bytes, e.from_on::text, e.to_on::text, e.site_id, s.name as site_name
      from export e left join site s on s.company_id = e.company_id and s.id = e.site_id
     where e.company_id = (select current_company()) and e.id = ${exportId}::uuid and e.state = 'done'
  ),
  event as (insert into audit_event ${columns} select ${values} from taken)
  select * from taken`,
  );
  if (!row) return null;
  return {
    id: row.id,
    companyId: row.company_id,
    fileKey: row.file_key,
    fileBytes: Number(row.file_bytes),
    fromOn: row.from_on,
    toOn: row.to_on,
    siteName: row.site_name,
  };
}

/** What a claimed job is to do. The store's proof has checked the claim and the requester's right. */
export interface ExportPlan {
  id: string;
  companyId: string;
  companyName: string;
  siteId: string | null;
  fromOn: string;
  toOn: string;
  rowsTotal: number;
}

/** Reads the claimed export and counts its rows; the count is written for the progress bar. */
export async function beginExport(store: TenantStore, exportId: string): Promise<ExportPlan | null> {
  interface Begun {
    company_id: string;
    company_name: string;
    site_id: string | null;
    from_on: string;
    to_on: string;
  }
  const [{ rows }] = await store.read((db) => [
    db.rows<Begun>(sql`select e.company_id, c.name as company_name, e.site_id, e.from_on::text, e.to_on::text
      from export e join company c on c.company_id = e.company_id where e.company_id = (select current_company()) and e.id = ${exportId}::uuid`),
  ]);
  const [plan] = rows;
  if (!plan) return null;
  const base = { id: exportId, companyId: plan.company_id, companyName: plan.company_name, siteId: plan.site_id, fromOn: plan.from_on, toOn: plan.to_on };
  const [[counted]] = await store.read((db) => [
    db
      .select({ rows: sql<number>`count(*)`.mapWith(Number) })
      .from(visit)
      .innerJoin(site, and(eq(site.companyId, visit.companyId), eq(site.id, visit.siteId)))
      .where(visitCondition(exportFilter(base))),
  ]);
  return { ...base, rowsTotal: counted?.rows ?? 0 };
}

const exportFilter = (plan: { siteId: string | null; fromOn: string; toOn: string }): Omit<VisitFilter, "terms"> => ({
  siteId: plan.siteId ?? undefined,
  fromOn: plan.fromOn,
  toOn: plan.toOn,
});

/** A line of the file, as Postgres formats it: the site's own time, and text as it was typed. */
export interface ExportLine {
  id: string;
  /** The cursor, as text: an instant in UTC with its milliseconds. */
  at: string;
  siteName: string;
  name: string;
  phone: string;
  employer: string;
  visitorType: string;
  signedIn: string;
  signedOut: string | null;
  leftHow: string | null;
}

/**
 * The next page, oldest first, and in the same trip the heartbeat: progress written and the lease made longer.
 * Both stand under the claim's fencing number, so what lost its claim reads and writes nothing.
 */
export async function readExportPage(
  store: TenantStore,
  plan: ExportPlan,
  page: { after: VisitCursor | null; pageRows: number; rowsWritten: number; leaseSeconds: number },
): Promise<ExportLine[]> {
  const local = (column: SQLColumn) => sql<string>`to_char(${column} at time zone ${site.timeZone}, 'YYYY-MM-DD HH24:MI')`;
  const [, lines] = await store.beat((db) => [
    db
      .update(exportJob)
      .set({ rowsTotal: plan.rowsTotal, rowsWritten: page.rowsWritten, leaseUntil: sql`clock_timestamp() + make_interval(secs => ${page.leaseSeconds}::integer)` })
      .where(and(eq(exportJob.companyId, sql`(select current_company())`), eq(exportJob.id, plan.id))),
    db
      .select({
        id: visit.id,
        at: sql<string>`to_char(${visit.signedInAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
        siteName: sql<string>`${site.name}`,
        name: visit.name,
        phone: visit.phone,
        employer: visit.employer,
        visitorType: visit.visitorType,
        signedIn: local(visit.signedInAt),
        signedOut: local(visit.signedOutAt),
        leftHow: visit.leftHow,
      })
      .from(visit)
      .innerJoinLateral(SITE_OF_VISIT, sql`true`)
      .where(
        and(
          visitCondition(exportFilter(plan)),
          page.after ? sql`(${visit.signedInAt}, ${visit.id}) > (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : undefined,
        ),
      )
      .orderBy(visit.signedInAt, visit.id)
      .limit(page.pageRows),
  ] as const);
  return lines;
}

type SQLColumn = typeof visit.signedInAt | typeof visit.signedOutAt;

/** The file stands: the job is done, once. The store's proof fails when the claim was lost. */
export async function finishExport(store: TenantStore, exportId: string, file: { key: string; bytes: number; rows: number }, at: Date): Promise<void> {
  await store.commit({ action: "export.done", subjectKind: "export", subjectId: exportId, changes: { rows: file.rows, bytes: file.bytes } }, (db) => [
    db
      .update(exportJob)
      .set({ state: "done", fileKey: file.key, fileBytes: file.bytes, rowsWritten: file.rows, rowsTotal: file.rows, finishedAt: at, leaseUntil: null })
      .where(and(eq(exportJob.companyId, sql`(select current_company())`), eq(exportJob.id, exportId))),
  ]);
}
