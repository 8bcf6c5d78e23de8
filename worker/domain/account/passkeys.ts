/** The passkeys of one's own account. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { makeRegistrationOptions, verifyRegistration } from "#worker/crypto/passkey.ts";
import { checkOwnPassword, commitChange } from "#worker/domain/account/change.ts";
import { makeCodes } from "#worker/domain/account/recovery-codes.ts";
import { passwordInput, signedToken, typedPassword } from "#worker/domain/account/schemas.ts";
import { makeChallenge, readChallenge } from "#worker/domain/account/step-token.ts";
import { parse } from "#worker/domain/parse.ts";
import { line } from "#worker/domain/person/schemas.ts";
import { DomainError } from "#worker/errors.ts";

/** The options for the browser, for who has shown the password. Throws INVALID_INPUT on `password`. */
export async function beginPasskey(context: MemberContext, raw: z.input<typeof passwordInput>): Promise<{ options: string; token: string }> {
  const store = requirePermission(context, "account.change");
  const { accountId, email, passkeys } = await checkOwnPassword(context, store, parse(passwordInput, raw).password);
  const challenge = await makeChallenge(context.request, context.claims.memberId);
  const account = { id: accountId, email, name: context.claims.memberName };
  return { options: makeRegistrationOptions({ origin: context.request.settings.appOrigin, challenge: challenge.bytes, account, existing: passkeys }), token: challenge.token };
}

export const addPasskeyInput = z.strictObject({
  password: typedPassword,
  token: signedToken,
  response: z.string().min(2).max(20_000),
  name: line.refine((text) => text.length > 0, "Give it a name, like the device it is on").refine((text) => text.length <= 60, "Use 60 characters or fewer"),
});

/** Gives the claims for the cookie, and recovery codes if these are the first. Throws INVALID_INPUT, CONFLICT for a passkey that is known. */
export async function addPasskey(context: MemberContext, raw: z.input<typeof addPasskeyInput>): Promise<{ claims: SessionClaims; recoveryCodes: string[] | null }> {
  const store = requirePermission(context, "account.change");
  const { request } = context;
  const { password, token, response, name } = parse(addPasskeyInput, raw);
  const challenge = await readChallenge(request, token, context.claims.memberId);
  const made = challenge && (await verifyRegistration({ response, challenge: challenge.bytes, origin: request.settings.appOrigin }));
  if (!made) throw new DomainError("INVALID_INPUT", { fields: { form: "The passkey was not made, or too long ago. Try again." } });
  const account = await checkOwnPassword(context, store, password);
  const { codes, codeHashes } = makeCodes(context, account);
  const { credentialId, publicKey, signCount, transports, isBackedUp } = made;
  const passkey = { id: request.makeId(), credentialId, publicKey, signCount, transports, isBackedUp, name };
  const { claims, hasNewCodes } = await commitChange(context, store, account, { what: "passkey-add", ...passkey, codeHashes });
  return { claims, recoveryCodes: hasNewCodes ? codes : null };
}

export const removePasskeyInput = z.strictObject({ password: typedPassword, passkeyId: z.uuid() });

/** Throws INVALID_INPUT on `password`, CONFLICT when it is gone already, LAST_SECOND_FACTOR. */
export async function removePasskey(context: MemberContext, raw: z.input<typeof removePasskeyInput>): Promise<SessionClaims> {
  const store = requirePermission(context, "account.change");
  const { password, passkeyId } = parse(removePasskeyInput, raw);
  const account = await checkOwnPassword(context, store, password);
  return (await commitChange(context, store, account, { what: "passkey-remove", id: passkeyId })).claims;
}
