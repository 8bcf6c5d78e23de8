/** A message that failed too often: the row says so, and the people who asked see it. */
import { makeRequestContext } from "#worker/context.ts";
import type { ConsumerEnv } from "#worker/env.ts";
import { jobMessage } from "#worker/jobs.ts";
import { log } from "#worker/log.ts";

export async function buryJob(env: ConsumerEnv, body: unknown): Promise<void> {
  const parsed = jobMessage.safeParse(body);
  if (!parsed.success || parsed.data.kind !== "export") return;
  const request = makeRequestContext(env, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
  const { exportId } = parsed.data;
  await request.platform.failExport(exportId, null, "attempts_used_up", request.requestId);
  log({ requestId: request.requestId }, { event: "job.dead", job: "export", jobId: exportId });
}
