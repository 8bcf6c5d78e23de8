/** A member opens a closed site again: the link at its gate works as before. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { siteInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { reopenSite as commit } from "#worker/store/sites.ts";

/** False when it was open before, or is not theirs. */
export async function reopenSite(context: TenantContext, env: Env, raw: z.input<typeof siteInput>): Promise<boolean> {
  const store = requirePermission(context, "site.change");
  const { siteId } = parse(siteInput, raw);
  const code = await commit(store, siteId);
  if (code) await announceSiteChange(env, code).catch(() => undefined);
  return code !== null;
}
