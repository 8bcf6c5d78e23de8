import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, safePath, toResponse } from "#app/door.server.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { writeSession } from "#worker/http/session-cookie.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const next = safePath(searchParams.get("next"));
  const ended = searchParams.has("ended");
  // A session that the database just ended may still stand in the cookie of a browser that kept it: ask, don't circle.
  if (context.member && context.method === "GET" && !ended) throw redirect(next);
  return json({ next, ended }, { headers: NO_STORE });
}

/** Why the form is shown again. Which of the two was wrong is nobody's business. */
export interface Refusal {
  email: string;
  next: string;
  notice: "check" | "wrong" | "unavailable";
  fields: FieldErrors;
}

function refuse(refusal: Refusal, status: number) {
  return json(refusal, { status, headers: NO_STORE });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const field = await readForm(request, ["email", "password", "next"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const typed = { email: field("email"), next: safePath(field("next")) };
  try {
    const entered = await logIn(context.request, { email: typed.email, password: field("password") }, null);
    if (entered.outcome !== "in") throw new DomainError("UNAVAILABLE");
    const { claims } = entered;
    const cookie = await writeSession(context.request, claims);
    return redirect(typed.next, { status: 303, headers: { "Set-Cookie": cookie, ...NO_STORE } });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "INVALID_INPUT") return refuse({ ...typed, notice: "check", fields: error.fields }, 400);
    if (error.code === "WRONG_LOG_IN") return refuse({ ...typed, notice: "wrong", fields: {} }, 401);
    if (error.code === "UNAVAILABLE") return refuse({ ...typed, notice: "unavailable", fields: {} }, 503);
    throw toResponse(error, context);
  }
}
