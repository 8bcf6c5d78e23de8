/** Corrects what a site is called, where it is, which clock it goes by, and where to gather there. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { editSiteInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { updateSite } from "#worker/store/sites.ts";

/** False when nothing was different. Throws CONFLICT when somebody changed it since it was seen, NOT_FOUND, INVALID_INPUT. */
export async function editSite(context: TenantContext, env: Env, raw: z.input<typeof editSiteInput>): Promise<boolean> {
  const store = requirePermission(context, "site.change");
  const { outcome, code } = await updateSite(store, parse(editSiteInput, raw));
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "stale") throw new DomainError("CONFLICT");
  if (outcome === "changed" && code) await announceSiteChange(env, code).catch(() => undefined);
  return outcome === "changed";
}
