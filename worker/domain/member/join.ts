/** Somebody takes an invite: with the account that its address has, or with a new one. */
import * as z from "zod";
import type { MemberContext, RequestContext, SessionClaims } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { holderOf } from "#worker/domain/account/holder.ts";
import { makeSession, toClaims } from "#worker/domain/account/new-session.ts";
import { newPassword } from "#worker/domain/account/password-rules.ts";
import { deadLinkOf, linkInput } from "#worker/domain/account/reset-password.ts";
import { linkToken } from "#worker/domain/account/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { personName } from "#worker/domain/person/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import type { InviteShown } from "#worker/store/link-store.ts";

/** What the link offers, whatever has become of it. Throws LINK_DEAD for one that never was. */
export async function getInvite(request: RequestContext, raw: z.input<typeof linkInput>): Promise<InviteShown> {
  const found = await request.links.findInvite(sha256Of(parse(linkInput, raw).token));
  if (!found) throw new DomainError("LINK_DEAD");
  return found;
}

export const joinInput = z.strictObject({ token: linkToken, name: personName, newPassword: newPassword.optional() });

/** Gives the claims of a session in that company. Two trips: the invite is read first. Throws LINK_DEAD, OTHER_ACCOUNT, INVALID_INPUT. */
export async function joinCompany(request: RequestContext, raw: z.input<typeof joinInput>, member: MemberContext | null): Promise<SessionClaims> {
  const input = parse(joinInput, raw);
  const tokenHash = sha256Of(input.token);
  const shown = await request.links.findInvite(tokenHash);
  if (shown?.state !== "open") throw new DomainError("LINK_DEAD");
  const holder = await holderOf(request, shown, input.newPassword, member, [input.name, shown.companyName]);
  const session = makeSession(request);
  const facts = await request.links.acceptInvite(tokenHash, holder, { id: request.makeId(), name: input.name }, session, request).catch(deadLinkOf);
  return toClaims(facts, session.secret);
}
