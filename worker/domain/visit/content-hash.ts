/** The digest of what a sign-in holds. */
import { sha256Of } from "#worker/crypto/digest.ts";

/** What a form key is bound to once it was used: the same key with other content is another sign-in. */
export function contentHashOf(content: { name: string; phone: string; visitorType: string; employer: string }): Uint8Array {
  return sha256Of([content.name, content.phone, content.visitorType, content.employer].join("\n"));
}
