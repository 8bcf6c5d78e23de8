/** A forgotten password: a link by mail, and a new password by the link. */
import * as z from "zod";
import type { RequestContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { makeLink, makeMail } from "#worker/domain/account/link-token.ts";
import { hashNewPassword } from "#worker/domain/account/new-password.ts";
import { newPassword } from "#worker/domain/account/password-rules.ts";
import { email, linkToken } from "#worker/domain/account/schemas.ts";
import { requireNoWait, resetTries, type KnownDevice } from "#worker/domain/account/tries.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";

export const askResetInput = z.strictObject({ email });

/**
 * The answer is the same for every address, and so is its time: what depends on whether there is an account happens after
 * the answer has left. Throws INVALID_INPUT, TOO_MANY_TRIES.
 */
export async function askReset(request: RequestContext, raw: z.input<typeof askResetInput>, device: KnownDevice | null = null): Promise<void> {
  const input = parse(askResetInput, raw);
  requireNoWait(await request.accounts.countTries(resetTries(request, input.email, device)));
  const link = makeLink(request, "reset", LIFETIMES.resetSeconds);
  request.defer(request.links.requestReset({ ...link, email: input.email }, request).then(() => request.announce({ kind: "mail", mailId: link.mail.id })));
}

export const linkInput = z.strictObject({ token: linkToken });

/** Whose password the link sets. Throws LINK_DEAD. */
export async function getReset(request: RequestContext, raw: z.input<typeof linkInput>): Promise<{ email: string }> {
  const found = await request.links.findReset(sha256Of(parse(linkInput, raw).token));
  if (!found) throw new DomainError("LINK_DEAD");
  return found;
}

export const finishResetInput = z.strictObject({ token: linkToken, newPassword });

/** Sets it and ends every session of the account. Two trips: the password is held against the e-mail. Throws LINK_DEAD, INVALID_INPUT on `newPassword`. */
export async function finishReset(request: RequestContext, raw: z.input<typeof finishResetInput>): Promise<{ email: string }> {
  const input = parse(finishResetInput, raw);
  const tokenHash = sha256Of(input.token);
  const found = await request.links.findReset(tokenHash);
  if (!found) throw new DomainError("LINK_DEAD");
  const passwordHash = await hashNewPassword(request, input.newPassword, [found.email]);
  const mail = makeMail(request);
  await request.links.finishReset(tokenHash, passwordHash, mail, request).catch(deadLinkOf);
  await request.announce({ kind: "mail", mailId: mail.id });
  return found;
}

/** Used by somebody else a moment ago. */
export function deadLinkOf(error: unknown): never {
  if (error instanceof DomainError && error.code === "NOT_FOUND") throw new DomainError("LINK_DEAD", { cause: error });
  throw error;
}
