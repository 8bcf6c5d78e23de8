import { json, type ActionFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readForm, requireWhole } from "#app/door.server.ts";
import { askUpload, type UploadInput } from "#worker/domain/asset/upload.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** Script asks where a picture or PDF may be sent. */
export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const field = await readForm(asked.request, ["templateId", "name", "mediaType", "bytes"]);
    try {
      const { assetId, token } = await askUpload(member, { templateId: field("templateId"), name: field("name"), mediaType: field("mediaType") as UploadInput["mediaType"], bytes: requireWhole(field("bytes")) });
      return json({ assetId, to: `/uploads/${token}`, fields: {} }, { headers: NO_STORE });
    } catch (error) {
      return refuseUpload(error);
    }
  });
}

/** What is wrong with the file, for the editor to say beside it. */
export function refuseUpload(error: unknown) {
  if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
  return json({ assetId: null, to: null, fields: error.fields }, { status: 400, headers: NO_STORE });
}
