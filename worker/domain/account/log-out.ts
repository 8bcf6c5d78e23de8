/** A member ends the session they are in. */
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { revokeSession } from "#worker/store/sessions.ts";

/** Throws NOT_LOGGED_IN when the session had ended before, which a door may take as done. */
export async function logOut(context: MemberContext): Promise<void> {
  const store = requirePermission(context, "session.end");
  await revokeSession(store, sha256Of(context.claims.secret), context.request.now);
}
