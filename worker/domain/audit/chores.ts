/** The crons' work on the chains: old events to files, and a checkpoint a day, company by company. */
import { makeAuditChoreContext, type RequestContext } from "#worker/context.ts";
import { archiveEvents, keptDaysOf } from "#worker/domain/audit/archive.ts";
import { takeCheckpoint } from "#worker/domain/audit/checkpoint.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";
import { claimChore, releaseChore } from "#worker/store/audit-chores.ts";

/** At one run; the next comes in a minute. */
const CHORES_A_RUN = 20;

/** Gives how many were done. One that fails keeps its claim until the lease ends, so that the others have their turn. */
export async function runAuditChores(request: RequestContext, bucket: R2Bucket): Promise<number> {
  let done = 0;
  for (let turn = 0; turn < CHORES_A_RUN; turn += 1) {
    const claimed = await claimChore(request, keptDaysOf(request), LIFETIMES.auditLeaseSeconds);
    if (!claimed) break;
    const context = makeAuditChoreContext(request, claimed);
    try {
      if (claimed.chore === "archive") await archiveEvents(context, bucket, claimed.movesBefore);
      else await takeCheckpoint(context, bucket);
      await releaseChore(request, claimed);
      done += 1;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log({ requestId: request.requestId, companyId: claimed.companyId }, { event: "job.failed", job: `audit-${claimed.chore}`, jobId: claimed.companyId, reason, willRetry: true });
    }
  }
  return done;
}
