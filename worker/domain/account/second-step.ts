/** The second step of a log-in: a code of the authenticator app, a recovery code, or a passkey, after the password was right. */
import * as z from "zod";
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { makeAssertionOptions } from "#worker/crypto/passkey.ts";
import { hashRecoveryCode } from "#worker/crypto/recovery-codes.ts";
import { findTotpCounter } from "#worker/crypto/totp.ts";
import { openSession } from "#worker/domain/account/log-in.ts";
import { checkPasskey } from "#worker/domain/account/passkey-log-in.ts";
import { code, signedToken } from "#worker/domain/account/schemas.ts";
import { openTotpSecret } from "#worker/domain/account/totp-secret.ts";
import { makeChallenge, readStep, type Step } from "#worker/domain/account/step-token.ts";
import { logInTries, requireNoWait, secondStepTries, type KnownDevice } from "#worker/domain/account/tries.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import type { ShownFactor } from "#worker/store/account-store.ts";

const stepInput = z.strictObject({ token: signedToken });

export interface SecondStep {
  email: string;
  ways: { totp: boolean; passkey: boolean };
  /** For the browser, where the account has a passkey. */
  passkey: { options: string; token: string } | null;
}

type Known = NonNullable<Awaited<ReturnType<RequestContext["accounts"]["beginSecondStep"]>>["account"]>;

/** What the second step can be done with. Throws NOT_LOGGED_IN when the first is too long ago, or the password has changed since. */
export async function getSecondStep(request: RequestContext, raw: z.input<typeof stepInput>): Promise<SecondStep> {
  const step = await readStep(request, parse(stepInput, raw).token);
  const { account } = await request.accounts.beginSecondStep(step.accountId, step.passwordDigest, []);
  if (!account) throw new DomainError("NOT_LOGGED_IN");
  return { email: account.email, ways: { totp: account.totpSecret !== null, passkey: account.passkeys.length > 0 }, passkey: await askPasskeyOf(request, step, account) };
}

async function askPasskeyOf(request: RequestContext, { accountId }: Step, { passkeys }: Known): Promise<SecondStep["passkey"]> {
  if (passkeys.length === 0) return null;
  const challenge = await makeChallenge(request, accountId);
  return { options: makeAssertionOptions({ origin: request.settings.appOrigin, challenge: challenge.bytes, allowed: passkeys }), token: challenge.token };
}

export const secondStepInput = z.union([
  z.strictObject({ token: signedToken, code }),
  z.strictObject({ token: signedToken, recoveryCode: code }),
  z.strictObject({ token: signedToken, passkey: z.strictObject({ response: z.string().max(20_000), token: signedToken }) }),
]);

/**
 * Gives the claims for the session cookie and the e-mail. Throws WRONG_CODE, TOO_MANY_TRIES, NOT_LOGGED_IN. Two trips, as the
 * first step, whose tries are given back with its own: the password was right.
 */
export async function finishSecondStep(request: RequestContext, raw: z.input<typeof secondStepInput>, device: KnownDevice | null = null): Promise<{ claims: SessionClaims; email: string }> {
  const input = parse(secondStepInput, raw);
  const step = await readStep(request, input.token);
  const tries = secondStepTries(request, step);
  const { waitSeconds, account } = await request.accounts.beginSecondStep(step.accountId, step.passwordDigest, tries);
  requireNoWait(waitSeconds);
  if (!account) throw new DomainError("NOT_LOGGED_IN");
  const shown = await check(request, step, account, input);
  const taken = [...tries, ...logInTries(request, account.email, device)];
  const claims = shown && (await openSession(request, { accountId: step.accountId, passwordDigest: step.passwordDigest, second: shown.factor, spent: shown.spent, tries: taken }).catch(wrongCodeOf));
  if (claims) return { claims, email: account.email };
  await request.accounts.noteFailedLogIn(account.email, "code", request);
  throw new DomainError("WRONG_CODE");
}

/** A code that was used in the meantime is a wrong one. */
function wrongCodeOf(error: unknown): null {
  if (error instanceof DomainError && error.code === "WRONG_LOG_IN") return null;
  throw error;
}

async function check(request: RequestContext, { accountId }: Step, account: Known, input: z.output<typeof secondStepInput>): Promise<{ factor: ShownFactor; spent: Uint8Array | null } | null> {
  if ("passkey" in input) return checkPasskey(request, input.passkey, accountId);
  if ("recoveryCode" in input) {
    const codeHash = hashRecoveryCode(accountId, input.recoveryCode);
    return codeHash && { factor: { kind: "recovery-code", codeHash }, spent: null };
  }
  const secret = await openTotpSecret(request, accountId, account.totpSecret);
  const counter = secret && findTotpCounter(secret, input.code, request.now, account.totpCounter);
  return counter ? { factor: { kind: "totp", counter }, spent: null } : null;
}
