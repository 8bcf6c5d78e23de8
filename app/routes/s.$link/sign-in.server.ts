/** What becomes of a form sent at the gate: in, to an induction first, held by the site's rules, or back to the form with what to mend. */
import { json, redirect, type ActionFunctionArgs, type AppLoadContext } from "@remix-run/cloudflare";
import { readFormWithList, toResponse } from "#app/door.server.ts";
import { languageOfRequest, wantedLanguages } from "#app/interface-language.server.ts";
import { makeVisitorContext, signOutTokenOf, type VisitorContext } from "#worker/context.ts";
import { verify } from "#worker/crypto/signed.ts";
import { mayStop } from "#worker/domain/entry/rules.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { boardOf, requireRead } from "#worker/domain/notice/board.ts";
import { announceSiteChange, getSiteToEnter, siteGateOf, type OpenSite } from "#worker/domain/site/find-site.ts";
import { faultsOfComer, type VisitorType } from "#worker/domain/visit/schemas.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";
import { inductionCookie, waitingCookie, writeInductionToken, type InductionPlace } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice } from "#worker/http/session-cookie.ts";
import type { DueReason, SignInAgainOutcome } from "#worker/store/sign-in.ts";

/** How a site refuses everybody. */
export const LETS_NOBODY_IN: readonly ErrorCode[] = ["LINK_ROTATED", "SITE_CLOSED", "COMPANY_SUSPENDED", "SWITCHED_OFF"];

export interface Typed {
  name: string;
  phone: string;
  visitorType: string;
  employer: string;
  /** That they have read the board. */
  isRead: boolean;
}

/** Why the form is shown again, with everything that was typed. */
export interface Refusal {
  typed: Typed;
  fields: FieldErrors;
  notice: "kept" | "check" | "already_here" | "stale_form" | "new_terms" | "forgotten" | "too_many" | "quiz_pause" | "unavailable";
  retryAfterSeconds?: number | undefined;
}

function refuse(typed: Typed, notice: Refusal["notice"], status: number, more: Partial<Refusal> = {}) {
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if (more.retryAfterSeconds) headers["Retry-After"] = String(more.retryAfterSeconds);
  const refusal: Refusal = { typed, fields: {}, ...more, notice };
  return json(refusal, { status, headers });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { field, list } = await readFormWithList(request, ["intent", "formKey", "again", "name", "phone", "visitorType", "employer", "notices", "terms"], "notice").catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const typed: Typed = { name: field("name"), phone: field("phone"), visitorType: field("visitorType"), employer: field("employer"), isRead: field("notices") === "yes" };
  // The same form in our other language.
  if (field("intent") === "stay") return refuse(typed, "kept", 200);
  let site: OpenSite | null = null;
  try {
    site = await getSiteToEnter(context.env, params.link ?? "", context.request.now);
    const key = await verify(context.request.settings.signingKeys, "sign-in-form", field("formKey"), context.request.now);
    if (!key || typeof key.claims.vis !== "string" || key.claims.sit !== site.snapshot.siteId) return refuse(typed, "stale_form", 400);
    const visitId = key.claims.vis;
    const signOutToken = signOutTokenOf(context.request.settings, key.keyId, visitId);
    const prepared = { visitId, signOutToken };
    const again = field("again") === "1";
    const notices = readBoard(site, { shown: list, isRead: field("notices") === "yes", typed: again ? null : typed }, context);
    if (!notices) return redirect(`/s/${params.link ?? ""}?unread`, { status: 303 });
    const terms = site.snapshot.companyTerms;
    // What was read is what is accepted: of other terms than those in force the form comes again, with the new ones.
    if (terms && field("terms") !== terms.id) return refuse(typed, "new_terms", 409);
    const visitor = makeVisitorContext(context.request, site.snapshot, site.link, siteGateOf(context.env, site.link.code));
    const place = { visitId, link: params.link ?? "", keyId: key.keyId };
    const shown = { notices, termsVersionId: terms?.id ?? null, language: languageOfRequest(request) };
    const asked = again ? undefined : site.snapshot.inductions[typed.visitorType as VisitorType];
    // Nobody does an induction to be stopped after it: where that may be, the database is asked first.
    if (asked && !mayStop(site.snapshot, typed.visitorType, context.request.now)) return await induct(visitor, { request, typed, place, versionId: asked.versionId, shown });
    const outcome = await enter(visitor, { request, typed, prepared, shown, again });
    const devices = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
    if (outcome.outcome === "already_here") {
      const own = devices.find((device) => device.visitId === outcome.openVisitId);
      if (own) return redirect(`/v/${signOutTokenOf(context.request.settings, own.keyId, own.visitId)}`, { status: 303 });
      return refuse(typed, "already_here", 409);
    }
    if (outcome.outcome === "induction_due") {
      context.waitUntil(announceSiteChange(context.env, site.link.code));
      const remembered = again ? { visitorType: outcome.visitorType, why: outcome.reason } : undefined;
      return await induct(visitor, { request, typed, place, versionId: outcome.versionId, shown, remembered });
    }
    if (outcome.outcome === "held") return redirect(`/v/${signOutToken}`, { status: 303, headers: { "Set-Cookie": waitingCookie(await writeInductionToken(context.request, place)) } });
    if (outcome.outcome === "key_reused") return refuse(typed, "stale_form", 409);
    if (outcome.outcome === "forgotten") return refuse(typed, "forgotten", 409);
    if (outcome.siteVersion > site.snapshot.version) context.waitUntil(announceSiteChange(context.env, site.link.code));
    const cookie = await writeDevice(context.request, site.snapshot.companyId, { visitId, keyId: key.keyId }, devices);
    return redirect(`/v/${signOutToken}`, { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "INVALID_INPUT") return refuse(typed, "check", 400, { fields: fieldsOfForm(error.fields) });
    if (error.code === "TOO_MANY") return refuse(typed, "too_many", 429, { retryAfterSeconds: error.retryAfterSeconds });
    if (error.code === "UNAVAILABLE") return refuse(typed, "unavailable", 503, { retryAfterSeconds: 30 });
    // The link or the site changed since the object last looked. One that knows of a pause looks again by itself.
    const code = params.link?.split("-")[0];
    const isNews = site !== null || error.code === "LINK_ROTATED" || error.code === "SITE_CLOSED";
    if (code && isNews && LETS_NOBODY_IN.includes(error.code)) context.waitUntil(announceSiteChange(context.env, code));
    throw toResponse(error, context);
  }
}

/**
 * The ids of what was read on the board; null where a phone that comes again has not. Of somebody who typed, throws INVALID_INPUT, together
 * with what else is to be mended.
 */
function readBoard(site: OpenSite, { shown, isRead, typed }: { shown: string[]; isRead: boolean; typed: Typed | null }, { request }: AppLoadContext): string[] | null {
  try {
    return requireRead(boardOf(site.snapshot, request.now), shown, isRead);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!typed) return null;
    throw new DomainError(error.code, { fields: { ...faultsOfComer(typed), ...error.fields } });
  }
}

/** What an induction's beginning says of what was typed stands one level deeper. */
const fieldsOfForm = (fields: FieldErrors = {}): FieldErrors => Object.fromEntries(Object.entries(fields).map(([name, message]) => [name.replace("comer.typed.", ""), message]));

/** The schema says whether the type is one. */
const comerOf = ({ name, phone, visitorType, employer }: Typed) => ({ name, phone, visitorType: visitorType as VisitorType, employer });

/** What the page showed that is accepted with it. */
interface Shown {
  notices: string[];
  termsVersionId: string | null;
  language: string;
}

/** Leads to what is asked of this kind of visitor before they come in. */
async function induct(
  visitor: VisitorContext,
  { request, typed, place, versionId, shown, remembered }: { request: Request; typed: Typed; place: InductionPlace; versionId: string; shown: Shown; remembered?: { visitorType: VisitorType; why: DueReason } | undefined },
) {
  const comer = remembered ? ({ kind: "remembered", visitorType: remembered.visitorType } as const) : ({ kind: "typed", typed: comerOf(typed) } as const);
  const begun = await beginInduction(visitor, { visitId: place.visitId, versionId, languages: wantedLanguages(request), notices: shown.notices, termsVersionId: shown.termsVersionId, comer });
  if (begun.outcome === "wait") return refuse(typed, "quiz_pause", 429, { retryAfterSeconds: begun.retryAfterSeconds });
  const token = await writeInductionToken(visitor.request, place);
  const why = remembered && remembered.why !== "none" ? `?why=${remembered.why}` : "";
  return redirect(`/i/${token}${why}`, { status: 303, headers: { "Set-Cookie": inductionCookie(token) } });
}

/** By the details of this phone's earlier visit when it asks for that and has one, else by what was typed. */
async function enter(
  visitor: VisitorContext,
  post: { request: Request; typed: Typed; prepared: { visitId: string; signOutToken: string }; shown: Shown; again: boolean },
): Promise<SignInAgainOutcome> {
  if (!post.again) return signIn(visitor, { ...comerOf(post.typed), prepared: post.prepared, ...post.shown });
  const [device] = await readDevice(visitor.request, post.request.headers.get("Cookie"), visitor.companyId);
  if (!device) return { outcome: "forgotten" };
  const earlierToken = signOutTokenOf(visitor.request.settings, device.keyId, device.visitId);
  return signInAgain(visitor, { earlierToken, prepared: post.prepared, ...post.shown });
}
