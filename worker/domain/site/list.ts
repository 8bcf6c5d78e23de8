/** The sites of a company, with their sign-in links. */
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";
import { listSites, type SiteWithLink } from "#worker/store/sites.ts";

export interface SiteListed extends Omit<SiteWithLink, "linkSecret"> {
  /** `/s/<code>-<secret>`; null when the site has no live link. */
  signInPath: string | null;
}

/** The sites that the member may see, by name. */
export async function getSites(context: TenantContext): Promise<SiteListed[]> {
  return listWith(requirePermission(context, "site.list"));
}

/** The same for who is about to change them. Throws FORBIDDEN. */
export async function getSitesToChange(context: TenantContext): Promise<SiteListed[]> {
  return listWith(requirePermission(context, "site.change"));
}

async function listWith(store: TenantStore): Promise<SiteListed[]> {
  const sites = await listSites(store);
  return sites.map(({ linkSecret, ...site }) => ({ ...site, signInPath: linkSecret ? `/s/${site.code}-${linkSecret}` : null }));
}
