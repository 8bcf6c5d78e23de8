import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, requireId } from "#app/door.server.ts";
import { getInductionVersion } from "#worker/domain/induction/get.ts";
import { DomainError } from "#worker/errors.ts";

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { templateId, number, content } = await getInductionVersion(member, { versionId: requireId({ params: { id: asked.params["versionId"] } }) });
    if (templateId !== requireId(asked)) throw new DomainError("NOT_FOUND");
    return json({ templateId, number, content }, { headers: { "Cache-Control": "no-store" } });
  });
}
