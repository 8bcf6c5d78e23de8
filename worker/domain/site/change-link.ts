/** A member replaces a site's sign-in link: the QR code at the gate stops working, and says so. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { changeLinkInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { replaceLink } from "#worker/store/sites.ts";

const SYMBOLS = "0123456789abcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 12;
/** Bytes from here on are drawn again: 256 is no multiple of 36, and the first symbols would come more often. */
const FIRST_UNFAIR = 256 - (256 % SYMBOLS.length);

/** 12 characters, 0-9 and a-z, each as likely as any other: 62 bits. `makeBytes` gives fresh random bytes. */
export function makeLinkSecret(makeBytes: (length: number) => Uint8Array): string {
  let secret = "";
  while (secret.length < SECRET_LENGTH) {
    const fair = Array.from(makeBytes(SECRET_LENGTH)).filter((byte) => byte < FIRST_UNFAIR);
    secret += fair.map((byte) => SYMBOLS.charAt(byte % SYMBOLS.length)).join("");
  }
  return secret.slice(0, SECRET_LENGTH);
}

/** Throws CONFLICT when the link is not the live one any more, or the site is not theirs. */
export async function changeLink(context: TenantContext, env: Env, raw: z.input<typeof changeLinkInput>): Promise<void> {
  const store = requirePermission(context, "site.change");
  const { siteId, seenLinkId } = parse(changeLinkInput, raw);
  const { makeId, makeBytes, now } = context.request;
  const code = await replaceLink(store, { siteId, seenLinkId, id: makeId(), secret: makeLinkSecret(makeBytes) }, now);
  if (!code) throw new DomainError("CONFLICT");
  // Not told in time, the site's object finds out by itself within a minute; until then a commit refuses the old link.
  await announceSiteChange(env, code).catch(() => undefined);
}
