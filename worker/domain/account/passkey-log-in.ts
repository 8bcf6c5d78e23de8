/** A passkey opens a session by itself: the device has asked for a finger, a face or a PIN. */
import * as z from "zod";
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { makeAssertionOptions, readAssertion, verifyAssertion } from "#worker/crypto/passkey.ts";
import { openSession } from "#worker/domain/account/log-in.ts";
import { signedToken } from "#worker/domain/account/schemas.ts";
import { makeChallenge, readChallenge } from "#worker/domain/account/step-token.ts";
import { passkeyTries, requireNoWait } from "#worker/domain/account/tries.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import type { ShownFactor, Try } from "#worker/store/account-store.ts";

/** For whoever comes: the person chooses among the passkeys that their device has for us. No trip. */
export async function askPasskey(request: RequestContext): Promise<{ options: string; token: string }> {
  const challenge = await makeChallenge(request, "");
  return { options: makeAssertionOptions({ origin: request.settings.appOrigin, challenge: challenge.bytes }), token: challenge.token };
}

export const passkeyInput = z.strictObject({ response: z.string().min(2).max(20_000), token: signedToken });
type PasskeyAnswer = z.output<typeof passkeyInput>;

/** Gives the claims for the session cookie and the e-mail. Throws WRONG_LOG_IN, TOO_MANY_TRIES. Two trips: the public key is read first. */
export async function logInWithPasskey(request: RequestContext, raw: z.input<typeof passkeyInput>): Promise<{ claims: SessionClaims; email: string }> {
  const answer = parse(passkeyInput, raw);
  const tries = passkeyTries(request);
  const checked = await findAndVerify(request, answer, null, tries);
  if (!checked) {
    // Whose it is was not proved: it goes into the deployment's log.
    await request.accounts.noteFailedLogIn("", "passkey", request);
    throw new DomainError("WRONG_LOG_IN");
  }
  const { accountId, email, factor, spent } = checked;
  return { claims: await openSession(request, { accountId, passwordDigest: null, second: factor, spent, tries }), email };
}

/** The same as a second step of an account whose password was right; null when it does not match. */
export async function checkPasskey(request: RequestContext, answer: PasskeyAnswer, accountId: string): Promise<{ factor: ShownFactor; spent: Uint8Array } | null> {
  return findAndVerify(request, answer, accountId, []);
}

async function findAndVerify(request: RequestContext, { response, token }: PasskeyAnswer, accountId: string | null, tries: Try[]) {
  const [challenge, claimed] = [await readChallenge(request, token, accountId ?? ""), readAssertion(response)];
  if (!challenge || !claimed) {
    // It is written down as a failure: that, too, only so often.
    requireNoWait(await request.accounts.countTries(tries));
    return null;
  }
  const { waitSeconds, passkey } = await request.accounts.findPasskey(claimed.credentialId, tries);
  requireNoWait(waitSeconds);
  if (!passkey || (accountId && passkey.accountId !== accountId)) return null;
  const known = { ...passkey, credentialId: claimed.credentialId };
  const verified = await verifyAssertion({ response, challenge: challenge.bytes, origin: request.settings.appOrigin, passkey: known });
  // A count that did not grow may be a copied key: that one is refused, and the password is another way in.
  if (!verified || verified.isCountSuspect) return null;
  const factor: ShownFactor = { kind: "passkey", passkeyId: passkey.id, signCount: verified.signCount };
  return { accountId: passkey.accountId, email: passkey.email, factor, spent: challenge.spent };
}
