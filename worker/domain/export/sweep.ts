/** Finds jobs whose message was lost, or whose consumer died, and says "look" again. */
import type { RequestContext } from "#worker/context.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { JobMessage } from "#worker/jobs.ts";
import { log } from "#worker/log.ts";

/** Gives how many messages were sent. Sending one too many is harmless: a claim is taken once. */
export async function sweepExports(request: RequestContext, jobs: Queue<JobMessage>): Promise<number> {
  const due = await request.platform.listDueExports(LIFETIMES.jobQueuedSeconds);
  for (const exportId of due) await jobs.send({ kind: "export", exportId });
  if (due.length > 0) log({ requestId: request.requestId }, { event: "jobs.swept", sent: due.length });
  return due.length;
}
