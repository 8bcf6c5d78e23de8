/** A member asks for a file of visits. The row is the job; the message after it only says "look". */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { requestExportInput } from "#worker/domain/export/schemas.ts";
import type { JobMessage } from "#worker/jobs.ts";
import { insertExport } from "#worker/store/exports.ts";

/** Gives the export's id. A message that is lost here is found by the sweep: the row was committed first. Throws INVALID_INPUT, FORBIDDEN. */
export async function requestExport(context: MemberContext, jobs: Queue<JobMessage>, raw: z.input<typeof requestExportInput>): Promise<string> {
  const store = requirePermission(context, "export.request");
  const { id = context.request.makeId(), siteId, fromOn, toOn } = parse(requestExportInput, raw);
  const isNew = await insertExport(store, { id, siteId, fromOn, toOn, requestedAt: context.request.now }, context.claims.memberId);
  if (isNew) await jobs.send({ kind: "export", exportId: id }).catch(() => undefined);
  return id;
}
