/** A password that is about to be kept. */
import type { RequestContext } from "#worker/context.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { isCommonPassword } from "#worker/domain/account/password-rules.ts";
import { DomainError } from "#worker/errors.ts";

/** Its hash. `about` are names that it must not be made of. Throws INVALID_INPUT on `newPassword` for one that is tried first by everybody. */
export async function hashNewPassword(request: RequestContext, password: string, about: string[]): Promise<string> {
  if (isCommonPassword(password, about)) {
    throw new DomainError("INVALID_INPUT", { fields: { newPassword: "That password is easy to guess. Four words that have nothing to do with each other make a good one." } });
  }
  return hashPassword(password, request.makeBytes(16));
}
