import { json, type ActionFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { refuseUpload } from "#app/routes/uploads/route.server.ts";
import { keepUpload } from "#worker/domain/asset/upload.ts";
import { DomainError } from "#worker/errors.ts";

/** The file itself, as the one field `file` of a form. */
export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const form = await asked.request.formData().catch(() => null);
    const [[name, file] = []] = form ? [...form] : [];
    if (!form || [...form].length !== 1 || name !== "file" || !(file instanceof File)) throw new DomainError("UNREADABLE");
    try {
      await keepUpload(member, asked.context.env.FILES, { token: asked.params.token ?? "", file: new Uint8Array(await file.arrayBuffer()) });
      return json({ assetId: null, to: null, fields: {} }, { headers: { "Cache-Control": "no-store" } });
    } catch (error) {
      return refuseUpload(error);
    }
  });
}
