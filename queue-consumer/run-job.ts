/** One message: claim the row, do the work, and say what becomes of the message. */
import { makeRequestContext, type RequestContext } from "#worker/context.ts";
import { DomainError, type ErrorCode } from "#worker/errors.ts";
import type { ConsumerEnv } from "#worker/env.ts";
import { jobMessage } from "#worker/jobs.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";
import { buildExport, type Claim } from "./build-export.ts";
import { DONE, type Fate } from "./fate.ts";
import { sendMail } from "./send-mail.ts";

export async function runJob(env: ConsumerEnv, body: unknown, attempt: number): Promise<Fate> {
  const parsed = jobMessage.safeParse(body);
  const request = makeRequestContext(env, { requestId: crypto.randomUUID(), now: new Date(), address: null, userAgent: null });
  if (!parsed.success) {
    log({ requestId: request.requestId }, { event: "job.skipped", job: "unknown", jobId: "", reason: "malformed" });
    return DONE;
  }
  if (parsed.data.kind === "ping") return DONE;
  if (parsed.data.kind === "mail") return sendMail(request, env, parsed.data.mailId);
  return runExport(request, env, parsed.data.exportId, attempt);
}

async function runExport(request: RequestContext, env: ConsumerEnv, exportId: string, attempt: number): Promise<Fate> {
  const claim = await claimExport(request, exportId);
  if (!claim) return DONE;
  const startedMs = Date.now();
  try {
    const { rows, bytes } = await buildExport(request, env, claim);
    log({ requestId: request.requestId }, { event: "job.done", job: "export", jobId: exportId, ms: Date.now() - startedMs, rows, bytes });
    return DONE;
  } catch (error) {
    return await settle(request, claim, error, attempt);
  }
}

/** Null when there is nothing to do: another consumer holds the job (the sweep finds it if that one dies), or it has ended. */
async function claimExport(request: RequestContext, exportId: string): Promise<Claim | null> {
  const scope = { requestId: request.requestId };
  const claim = await request.platform.claimExport(exportId, LIFETIMES.jobLeaseSeconds, LIFETIMES.jobMaxAttempts);
  if (claim.outcome === "claimed") return { exportId, fencing: claim.fencing };
  if (claim.outcome === "exhausted") {
    await request.platform.failExport(exportId, null, "attempts_used_up", request.requestId);
    log(scope, { event: "job.failed", job: "export", jobId: exportId, reason: "attempts_used_up", willRetry: false });
  } else {
    log(scope, { event: "job.skipped", job: "export", jobId: exportId, reason: claim.outcome });
  }
  return null;
}

/** What no further try would change soon; the page of the exports says the same in words. */
const DENIALS: Partial<Record<ErrorCode, string>> = { FORBIDDEN: "requester_may_not", SWITCHED_OFF: "switched_off", COMPANY_SUSPENDED: "company_suspended" };

/** What becomes of a try that failed: left to who took it over, ended for good, or given back and tried again. */
async function settle(request: RequestContext, { exportId, fencing }: Claim, error: unknown, attempt: number): Promise<Fate> {
  const code = error instanceof DomainError ? error.code : "INTERNAL";
  const scope = { requestId: request.requestId };
  if (code === "CLAIM_LOST") {
    log(scope, { event: "job.skipped", job: "export", jobId: exportId, reason: "claim_lost" });
    return DONE;
  }
  const denial = DENIALS[code];
  const reason = error instanceof Error ? (error.message.split("\nparams:")[0] ?? code) : code;
  log(scope, { event: "job.failed", job: "export", jobId: exportId, reason: denial ?? reason, willRetry: !denial });
  if (denial) {
    await request.platform.failExport(exportId, fencing, denial, request.requestId);
    return DONE;
  }
  await request.platform.releaseExport(exportId, fencing);
  return { fate: "retry", delaySeconds: Math.min(300, 2 ** attempt) };
}
