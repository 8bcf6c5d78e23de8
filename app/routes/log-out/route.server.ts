import { redirect, type ActionFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { logOut } from "#worker/domain/account/log-out.ts";
import { DomainError } from "#worker/errors.ts";
import { CLEARED_SESSION } from "#worker/http/session-cookie.ts";

/** A link or a prefetch ends nobody's session. */
export function loader() {
  return redirect("/dashboard");
}

export async function action({ request, context }: ActionFunctionArgs) {
  try {
    await readForm(request, []);
    if (context.member) await logOut(context.member);
  } catch (error) {
    // Ended before is ended. Anything else leaves the session alive, so the person is told.
    if (!(error instanceof DomainError && error.code === "NOT_LOGGED_IN")) throw toResponse(error, context);
  }
  return redirect("/log-in", { status: 303, headers: { "Set-Cookie": CLEARED_SESSION, "Cache-Control": "no-store" } });
}
