/** A new site with its first sign-in link. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { makeLinkSecret, makeSiteCode } from "#worker/domain/site/link-symbols.ts";
import { createSiteInput } from "#worker/domain/site/schemas.ts";
import { insertSite } from "#worker/store/sites.ts";

/** False when this form had made it before. Throws INVALID_INPUT, FORBIDDEN. */
export async function createSite(context: TenantContext, raw: z.input<typeof createSiteInput>): Promise<boolean> {
  const store = requirePermission(context, "site.change");
  const site = parse(createSiteInput, raw);
  const { makeId, makeBytes } = context.request;
  return insertSite(store, site, { code: makeSiteCode(makeBytes), linkId: makeId(), secret: makeLinkSecret(makeBytes) });
}
