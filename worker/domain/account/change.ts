/** What every change of one's own account has in common: the password is asked for again, and the session goes on under a new secret. */
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { verifyPassword } from "#worker/crypto/password.ts";
import { passwordLine } from "#worker/crypto/password-line.ts";
import { makeMail } from "#worker/domain/account/link-token.ts";
import { makeSession } from "#worker/domain/account/new-session.ts";
import { passwordCheckTries, requireNoWait } from "#worker/domain/account/tries.ts";
import { DomainError } from "#worker/errors.ts";
import { beginAccountChange, changeAccount, type AccountChange, type AccountChecked } from "#worker/store/own-account.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

/** The account whose password this is. Throws INVALID_INPUT on the field `password`, TOO_MANY_TRIES, BUSY. */
export async function checkOwnPassword(context: MemberContext, store: TenantStore, password: string): Promise<AccountChecked> {
  return passwordLine.take(async () => {
    const { waitSeconds, account } = await beginAccountChange(store, passwordCheckTries(context.request, context.claims.memberId));
    requireNoWait(waitSeconds);
    if (!account || !(await verifyPassword(password, account.passwordHash))) {
      throw new DomainError("INVALID_INPUT", { fields: { password: "That is not your password. Check it and try again." } });
    }
    return account;
  }, context.request.settings.passwordWaitMs);
}

/** The claims to be written into the cookie, and whether the recovery codes that came with the change are the ones in force. */
export interface Changed {
  claims: SessionClaims;
  hasNewCodes: boolean;
}

/** Commits the change. Throws INVALID_INPUT, LAST_SECOND_FACTOR, NOT_LOGGED_IN. */
export async function commitChange(context: MemberContext, store: TenantStore, account: AccountChecked, change: AccountChange): Promise<Changed> {
  const { request, claims } = context;
  const { secret, secretHash } = makeSession(request);
  const mail = makeMail(request);
  const by = { oldHash: account.passwordHash, secretHash: sha256Of(claims.secret), newSecretHash: secretHash, mail, tries: passwordCheckTries(request, claims.memberId) };
  const outcome = await changeAccount(store, change, by);
  if (outcome === "too-many") throw new DomainError("INVALID_INPUT", { fields: { form: "You have ten passkeys. Remove one before you add another." } });
  if (outcome === "unchanged") throw new DomainError("CONFLICT");
  await request.announce({ kind: "mail", mailId: mail.id });
  return { claims: { ...claims, secret }, hasNewCodes: outcome === "changed-codes" };
}
