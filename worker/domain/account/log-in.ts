/** E-mail and password open a session. Two trips: the hash is read first, because checking it is work outside the database. */
import * as z from "zod";
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { verifyPassword } from "#worker/crypto/password.ts";
import { passwordLine } from "#worker/crypto/password-line.ts";
import { makeSession, toClaims } from "#worker/domain/account/new-session.ts";
import { email, typedPassword } from "#worker/domain/account/schemas.ts";
import { signStep } from "#worker/domain/account/step-token.ts";
import { isKnownTo, lastTries, logInTries, requireNoWait, type KnownDevice } from "#worker/domain/account/tries.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import type { Opening } from "#worker/store/account-store.ts";

export const logInInput = z.strictObject({ email, password: typedPassword });

export type LogInOutcome = { outcome: "in"; claims: SessionClaims; email: string } | { outcome: "second-step"; token: string };

/**
 * Gives the claims for the session cookie, or the token of the second step. Throws WRONG_LOG_IN, the same, as slowly and in
 * as many trips for an unknown e-mail; TOO_MANY_TRIES with the seconds to wait; COMPANY_SUSPENDED; ACCESS_ENDED; BUSY before anything was asked or counted.
 */
export async function logIn(request: RequestContext, raw: z.input<typeof logInInput>, device: KnownDevice | null): Promise<LogInOutcome> {
  const input = parse(logInInput, raw);
  const tries = logInTries(request, input.email, device);
  const counts = lastTries(tries);
  const { account, matches, fits } = await passwordLine.take(async () => {
    const begun = await request.accounts.beginLogIn(input.email, counts.map((count) => count.tries));
    requireNoWait(begun.waitSeconds);
    return { ...begun, matches: await verifyPassword(input.password, begun.account?.passwordHash ?? null) };
  }, request.settings.passwordWaitMs);
  if (!account || !matches) {
    await request.accounts.noteFailedLogIn(input.email, "password", request);
    throw new DomainError("WRONG_LOG_IN", { triesLeft: counts[fits]?.triesLeft });
  }
  const accountId = account.id;
  const passwordDigest = toHex(sha256Of(account.passwordHash));
  if (account.hasSecondFactor) return { outcome: "second-step", token: await signStep(request, { accountId, passwordDigest, isKnown: isKnownTo(device, input.email) }) };
  const claims = await openSession(request, { accountId, passwordDigest, second: null, spent: null, tries });
  return { outcome: "in", claims, email: input.email };
}

/** Opens the session of a log-in that was proved. Throws WRONG_LOG_IN when what was proved has changed since, or was used before. */
export async function openSession(request: RequestContext, proved: Omit<Opening, "session" | "origin">): Promise<SessionClaims> {
  const session = makeSession(request);
  try {
    return toClaims(await request.accounts.openSession({ ...proved, session, origin: request }), session.secret);
  } catch (error) {
    // The password changed since the first trip.
    if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") throw new DomainError("WRONG_LOG_IN", { cause: error });
    throw error;
  }
}
