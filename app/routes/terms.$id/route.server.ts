import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, requireId } from "#app/door.server.ts";
import { describeTerms } from "#app/routes/terms/route.server.ts";
import { getTermsVersion } from "#worker/domain/terms/list.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const version = await getTermsVersion(member, { termsId: requireId(asked) });
    return json(describeTerms(version, member), { headers: { "Cache-Control": "no-store" } });
  });
}
