/** New recovery codes: the ones before are worth nothing from then on. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { hashRecoveryCode, makeRecoveryCodes as make } from "#worker/crypto/recovery-codes.ts";
import { checkOwnPassword, commitChange } from "#worker/domain/account/change.ts";
import { passwordInput } from "#worker/domain/account/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import type { AccountChecked } from "#worker/store/own-account.ts";

/** Ten codes, and what is kept of them for this account. */
export function makeCodes(context: MemberContext, { accountId }: AccountChecked): { codes: string[]; codeHashes: Uint8Array[] } {
  const codes = make(context.request.makeBytes);
  return { codes, codeHashes: codes.map((one) => hashRecoveryCode(accountId, one)).filter((hash) => hash !== null) };
}

/** Gives the codes, which are shown once. Throws INVALID_INPUT on `password`. */
export async function makeRecoveryCodes(context: MemberContext, raw: z.input<typeof passwordInput>): Promise<{ claims: SessionClaims; recoveryCodes: string[] }> {
  const store = requirePermission(context, "account.change");
  const account = await checkOwnPassword(context, store, parse(passwordInput, raw).password);
  const { codes, codeHashes } = makeCodes(context, account);
  const { claims } = await commitChange(context, store, account, { what: "recovery-codes", codeHashes });
  return { claims, recoveryCodes: codes };
}
