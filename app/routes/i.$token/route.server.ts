import { json, redirect, type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readFieldsAndFiles, toResponse } from "#app/door.server.ts";
import { messagesOfRequest, visitorHeaders } from "#app/interface-language.server.ts";
import { DAY_AND_TIME, daysIn, type DayParts } from "#app/messages/days.ts";
import { isLanguage, type Messages } from "#app/messages/index.ts";
import { makeVisitContext, signOutTokenOf, type VisitorContext } from "#worker/context.ts";
import { chooseLanguage } from "#worker/domain/induction/choose-language.ts";
import { keepDraft } from "#worker/domain/induction/keep-draft.ts";
import { answerStep, getStep, type StepOutcome } from "#worker/domain/induction/step.ts";
import { announceSiteChange, findSite, type OpenSite } from "#worker/domain/site/find-site.ts";
import { getOwn } from "#worker/domain/visit/sign-out.ts";
import { DomainError, type ErrorCode } from "#worker/errors.ts";
import { openInductionPlace } from "#worker/http/induction-place.ts";
import { CLEARED_INDUCTION, readInductionToken, waitingCookie, writeInductionToken, type InductionPlace } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice, type RememberedVisit } from "#worker/http/session-cookie.ts";
import { describeStep } from "./step-page.server.ts";

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
  return { place, ...(await openInductionPlace(context.env, context.request, place)) };
}

/**
 * An induction that is over leads to the visit or the entry that came of it, whose answer may have been lost on the way, or else to the gate,
 * whose page says what to do.
 */
async function overOr(error: unknown, token: string, { request, context }: Pick<LoaderFunctionArgs, "request" | "context">): Promise<unknown> {
  const home = error instanceof DomainError && ENDS_AT_HOME.includes(error.code) ? await readInductionToken(context.request, token) : null;
  if (home?.booking) return leadHome(home.booking.token);
  const place = error instanceof DomainError && error.code === "NOT_FOUND" ? await readInductionToken(context.request, token) : null;
  if (!place) return toResponse(error, context);
  const signOutToken = signOutTokenOf(context.request.settings, place.keyId, place.visitId);
  const own = await getOwn(makeVisitContext(context.request, signOutToken), { signOutToken }).catch((refusal: unknown) => (refusal instanceof DomainError && refusal.code === "UNAVAILABLE" ? refusal : null));
  if (own instanceof DomainError) return toResponse(own, context);
  if (own && "entry" in own) return leadToWait(context, place, signOutToken);
  const site = own && (await findSite(context.env, place.link, context.request.now));
  if (!site) return redirect(`/s/${place.link}?over`, { status: 303, headers: { "Set-Cookie": CLEARED_INDUCTION } });
  const devices = await readDevice(context.request, request.headers.get("Cookie"), site.companyId);
  return leadIn(signOutToken, await writeDevice(context.request, site.companyId, place, devices));
}

/** What its own page tells whoever prepares before they come. */
const ENDS_AT_HOME: readonly ErrorCode[] = ["NOT_FOUND", "BOOKING_CANCELLED", "NOT_BOOKED_TODAY", "SITE_CLOSED"];

/** Back to the page of whoever is expected: it says how it stands. */
function leadHome(bookingToken: string) {
  return redirect(`/b/${bookingToken}`, { status: 303, headers: { ...NO_STORE, "Set-Cookie": CLEARED_INDUCTION } });
}

/** To the visit's page, with the phone remembered and the induction's cookie gone. */
function leadIn(signOutToken: string, deviceCookie: string) {
  const headers = new Headers(NO_STORE);
  headers.append("Set-Cookie", deviceCookie);
  headers.append("Set-Cookie", CLEARED_INDUCTION);
  return redirect(`/v/${signOutToken}`, { status: 303, headers });
}

/** The site's rules don't let them in, or not yet: their own page says why, and what becomes of it. */
async function leadToWait(context: AppLoadContext, place: InductionPlace, signOutToken: string) {
  const headers = new Headers(NO_STORE);
  headers.append("Set-Cookie", waitingCookie(await writeInductionToken(context.request, place)));
  headers.append("Set-Cookie", CLEARED_INDUCTION);
  return redirect(`/v/${signOutToken}`, { status: 303, headers });
}

const WHOLE = /^\d{1,3}$/;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { site, place, visitor } = await openPlace(token, context);
    const query = new URL(request.url).searchParams;
    const step = WHOLE.exec(query.get("step") ?? "")?.[0];
    const doing = await getStep(visitor, { attemptId: place.visitId, ...(step && { step: Number(step) - 1 }) });
    const about = { why: query.get("why"), token, backPath: place.booking ? `/b/${place.booking.token}` : `/s/${place.link}`, isAtHome: place.booking !== undefined, photos: visitor.photos, words: messagesOfRequest(request) };
    return json(describeStep(doing, site, about), { headers: visitorHeaders(request) });
  } catch (error) {
    throw await overOr(error, token, { request, context });
  }
}

/** What became of a step that did not lead on. */
export type StepRefusal =
  | { kind: "again"; fields: Record<string, string>; typed: Record<string, string[]> }
  | { kind: "failed"; score: number; outOf: number; needed: number; triesLeft: number; until: string | null; firstStep: number; retryAfterSeconds: number }
  | { kind: "already_here" | "stale" | "forgotten" }
  | { kind: "not_at_home"; which: "stop" | "ask" }
  | { kind: "too_many" | "unavailable"; retryAfterSeconds: number };

function refuse(refusal: StepRefusal, status: number) {
  const headers = new Headers(NO_STORE);
  if ("retryAfterSeconds" in refusal && refusal.retryAfterSeconds > 0) headers.set("Retry-After", String(refusal.retryAfterSeconds));
  return json(refusal, { status, headers });
}

/** What a step's page may send: a block's id, and for a drawing the id and ".drawn". Whose ids they are is the operation's to say. */
const ANSWER = /^[a-z0-9]{8}(\.drawn)?$/;
/** Where a press leads that sends no answers: what was typed is kept. */
const WAYS = ["back", "stay"] as const;
const OWN = ["intent", "step", "language", "remove"];

async function readOwnFields(request: Request) {
  const { fields, files } = await readFieldsAndFiles(request);
  const isOurs = Object.entries(fields).every(([name, values]) => (OWN.includes(name) ? values.length === 1 : ANSWER.test(name)));
  if (!isOurs || Object.keys(files).some((name) => !ANSWER.test(name))) throw new DomainError("UNREADABLE");
  return { fields, files };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { fields, files } = await readOwnFields(request);
    const { intent, step, language, remove, ...form } = fields;
    const { site, place, visitor } = await openPlace(token, context);
    const index = Math.max(0, Number(WHOLE.exec(step?.[0] ?? "")?.[0] ?? 1) - 1);
    if (language) await chooseLanguage(visitor, { attemptId: place.visitId, language: language[0] ?? "" });
    const way = language || remove ? "stay" : WAYS.find((one) => one === intent?.[0]);
    if (way) {
      await keepDraft(visitor, context.env.FILES, { attemptId: place.visitId, step: index, form, files, removed: remove?.[0] ?? null });
      return redirect(`/i/${token}${addressOf(request, way === "back" ? Math.max(1, index) : index + 1)}`, { status: 303, headers: visitorHeaders(request) });
    }
    const devices = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
    const { settings } = context.request;
    const signOutToken = signOutTokenOf(settings, place.keyId, place.visitId);
    const earlierToken = devices[0] ? signOutTokenOf(settings, devices[0].keyId, devices[0].visitId) : null;
    const outcome = await answerStep(visitor, context.env.FILES, { attemptId: place.visitId, step: index, form, files, signOutToken, earlierToken });
    if (outcome.outcome === "next") return redirect(`/i/${token}?step=${outcome.step + 1}`, { status: 303, headers: NO_STORE });
    if (outcome.outcome === "signed_in") {
      if (outcome.siteVersion > site.snapshot.version) context.waitUntil(announceSiteChange(context.env, site.link.code));
      return leadIn(signOutToken, await writeDevice(context.request, site.snapshot.companyId, place, devices));
    }
    if (outcome.outcome === "prepared") return leadHome(place.booking?.token ?? "");
    if (outcome.outcome === "held") return await leadToWait(context, place, signOutToken);
    return refuseStep(outcome, { request, form, devices, visitor });
  } catch (error) {
    if (error instanceof DomainError && error.code === "TOO_MANY") return refuse({ kind: "too_many", retryAfterSeconds: error.retryAfterSeconds ?? 60 }, 429);
    if (error instanceof DomainError && error.code === "UNAVAILABLE") return refuse({ kind: "unavailable", retryAfterSeconds: 30 }, 503);
    throw await overOr(error, token, { request, context });
  }
}

/** A step, in the language that this press chose. */
function addressOf(request: Request, step: number): string {
  const chosen = new URL(request.url).searchParams.get("lang");
  return `?step=${step}${isLanguage(chosen) ? `&lang=${chosen}` : ""}`;
}

type Refused = Exclude<StepOutcome, { outcome: "next" | "signed_in" | "held" | "prepared" }>;

interface Asked {
  request: Request;
  form: Record<string, string[]>;
  devices: RememberedVisit[];
  visitor: VisitorContext;
}

function refuseStep(outcome: Refused, { request, form, devices, visitor }: Asked) {
  switch (outcome.outcome) {
    case "again":
      return refuse({ kind: "again", fields: outcome.fields, typed: form }, 400);
    case "failed": {
      const { passPercent, triesLeft, retryAfterSeconds, firstStep, marking } = outcome;
      const { score, outOf } = marking;
      const until = retryAfterSeconds > 0 ? instantIn(visitor, messagesOfRequest(request), retryAfterSeconds) : null;
      return refuse({ kind: "failed", score, outOf, needed: Math.ceil((passPercent * outOf) / 100), triesLeft, until, firstStep: firstStep + 1, retryAfterSeconds }, until ? 429 : 422);
    }
    case "already_here": {
      const own = devices.find(({ visitId }) => visitId === outcome.openVisitId);
      return own ? redirect(`/v/${signOutTokenOf(visitor.request.settings, own.keyId, own.visitId)}`, { status: 303 }) : refuse({ kind: "already_here" }, 409);
    }
    case "not_at_home":
      return refuse({ kind: "not_at_home", which: outcome.which }, 403);
    case "key_reused":
    case "induction_due":
      return refuse({ kind: "stale" }, 409);
    case "forgotten":
      return refuse({ kind: "forgotten" }, 409);
  }
}

/** So many seconds from now, by the site's clock; with the day where that is another. */
function instantIn({ request, timeZone }: VisitorContext, words: Messages, seconds: number): string {
  const at = new Date(request.now.getTime() + seconds * 1000);
  const day = daysIn(words, { timeZone, weekday: "long", day: "numeric", month: "long" });
  const parts: DayParts = day(at) === day(request.now) ? { timeZone, hour: "numeric", minute: "2-digit" } : { timeZone, ...DAY_AND_TIME };
  // Rounded up to the minute that is shown.
  const shown = new Date(Math.ceil(at.getTime() / 60_000) * 60_000);
  return daysIn(words, parts)(shown);
}
