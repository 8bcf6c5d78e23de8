import { redirect, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, requireId } from "#app/door.server.ts";
import { getDownloadToken } from "#worker/domain/export/download.ts";
import { DomainError } from "#worker/errors.ts";
import { CLEARED_SESSION } from "#worker/http/session-cookie.ts";

// Not back to here: a download would begin behind a log-in page that stays where it is.
const TO_LOG_IN = "/log-in?ended=1&next=/exports";

/** From a download link that stays good on an open page to the signed one that lives ten minutes. */
export async function loader(asked: LoaderFunctionArgs) {
  if (!asked.context.member) return redirect(TO_LOG_IN);
  return asMember(asked, async (member) => {
    const token = await getDownloadToken(member, requireId(asked)).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") throw redirect(TO_LOG_IN, { headers: { "Set-Cookie": CLEARED_SESSION } });
      throw error;
    });
    return redirect(`/files/${token}`, { headers: { "Cache-Control": "no-store" } });
  });
}
