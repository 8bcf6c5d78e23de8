import { redirect, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import { makeDownloadToken } from "#worker/domain/export/download.ts";
import { exportIdInput } from "#worker/domain/export/schemas.ts";
import { DomainError } from "#worker/errors.ts";

/**
 * From a download link that stays good on an open page to the signed one that lives ten minutes. No trip is made and
 * nothing is given away: the signed link's own request asks the database who may have the file.
 */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { member } = context;
  // Not back to here: a download would begin behind a log-in page that stays where it is.
  if (!member) return redirect("/log-in?ended=1&next=/exports");
  const input = exportIdInput.safeParse({ id: params.id });
  if (!input.success) throw toResponse(new DomainError("NOT_FOUND"), context);
  const token = await makeDownloadToken(member, input.data.id);
  return redirect(`/files/${token}`, { headers: { "Cache-Control": "no-store" } });
}
