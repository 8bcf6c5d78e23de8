/** The tokens of the links in mails. They are derived from a row's id, so that no row and no message holds one. */
import type { RequestContext } from "#worker/context.ts";
import { deriveToken, sha256Of } from "#worker/crypto/digest.ts";
import type { NewMail } from "#worker/store/link-store.ts";
import type { Settings } from "#worker/env.ts";

export type LinkPurpose = "invite" | "sign-up" | "reset" | "booking";

/** Null when the key that the link was made with is gone. */
export function linkTokenOf(settings: Settings, keyId: string, purpose: LinkPurpose, id: string): string | null {
  const key = settings.signingKeys.find((candidate) => candidate.id === keyId);
  return key ? deriveToken(key.secret, `link ${purpose}`, id) : null;
}

export interface NewLink {
  id: string;
  tokenHash: Uint8Array;
  expiresAt: Date;
  mail: NewMail;
}

export function makeMail(request: RequestContext): NewMail {
  const [key] = request.settings.signingKeys;
  if (!key) throw new Error("no signing key");
  return { id: request.makeId(), keyId: key.id };
}

/** A link that lives so many seconds, with the mail that carries it. */
export function makeLink(request: RequestContext, purpose: LinkPurpose, lifetimeSeconds: number): NewLink {
  const [id, mail] = [request.makeId(), makeMail(request)];
  const token = linkTokenOf(request.settings, mail.keyId, purpose, id) ?? "";
  return { id, tokenHash: sha256Of(token), expiresAt: new Date(request.now.getTime() + lifetimeSeconds * 1000), mail };
}
