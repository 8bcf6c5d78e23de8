/** What the limits count is a newly accepted person, once; replays are free, and a refusal gives back the unit it took. */
import type { VisitorContext } from "#worker/context.ts";
import { DomainError } from "#worker/errors.ts";
import { clientKey } from "#worker/limits.ts";
import { log } from "#worker/log.ts";

/** Counts who begins an induction; the sign-in that it leads to is then a replay. Throws TOO_MANY with the seconds to wait. */
export async function admitOnce({ gate, request, companyId }: VisitorContext, visitId: string): Promise<{ counted: boolean }> {
  const verdict = await gate.admit({ visitId, client: clientKey(request.address) });
  if (!verdict.admitted) {
    const { which, retryAfterSeconds } = verdict;
    log({ requestId: request.requestId, companyId }, { event: "gate.refused", which, retryAfterSeconds });
    throw new DomainError("TOO_MANY", { retryAfterSeconds });
  }
  return verdict;
}

/** Runs `commit` if the site's limits let this visit through. Throws TOO_MANY with the seconds to wait. */
export async function countOnce<T extends { outcome: string }>(context: VisitorContext, visitId: string, commit: () => Promise<T>): Promise<T> {
  const { gate } = context;
  const verdict = await admitOnce(context, visitId);
  const giveBack = async () => {
    // Only what this attempt took: the unit of an earlier attempt under the same key is not its to return.
    if (verdict.counted) await gate.refund(visitId).catch(() => undefined);
  };
  try {
    const result = await commit();
    // Who is held has been let through to the rules: their unit stays taken, or anybody could ask without end.
    if (result.outcome !== "signed_in" && result.outcome !== "held") await giveBack();
    return result;
  } catch (error) {
    // When the database did not answer, the visit may stand: its unit stays taken, and its retry is free.
    if (error instanceof DomainError && error.code !== "UNAVAILABLE") await giveBack();
    throw error;
  }
}
