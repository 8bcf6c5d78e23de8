/** A new company, by somebody who has shown that the e-mail is theirs. */
import * as z from "zod";
import type { MemberContext, RequestContext, SessionClaims } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { holderOf } from "#worker/domain/account/holder.ts";
import { makeLink } from "#worker/domain/account/link-token.ts";
import { makeSession, toClaims } from "#worker/domain/account/new-session.ts";
import { newPassword } from "#worker/domain/account/password-rules.ts";
import { deadLinkOf, linkInput } from "#worker/domain/account/reset-password.ts";
import { email, linkToken } from "#worker/domain/account/schemas.ts";
import { requireNoWait, signUpTries } from "#worker/domain/account/tries.ts";
import { parse } from "#worker/domain/parse.ts";
import { personName } from "#worker/domain/person/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";

const companyName = z.string().refine((text) => text.trim() !== "", "Enter your company's name").pipe(personName);

export const askSignUpInput = z.strictObject({ companyName, name: personName, email });

/** Sends the link; the answer is the same whether or not the address has an account. Throws INVALID_INPUT, TOO_MANY_TRIES, SWITCHED_OFF. */
export async function askSignUp(request: RequestContext, raw: z.input<typeof askSignUpInput>): Promise<void> {
  const input = parse(askSignUpInput, raw);
  const link = makeLink(request, "sign-up", LIFETIMES.signUpSeconds);
  const wanted = { ...link, email: input.email, companyName: input.companyName, memberName: input.name };
  requireNoWait(await request.links.requestSignUp(wanted, signUpTries(request, input.email), request));
  await request.announce({ kind: "mail", mailId: link.mail.id });
}

export interface SignUpShown {
  email: string;
  companyName: string;
  name: string;
  /** The address has a log-in: its holder goes on with that. */
  hasAccount: boolean;
}

/** What the mailed link offers. Throws LINK_DEAD. */
export async function getSignUp(request: RequestContext, raw: z.input<typeof linkInput>): Promise<SignUpShown> {
  const found = await request.links.findSignUp(sha256Of(parse(linkInput, raw).token));
  if (!found) throw new DomainError("LINK_DEAD");
  return found;
}

/** `newPassword` for an address without an account; else the session of that account goes on. */
export const finishSignUpInput = z.strictObject({ token: linkToken, newPassword: newPassword.optional() });

/** Makes the company with its first owner and opens a session there. Throws LINK_DEAD, OTHER_ACCOUNT, INVALID_INPUT on `newPassword`. */
export async function finishSignUp(request: RequestContext, raw: z.input<typeof finishSignUpInput>, member: MemberContext | null): Promise<SessionClaims> {
  const input = parse(finishSignUpInput, raw);
  const tokenHash = sha256Of(input.token);
  const shown = await request.links.findSignUp(tokenHash);
  if (!shown) throw new DomainError("LINK_DEAD");
  const holder = await holderOf(request, shown, input.newPassword, member, [shown.companyName, shown.name]);
  const session = makeSession(request);
  const made = { companyId: request.makeId(), memberId: request.makeId() };
  return toClaims(await request.links.finishSignUp(tokenHash, holder, made, session, request).catch(deadLinkOf), session.secret);
}
