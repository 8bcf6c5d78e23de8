import { json, type ActionFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { askReset } from "#worker/domain/account/reset-password.ts";
import { readKnownDevice } from "#worker/http/session-cookie.ts";

/** The same answer, as fast, for every address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const field = await readForm(request, ["email"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const typed = { email: field("email") };
  try {
    await askReset(context.request, typed, await readKnownDevice(context.request, request.headers.get("Cookie")));
    return json({ sentTo: typed }, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return refuse(error, typed, context);
  }
}
