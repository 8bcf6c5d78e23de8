import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, safePath, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { letIn, writeStep } from "#app/routes/entrance/let-in.server.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { logInWithPasskey } from "#worker/domain/account/passkey-log-in.ts";
import { readKnownDevice } from "#worker/http/session-cookie.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** Why somebody is led here: their session has ended, they took too long for the second step, or their password is new. */
const REASONS = ["ended", "late", "changed"] as const;
export type Reason = (typeof REASONS)[number];

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const next = safePath(searchParams.get("next"));
  const reason = REASONS.find((one) => searchParams.has(one)) ?? null;
  // A session that the database just ended may still stand in the cookie of a browser that kept it: ask, don't circle.
  if (context.member && context.method === "GET" && !reason) throw redirect(next);
  return json({ next, reason }, { headers: NO_STORE });
}

export interface Typed {
  email: string;
  next: string;
  /** With a passkey nothing was typed: what went wrong is said in other words. */
  way: "password" | "passkey";
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked;
  const field = await readForm(request, ["email", "password", "next", "passkeyResponse", "passkeyToken"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const next = safePath(field("next"));
  const way = field("passkeyResponse") ? "passkey" : "password";
  try {
    if (way === "passkey") return await letIn(asked, await logInWithPasskey(context.request, { response: field("passkeyResponse"), token: field("passkeyToken") }), next);
    const device = await readKnownDevice(context.request, request.headers.get("Cookie"));
    const came = await logIn(context.request, { email: field("email"), password: field("password") }, device);
    if (came.outcome === "in") return await letIn(asked, came, next);
    return redirect(`/log-in/second-step?next=${encodeURIComponent(next)}`, { status: 303, headers: { "Set-Cookie": writeStep(came.token), ...NO_STORE } });
  } catch (error) {
    return refuse<Typed>(error, { email: field("email"), next, way }, context);
  }
}
