/** Who holds a mailed link: the account of a live session, or one that is made now. */
import type { MemberContext, RequestContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { hashNewPassword } from "#worker/domain/account/new-password.ts";
import { DomainError } from "#worker/errors.ts";
import type { Holder } from "#worker/store/link-store.ts";

/** Throws OTHER_ACCOUNT when the address has an account and nobody is logged in, INVALID_INPUT on `newPassword`. The database decides whether a session is that account's. */
export async function holderOf(
  request: RequestContext,
  shown: { email: string; hasAccount: boolean },
  newPassword: string | undefined,
  member: MemberContext | null,
  about: string[],
): Promise<Holder> {
  if (shown.hasAccount) {
    if (!member) throw new DomainError("OTHER_ACCOUNT");
    return { sessionHash: sha256Of(member.claims.secret) };
  }
  if (newPassword === undefined) throw new DomainError("INVALID_INPUT", { fields: { newPassword: "Choose a password" } });
  return { accountId: request.makeId(), passwordHash: await hashNewPassword(request, newPassword, [shown.email, ...about]) };
}
