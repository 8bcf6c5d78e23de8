import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { letIn, logOutAndBack } from "#app/routes/entrance/let-in.server.ts";
import { findBehindLink } from "#app/routes/entrance/behind-link.server.ts";
import { finishSignUp, getSignUp } from "#worker/domain/company/sign-up.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  const signUp = await findBehindLink(getSignUp(context.request, { token }), context);
  return json({ signUp, path: `/sign-up/${token}`, isLoggedIn: context.member !== null }, { status: signUp ? 200 : 404, headers: { "Cache-Control": "no-store" } });
}

export async function action(asked: ActionFunctionArgs) {
  const { request, params, context } = asked;
  const field = await readForm(request, ["intent", "newPassword"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const token = params.token ?? "";
  if (field("intent") === "other") return logOutAndBack(context, `/sign-up/${token}`);
  try {
    // With a password it is a new log-in, whoever else's session is in this browser.
    const isNew = field("intent") === "new";
    const replaced = isNew ? null : context.member;
    const claims = await finishSignUp(context.request, isNew ? { token, newPassword: field("newPassword") } : { token }, replaced);
    return await letIn(asked, { claims, replaced }, "/dashboard?welcome=company");
  } catch (error) {
    return refuse(error, null, context);
  }
}
