import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { rememberDevice } from "#app/routes/entrance/let-in.server.ts";
import { findBehindLink } from "#app/routes/entrance/behind-link.server.ts";
import { finishReset, getReset } from "#worker/domain/account/reset-password.ts";
import { CLEARED_SESSION } from "#worker/http/session-cookie.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const reset = await findBehindLink(getReset(context.request, { token: params.token ?? "" }), context);
  return json({ reset }, { status: reset ? 200 : 404, headers: { "Cache-Control": "no-store" } });
}

export async function action(asked: ActionFunctionArgs) {
  const { request, params, context } = asked;
  const field = await readForm(request, ["newPassword"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  try {
    const { email } = await finishReset(context.request, { token: params.token ?? "", newPassword: field("newPassword") });
    const headers = new Headers({ "Cache-Control": "no-store" });
    // Every session of the account has ended, the one in this browser too.
    headers.append("Set-Cookie", CLEARED_SESSION);
    // Whoever is locked out after wrong tries, their own or a stranger's, logs in here at once.
    headers.append("Set-Cookie", await rememberDevice(asked, email));
    return redirect("/log-in?changed=1", { status: 303, headers });
  } catch (error) {
    return refuse(error, null, context);
  }
}
