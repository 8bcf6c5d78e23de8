/** Everything that somebody may see of their own account. */
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { readOwnAccount, type OwnAccount, type OwnSession } from "#worker/store/own-account.ts";

export interface AccountShown extends Omit<OwnAccount, "sessions"> {
  sessions: (OwnSession & { isThis: boolean })[];
}

export async function getOwnAccount(context: MemberContext): Promise<AccountShown> {
  const store = requirePermission(context, "account.read");
  const account = await readOwnAccount(store);
  return { ...account, sessions: account.sessions.map((session) => ({ ...session, isThis: session.id === context.entered?.sessionId })) };
}
