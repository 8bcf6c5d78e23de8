/** A member changes their own password: all their other sessions end, in every company. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { checkOwnPassword, commitChange } from "#worker/domain/account/change.ts";
import { hashNewPassword } from "#worker/domain/account/new-password.ts";
import { newPassword } from "#worker/domain/account/password-rules.ts";
import { typedPassword } from "#worker/domain/account/schemas.ts";
import { parse } from "#worker/domain/parse.ts";

export const changePasswordInput = z.strictObject({ password: typedPassword, newPassword });

/** Gives the claims for the cookie. Throws INVALID_INPUT on `password` or `newPassword`, TOO_MANY_TRIES. */
export async function changePassword(context: MemberContext, raw: z.input<typeof changePasswordInput>): Promise<SessionClaims> {
  const store = requirePermission(context, "account.change");
  const input = parse(changePasswordInput, raw);
  const account = await checkOwnPassword(context, store, input.password);
  const passwordHash = await hashNewPassword(context.request, input.newPassword, [account.email, context.claims.memberName, context.claims.companyName]);
  return (await commitChange(context, store, account, { what: "password", passwordHash })).claims;
}
