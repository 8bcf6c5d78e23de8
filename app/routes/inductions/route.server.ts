import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { dated } from "#app/routes/office/times.server.ts";
import { getInductions } from "#worker/domain/induction/list.ts";
import { mayWrite } from "./may-change.server.ts";

/** One heading with its inductions: the company's own first, then each site's. */
export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { templates, sites } = await getInductions(member);
    const lines = templates.map(({ id, name, siteId, siteName, visitorTypes, liveNumber, publishedNumber, hasUnpublished, completions, updatedAt }) => ({
      id,
      name,
      siteId,
      siteName,
      visitorTypes,
      liveNumber,
      publishedNumber,
      hasUnpublished,
      completions,
      updated: dated(updatedAt, member.request.now, member.claims.timeZone),
    }));
    const groups = [...new Set(lines.map(({ siteId }) => siteId))].map((siteId) => ({ siteId, lines: lines.filter((line) => line.siteId === siteId) }));
    return json({ mayWrite: mayWrite(member), hasSite: sites.length > 0, groups }, { headers: { "Cache-Control": "no-store" } });
  });
}
