/** A member closes a site: nobody signs in there until it is opened again. Who is on site stays on its register. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { siteInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { closeSite as commit } from "#worker/store/sites.ts";

/** False when it was closed before, or is not theirs. */
export async function closeSite(context: TenantContext, env: Env, raw: z.input<typeof siteInput>): Promise<boolean> {
  const store = requirePermission(context, "site.change");
  const { siteId } = parse(siteInput, raw);
  const code = await commit(store, siteId, context.request.now);
  if (code) await announceSiteChange(env, code).catch(() => undefined);
  return code !== null;
}
