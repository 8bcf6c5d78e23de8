/** The secret of an authenticator app, sealed for its account: the database alone gives none away. */
import type { RequestContext } from "#worker/context.ts";
import { open, seal } from "#worker/crypto/sealed.ts";

function sealingKeyOf({ settings }: RequestContext): string {
  if (!settings.sealingKey) throw new Error("SEALING_KEY is not set");
  return settings.sealingKey;
}

export function sealTotpSecret(request: RequestContext, accountId: string, secret: Uint8Array): Promise<Uint8Array> {
  return seal(sealingKeyOf(request), "totp", accountId, secret, request.makeBytes);
}

/** Null when there is none, or it was sealed with another deployment's key. */
export async function openTotpSecret(request: RequestContext, accountId: string, sealed: Uint8Array | null): Promise<Uint8Array | null> {
  return sealed && open(sealingKeyOf(request), "totp", accountId, sealed);
}

/** A secret that is being set up travels through the page, sealed for the member who sets it up. */
export function sealNewSecret(request: RequestContext, memberId: string, secret: Uint8Array): Promise<Uint8Array> {
  return seal(sealingKeyOf(request), "totp-set-up", memberId, secret, request.makeBytes);
}

export function openNewSecret(request: RequestContext, memberId: string, sealed: Uint8Array): Promise<Uint8Array | null> {
  return open(sealingKeyOf(request), "totp-set-up", memberId, sealed);
}
