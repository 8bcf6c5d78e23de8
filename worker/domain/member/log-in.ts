/** E-mail and password open a session. Two trips: the hash is read first, because checking it is work outside the database. */
import * as z from "zod";
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { sha256Of, toBase64Url } from "#worker/crypto/digest.ts";
import { verifyPassword } from "#worker/crypto/password.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";

export const logInInput = z.strictObject({
  email: z.string().trim().min(1, "Enter your e-mail").max(254, "That is too long for an e-mail").toLowerCase().pipe(z.email("Enter an e-mail, like you@company.co.nz")),
  password: z.string().min(1, "Enter your password").max(200, "That is too long for a password"),
});

/** Gives the claims for the session cookie. Throws WRONG_LOG_IN, the same and as slowly for an unknown e-mail. */
export async function logIn(request: RequestContext, raw: z.input<typeof logInInput>): Promise<SessionClaims> {
  const { email, password } = parse(logInInput, raw);
  const found = await request.platform.findLogIn(email);
  const matches = await verifyPassword(password, found?.passwordHash ?? null);
  if (!found || !matches) throw new DomainError("WRONG_LOG_IN");
  const secret = toBase64Url(request.makeBytes(32));
  const expiresAt = new Date(request.now.getTime() + LIFETIMES.sessionSeconds * 1000);
  try {
    const facts = await request.platform.openSession({
      accountId: found.accountId,
      passwordHash: found.passwordHash,
      sessionId: request.makeId(),
      secretHash: sha256Of(secret),
      expiresAt,
      requestId: request.requestId,
      address: request.address,
      userAgent: request.userAgent,
    });
    return { ...facts, secret, expiresAt };
  } catch (error) {
    // The password changed, or the last membership ended, since the first trip.
    if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") throw new DomainError("WRONG_LOG_IN", { cause: error });
    throw error;
  }
}
