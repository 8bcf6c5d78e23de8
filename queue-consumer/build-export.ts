/** Streams pages of visits out of Postgres into one file in R2. Memory holds one page and one part, whatever the size. */
import { makeJobContext, type RequestContext } from "#worker/context.ts";
import { readExportPage, beginExport, finishExport, type ExportLine } from "#worker/store/exports.ts";
import { requirePermission } from "#worker/permissions.ts";
import { DomainError } from "#worker/errors.ts";
import { getLimit, LIFETIMES } from "#worker/limits.ts";
import { exportFileKey } from "#worker/store/files.ts";
import type { ConsumerEnv } from "#worker/env.ts";
import type { VisitCursor } from "#worker/domain/visit/schemas.ts";
import { csvHeader, csvLines } from "./csv.ts";
import { PartWriter } from "./part-writer.ts";

export interface Claim {
  exportId: string;
  fencing: number;
}

/** Builds the file of a claimed export and marks the row done. Throws FORBIDDEN when the requester lost the right, COMPANY_SUSPENDED, SWITCHED_OFF, CLAIM_LOST when another took over. */
export async function buildExport(request: RequestContext, env: ConsumerEnv, claim: Claim): Promise<{ rows: number; bytes: number }> {
  const context = makeJobContext(request, claim);
  const store = requirePermission(context, "export.request");
  const plan = await beginExport(store, claim.exportId);
  if (!plan) throw new DomainError("CLAIM_LOST");
  const key = exportFileKey(plan.companyId, claim.exportId, claim.fencing);
  const writer = await PartWriter.open(env.FILES, request.runId, key, "text/csv; charset=utf-8");
  try {
    await writer.write(csvHeader());
    const rows = await writePages(writer, (page) => readExportPage(store, plan, page), getLimit(env, "exportRowsPerPage"));
    const bytes = await writer.close();
    await finishExport(store, claim.exportId, { key, bytes, rows }, new Date());
    return { rows, bytes };
  } catch (error) {
    // The file of a lost or failed claim is nobody's: another claim writes its own. But when the database did not answer
    // to the end of the job, the row may say done: then this file is the one.
    const mayBeDone = writer.isClosed && !(error instanceof DomainError && error.code !== "UNAVAILABLE");
    if (!mayBeDone) await writer.abandon();
    throw error;
  }
}

type ReadPage = (page: { after: VisitCursor | null; pageRows: number; rowsWritten: number; leaseSeconds: number }) => ReturnType<typeof readExportPage>;

/** Every page but the last is full. The next page is on its way while this one is formatted. */
async function writePages(writer: PartWriter, read: ReadPage, pageRows: number): Promise<number> {
  const leaseSeconds = LIFETIMES.jobLeaseSeconds;
  let rows = 0;
  let next: ReturnType<ReadPage> | null = read({ after: null, pageRows, rowsWritten: 0, leaseSeconds });
  while (next) {
    const lines: ExportLine[] = await next;
    const last: ExportLine | undefined = lines.at(-1);
    rows += lines.length;
    next = last && lines.length === pageRows ? read({ after: { at: last.at, id: last.id }, pageRows, rowsWritten: rows, leaseSeconds }) : null;
    // If the write below fails, nobody awaits the read: its own failure must not become an unhandled one.
    next?.catch(() => undefined);
    if (lines.length > 0) await writer.write(csvLines(lines));
  }
  return rows;
}
