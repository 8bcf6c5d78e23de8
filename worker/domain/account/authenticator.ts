/** An authenticator app as the second step of the log-in. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { fromBase64Url, toBase64Url } from "#worker/crypto/digest.ts";
import { findTotpCounter, makeTotpSecret, toBase32, totpUri } from "#worker/crypto/totp.ts";
import { checkOwnPassword, commitChange } from "#worker/domain/account/change.ts";
import { makeCodes } from "#worker/domain/account/recovery-codes.ts";
import { code, passwordInput, typedPassword } from "#worker/domain/account/schemas.ts";
import { openNewSecret, sealNewSecret, sealTotpSecret } from "#worker/domain/account/totp-secret.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";

export interface AuthenticatorOffer {
  /** To be typed where nothing can be scanned. */
  secret: string;
  /** What the QR code holds. */
  uri: string;
  /** Travels through the page until the first code proves that the app has it. */
  sealed: string;
}

/** A secret that nothing is kept of yet. No trip. `email` is what the app will show. */
export async function beginAuthenticator(context: MemberContext, email: string): Promise<AuthenticatorOffer> {
  const secret = makeTotpSecret(context.request.makeBytes);
  const sealed = await sealNewSecret(context.request, context.claims.memberId, secret);
  return { secret: toBase32(secret), uri: totpUri({ secret, email, issuer: "InductLite" }), sealed: toBase64Url(sealed) };
}

/** The same offer again, for the page that shows what was wrong with the code. Throws INVALID_INPUT when it is not one of ours. */
export async function repeatAuthenticator(context: MemberContext, sealed: string, email: string): Promise<AuthenticatorOffer> {
  const secret = await readOffer(context, sealed);
  return { secret: toBase32(secret), uri: totpUri({ secret, email, issuer: "InductLite" }), sealed };
}

async function readOffer(context: MemberContext, sealed: string): Promise<Uint8Array> {
  const bytes = fromBase64Url(sealed);
  const secret = bytes && (await openNewSecret(context.request, context.claims.memberId, bytes));
  if (!secret) throw new DomainError("INVALID_INPUT", { fields: { code: "This set-up is too old. Start again with a new QR code." } });
  return secret;
}

export const addAuthenticatorInput = z.strictObject({ password: typedPassword, sealed: z.string().min(1).max(400), code });

/** Gives the claims for the cookie, and recovery codes if these are the first. Throws INVALID_INPUT on `password` or `code`. */
export async function addAuthenticator(context: MemberContext, raw: z.input<typeof addAuthenticatorInput>): Promise<{ claims: SessionClaims; recoveryCodes: string[] | null }> {
  const store = requirePermission(context, "account.change");
  const input = parse(addAuthenticatorInput, raw);
  const secret = await readOffer(context, input.sealed);
  const counter = findTotpCounter(secret, input.code, context.request.now, null);
  if (!counter) throw new DomainError("INVALID_INPUT", { fields: { code: "That code doesn't match. Take the newest one, and check that your phone's clock is right." } });
  const account = await checkOwnPassword(context, store, input.password);
  const { codes, codeHashes } = makeCodes(context, account);
  const sealed = await sealTotpSecret(context.request, account.accountId, secret);
  const { claims, hasNewCodes } = await commitChange(context, store, account, { what: "totp-add", secret: sealed, counter, codeHashes });
  return { claims, recoveryCodes: hasNewCodes ? codes : null };
}

/** Throws INVALID_INPUT on `password`, CONFLICT when there is none, LAST_SECOND_FACTOR. */
export async function removeAuthenticator(context: MemberContext, raw: z.input<typeof passwordInput>): Promise<SessionClaims> {
  const store = requirePermission(context, "account.change");
  const account = await checkOwnPassword(context, store, parse(passwordInput, raw).password);
  return (await commitChange(context, store, account, { what: "totp-remove" })).claims;
}
