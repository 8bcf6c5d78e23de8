/** A member replaces a site's sign-in link: the QR code at the gate stops working, and says so. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { makeLinkSecret } from "#worker/domain/site/link-symbols.ts";
import { changeLinkInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { replaceLink } from "#worker/store/sites.ts";

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
