/** Ending one's own sessions, on whatever device and in whatever company. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { parse } from "#worker/domain/parse.ts";
import { endOwnSessions } from "#worker/store/own-account.ts";

export const endSessionInput = z.strictObject({ sessionId: z.uuid() });

/** False when it had ended before, or is not one's own. */
export async function endSession(context: MemberContext, raw: z.input<typeof endSessionInput>): Promise<boolean> {
  const store = requirePermission(context, "session.end");
  const { sessionId } = parse(endSessionInput, raw);
  return (await endOwnSessions(store, sessionId, sha256Of(context.claims.secret))) > 0;
}

/** All but this one. Gives how many ended. */
export async function endOtherSessions(context: MemberContext): Promise<number> {
  const store = requirePermission(context, "session.end");
  return endOwnSessions(store, null, sha256Of(context.claims.secret));
}
