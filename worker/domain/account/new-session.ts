/** The making of sessions: the secret goes into the cookie, its digest into the database. */
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { sha256Of, toBase64Url } from "#worker/crypto/digest.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { NewSession } from "#worker/store/account-store.ts";
import type { MemberFacts } from "#worker/store/member-facts.ts";

export interface MadeSession extends NewSession {
  secret: string;
}

/** 32 random bytes that only the cookie holds. */
export function makeSession(request: RequestContext): MadeSession {
  const secret = toBase64Url(request.makeBytes(32));
  return { id: request.makeId(), secret, secretHash: sha256Of(secret), expiresAt: new Date(request.now.getTime() + LIFETIMES.sessionSeconds * 1000) };
}

/** What the cookie says of a session that the database has opened. */
export function toClaims({ companyId, companyName, timeZone, memberId, memberName, role, version, expiresAt, companies }: MemberFacts, secret: string): SessionClaims {
  return { companyId, companyName, timeZone, memberId, memberName, role, version, expiresAt, companies, secret };
}
