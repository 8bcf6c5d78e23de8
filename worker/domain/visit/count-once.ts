/** What the limits count is a newly accepted person, once; retries, refusals and failures give their unit back. */
import type { VisitorContext } from "#worker/context.ts";
import { DomainError } from "#worker/errors.ts";
import { clientKey } from "#worker/limits.ts";
import { log } from "#worker/log.ts";

/** Runs `commit` if the site's limits let this visit through. Throws TOO_MANY with the seconds to wait. */
export async function countOnce<T extends { outcome: string; signedInAt?: Date }>(context: VisitorContext, visitId: string, commit: () => Promise<T>): Promise<T> {
  const { gate, request } = context;
  const verdict = await gate.admit({ visitId, client: clientKey(request.address) });
  if (!verdict.admitted) {
    const { which, retryAfterSeconds } = verdict;
    log({ requestId: request.requestId, companyId: context.companyId }, { event: "gate.refused", which, retryAfterSeconds });
    throw new DomainError("TOO_MANY", { retryAfterSeconds });
  }
  let counts = false;
  const minuteAgoMs = request.now.getTime() - 60_000;
  try {
    const result = await commit();
    // A replay keeps the unit of a visit made within the minute; a later replay is free.
    counts = result.signedInAt !== undefined && result.signedInAt.getTime() > minuteAgoMs;
    return result;
  } finally {
    if (!counts) await gate.refund(visitId).catch(() => undefined);
  }
}
