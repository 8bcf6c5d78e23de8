import { json, redirect, type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readFields, toResponse } from "#app/door.server.ts";
import { makeVisitorContext, signOutTokenOf, type VisitorContext } from "#worker/context.ts";
import { chooseLanguage } from "#worker/domain/induction/choose-language.ts";
import { answerStep, getStep } from "#worker/domain/induction/step.ts";
import { announceSiteChange, getSiteToEnter, siteGateOf, type OpenSite } from "#worker/domain/site/find-site.ts";
import { DomainError } from "#worker/errors.ts";
import { CLEARED_INDUCTION, readInductionToken, type InductionPlace } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice } from "#worker/http/session-cookie.ts";
import { describeStep, type StepPage } from "./step-page.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

interface Place {
  site: OpenSite;
  place: InductionPlace;
  visitor: VisitorContext;
}

/** From the address to the site's gate. Throws NOT_FOUND for a token that is none or too old. */
async function openPlace(token: string, context: AppLoadContext): Promise<Place> {
  const place = await readInductionToken(context.request, token);
  if (!place) throw new DomainError("NOT_FOUND");
  const site = await getSiteToEnter(context.env, place.link, context.request.now);
  return { site, place, visitor: makeVisitorContext(context.request, site.snapshot, site.link, siteGateOf(context.env, site.link.code)) };
}

/** An induction that is over, or was never begun: the gate's own page says what to do. */
async function overOr(error: unknown, token: string, context: AppLoadContext): Promise<unknown> {
  const place = error instanceof DomainError && error.code === "NOT_FOUND" ? await readInductionToken(context.request, token) : null;
  return place ? redirect(`/s/${place.link}`, { headers: { "Set-Cookie": CLEARED_INDUCTION } }) : toResponse(error, context);
}

const WHOLE = /^\d{1,3}$/;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { site, place, visitor } = await openPlace(token, context);
    const query = new URL(request.url).searchParams;
    const step = WHOLE.exec(query.get("step") ?? "")?.[0];
    const doing = await getStep(visitor, { attemptId: place.visitId, ...(step && { step: Number(step) - 1 }) });
    return json(describeStep(doing, site, { why: query.get("why") }), { headers: NO_STORE });
  } catch (error) {
    throw await overOr(error, token, context);
  }
}

/** What became of a step that did not lead on. */
export type StepRefusal =
  | { kind: "again"; fields: Record<string, string>; typed: Record<string, string[]> }
  | { kind: "stopped"; which: "stop" | "ask"; critical: string[] }
  | { kind: "failed"; score: number; outOf: number; passPercent: number; triesLeft: number; retryAfterSeconds: number; firstStep: number }
  | { kind: "already_here" | "stale" | "forgotten" }
  | { kind: "too_many" | "unavailable"; retryAfterSeconds: number };

function refuse(refusal: StepRefusal, status: number) {
  const headers = new Headers(NO_STORE);
  if ("retryAfterSeconds" in refusal && refusal.retryAfterSeconds > 0) headers.set("Retry-After", String(refusal.retryAfterSeconds));
  return json(refusal, { status, headers });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { intent, step, language, ...form } = await readFields(request);
    const { site, place, visitor } = await openPlace(token, context);
    const index = Number(WHOLE.exec(step?.[0] ?? "")?.[0] ?? 1) - 1;
    if (intent?.[0] === "language") {
      await chooseLanguage(visitor, { attemptId: place.visitId, language: language?.[0] ?? "" });
      return redirect(`/i/${token}?step=${index + 1}`, { status: 303, headers: NO_STORE });
    }
    const devices = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
    const { settings } = context.request;
    const signOutToken = signOutTokenOf(settings, place.keyId, place.visitId);
    const earlierToken = devices[0] ? signOutTokenOf(settings, devices[0].keyId, devices[0].visitId) : null;
    const outcome = await answerStep(visitor, { attemptId: place.visitId, step: Math.max(0, index), form, signOutToken, earlierToken });
    switch (outcome.outcome) {
      case "next":
        return redirect(`/i/${token}?step=${outcome.step + 1}`, { status: 303, headers: NO_STORE });
      case "again":
        return refuse({ kind: "again", fields: outcome.fields, typed: form }, 400);
      case "stopped":
        return refuse({ kind: "stopped", which: outcome.marking.stopped ?? "stop", critical: outcome.marking.critical }, 403);
      case "failed": {
        const { passPercent, triesLeft, retryAfterSeconds, firstStep, marking } = outcome;
        return refuse({ kind: "failed", score: marking.score, outOf: marking.outOf, passPercent, triesLeft, retryAfterSeconds, firstStep }, retryAfterSeconds > 0 ? 429 : 422);
      }
      case "already_here": {
        const own = devices.find(({ visitId }) => visitId === outcome.openVisitId);
        return own ? redirect(`/v/${signOutTokenOf(settings, own.keyId, own.visitId)}`, { status: 303 }) : refuse({ kind: "already_here" }, 409);
      }
      case "key_reused":
      case "induction_due":
        return refuse({ kind: "stale" }, 409);
      case "forgotten":
        return refuse({ kind: "forgotten" }, 409);
      case "signed_in": {
        if (outcome.siteVersion > site.snapshot.version) context.waitUntil(announceSiteChange(context.env, site.link.code));
        const headers = new Headers(NO_STORE);
        headers.append("Set-Cookie", await writeDevice(context.request, site.snapshot.companyId, { visitId: place.visitId, keyId: place.keyId }, devices));
        headers.append("Set-Cookie", CLEARED_INDUCTION);
        return redirect(`/v/${signOutToken}`, { status: 303, headers });
      }
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === "TOO_MANY") return refuse({ kind: "too_many", retryAfterSeconds: error.retryAfterSeconds ?? 60 }, 429);
    if (error instanceof DomainError && error.code === "UNAVAILABLE") return refuse({ kind: "unavailable", retryAfterSeconds: 30 }, 503);
    throw await overOr(error, token, context);
  }
}

export type { StepPage };
