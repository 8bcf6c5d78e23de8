import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, safePath, toResponse } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { CLEARED_STEP, letIn, readStep } from "#app/routes/entrance/let-in.server.ts";
import { finishSecondStep, getSecondStep } from "#worker/domain/account/second-step.ts";
import { DomainError } from "#worker/errors.ts";
import { readKnownDevice } from "#worker/http/session-cookie.ts";

/** The password was too long ago, or has changed since: from the beginning, and then to where they wanted. */
function beginAgain(next: string) {
  const headers = { "Set-Cookie": CLEARED_STEP, "Cache-Control": "no-store" };
  return redirect(`/log-in?late=1&next=${encodeURIComponent(next)}`, { status: 303, headers });
}

/** This page's own address, where its forms go. A recovery code is for who has lost the usual way. */
function pathOf(next: string, isRecovery = false): string {
  return `/log-in/second-step?${isRecovery ? "with=recovery-code&" : ""}next=${encodeURIComponent(next)}`;
}

const isTooLate = (error: unknown) => error instanceof DomainError && (error.code === "NOT_LOGGED_IN" || error.code === "WRONG_LOG_IN");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const next = safePath(searchParams.get("next"));
  const token = readStep(request);
  if (!token) return beginAgain(next);
  try {
    const step = await getSecondStep(context.request, { token });
    const isRecovery = searchParams.get("with") === "recovery-code";
    return json({ ...step, here: pathOf(next), recoveryHere: pathOf(next, true), isRecovery }, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    if (isTooLate(error)) return beginAgain(next);
    throw toResponse(error, context);
  }
}

const WAYS = ["code", "recoveryCode", "passkey"] as const;
export type Way = (typeof WAYS)[number];

/** `next` stands in the address here: it is the only thing that may. */
export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked;
  const field = await readForm(request, ["way", "code", "recoveryCode", "passkeyResponse", "passkeyToken"]).catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const next = safePath(new URL(request.url).searchParams.get("next"));
  const way = WAYS.find((one) => one === field("way")) ?? "code";
  const token = readStep(request);
  if (!token) return beginAgain(next);
  try {
    return await letIn(asked, await finish(asked, token, way, field), next);
  } catch (error) {
    if (isTooLate(error)) return beginAgain(next);
    return refuse<{ way: Way }>(error, { way }, context);
  }
}

type Field = (name: "code" | "recoveryCode" | "passkeyResponse" | "passkeyToken") => string;

async function finish({ request, context }: ActionFunctionArgs, token: string, way: Way, field: Field) {
  if (way !== "passkey" && !field(way).trim()) throw new DomainError("INVALID_INPUT", { fields: { [way]: "Enter the code" } });
  const shown = {
    code: { token, code: field("code") },
    recoveryCode: { token, recoveryCode: field("recoveryCode") },
    passkey: { token, passkey: { response: field("passkeyResponse"), token: field("passkeyToken") } },
  }[way];
  return finishSecondStep(context.request, shown, await readKnownDevice(context.request, request.headers.get("Cookie")));
}
