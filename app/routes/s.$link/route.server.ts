import { json, redirect, type ActionFunctionArgs, type AppLoadContext, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readFormWithList, toResponse } from "#app/door.server.ts";
import { localeOf } from "#app/messages/index.ts";
import { messagesOfRequest, visitorHeaders, wantedLanguages } from "#app/interface-language.server.ts";
import { makeVisitContext, makeVisitorContext, signOutTokenOf, type VisitorContext } from "#worker/context.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { announceSiteChange, findSite, getOpenSite, getSiteToEnter, parseSiteLink, siteGateOf, type OpenSite } from "#worker/domain/site/find-site.ts";
import { boardOf, requireRead } from "#worker/domain/notice/board.ts";
import { findGreeting } from "#worker/domain/visit/greet.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { getOwnVisit } from "#worker/domain/visit/sign-out.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { faultsOfComer, type VisitorType } from "#worker/domain/visit/schemas.ts";
import { DomainError, type ErrorCode, type FieldErrors } from "#worker/errors.ts";
import { inductionCookie, inductionTokenOf, readInductionToken, writeInductionToken, type InductionPlace } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice } from "#worker/http/session-cookie.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { BoardNotice } from "#worker/store/platform-store.ts";
import type { DueReason, SignInAgainOutcome } from "#worker/store/visits.ts";

/** What stands on the board, as the page shows it. */
export type BoardShown = Pick<BoardNotice, "id" | "kind" | "severity" | "title" | "text">;

/** What the sign-in page shows. The form key is this response's own; everything else is the site's. */
async function describe({ snapshot }: OpenSite, { request: asked, context }: LoaderFunctionArgs) {
  const { request } = context;
  const visitId = request.makeId();
  return {
    title: messagesOfRequest(asked).gate.title(snapshot.siteName),
    siteName: snapshot.siteName,
    siteAddress: snapshot.address,
    companyName: snapshot.companyName,
    board: boardOf(snapshot, request.now).map(({ id, kind, severity, title, text }): BoardShown => ({ id, kind, severity, title, text })),
    formKey: await sign(request.settings.signingKeys, "sign-in-form", { vis: visitId, sit: snapshot.siteId }, request.now, LIFETIMES.signInFormSeconds),
  };
}

function open(context: AppLoadContext, site: OpenSite): VisitorContext {
  return makeVisitorContext(context.request, site.snapshot, site.link, siteGateOf(context.env, site.link.code));
}

async function greet(site: OpenSite, { request, context }: LoaderFunctionArgs) {
  // After a post the page shows what the post found out; a second trip would add nothing.
  if (context.method !== "GET" || new URL(request.url).searchParams.has("new")) return null;
  const [device] = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
  if (!device) return null;
  const tokenOf = (visitId: string) => signOutTokenOf(context.request.settings, device.keyId, visitId);
  const found = await findGreeting(open(context, site), { earlierToken: tokenOf(device.visitId) });
  if (!found) return null;
  const clock = clockOf(request, site.snapshot.timeZone);
  return {
    name: found.name,
    employer: found.employer,
    visitorType: found.visitorType,
    here: found.openHere ? { since: clock.format(found.openHere.since), visitPath: `/v/${tokenOf(found.openHere.visitId)}` } : null,
    elsewhere: found.openElsewhere ? { siteName: found.openElsewhere.siteName, since: clock.format(found.openElsewhere.since) } : null,
  };
}

/** The induction that this phone has begun here and not finished: its page, or null. */
async function findUnfinished(site: OpenSite, { request, context }: LoaderFunctionArgs): Promise<string | null> {
  const token = context.method === "GET" ? inductionTokenOf(request.headers.get("Cookie")) : null;
  const place = token && (await readInductionToken(context.request, token));
  if (!place || parseSiteLink(place.link)?.code !== site.link.code) return null;
  const attempt = await siteGateOf(context.env, site.link.code).findAttempt(place.visitId);
  return attempt ? `/i/${token}` : null;
}

const clockOf = (request: Request, timeZone: string) => new Intl.DateTimeFormat(localeOf(messagesOfRequest(request)), { timeZone, weekday: "long", hour: "numeric", minute: "2-digit" });

/** How a site refuses everybody. */
const LETS_NOBODY_IN: readonly ErrorCode[] = ["LINK_ROTATED", "SITE_CLOSED", "COMPANY_SUSPENDED", "SWITCHED_OFF"];

/** A site that lets nobody in any more still lets out whom it holds: the path of this phone's own open visit there, or null. */
async function findWayOut({ request, params, context }: LoaderFunctionArgs, refusal: unknown): Promise<string | null> {
  if (!(refusal instanceof DomainError) || !LETS_NOBODY_IN.includes(refusal.code)) return null;
  const site = await findSite(context.env, params.link ?? "", context.request.now);
  const [device] = site ? await readDevice(context.request, request.headers.get("Cookie"), site.companyId) : [];
  if (!device) return null;
  const signOutToken = signOutTokenOf(context.request.settings, device.keyId, device.visitId);
  const visit = await getOwnVisit(makeVisitContext(context.request, signOutToken), { signOutToken }).catch(() => null);
  return visit?.signedOutAt === null && visit.siteCode === parseSiteLink(params.link ?? "")?.code ? `/v/${signOutToken}` : null;
}

export async function loader(asked: LoaderFunctionArgs) {
  const { params, context } = asked;
  try {
    const site = await getOpenSite(context.env, params.link ?? "", context.request.now);
    return json(
      {
        site: await describe(site, asked),
        greeting: await greet(site, asked),
        unfinished: await findUnfinished(site, asked),
        isOver: new URL(asked.request.url).searchParams.has("over"),
        /** One tap would do, but for what is on the board. */
        isUnread: new URL(asked.request.url).searchParams.has("unread"),
      },
      { headers: visitorHeaders(asked.request) },
    );
  } catch (error) {
    const wayOut = await findWayOut(asked, error);
    throw wayOut ? redirect(wayOut) : toResponse(error, context);
  }
}

export interface Typed {
  name: string;
  phone: string;
  visitorType: string;
  employer: string;
}

/** Why the form is shown again, with everything that was typed. */
export interface Refusal {
  typed: Typed;
  fields: FieldErrors;
  notice: "check" | "already_here" | "stale_form" | "forgotten" | "too_many" | "quiz_pause" | "unavailable";
  retryAfterSeconds?: number | undefined;
}

function refuse(typed: Typed, notice: Refusal["notice"], status: number, more: Partial<Refusal> = {}) {
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if (more.retryAfterSeconds) headers["Retry-After"] = String(more.retryAfterSeconds);
  const refusal: Refusal = { typed, fields: {}, ...more, notice };
  return json(refusal, { status, headers });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { field, list } = await readFormWithList(request, ["formKey", "again", "name", "phone", "visitorType", "employer", "notices"], "notice").catch((error: unknown) => {
    throw toResponse(error, context);
  });
  const typed: Typed = { name: field("name"), phone: field("phone"), visitorType: field("visitorType"), employer: field("employer") };
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
    const visitor = open(context, site);
    const asked = again ? undefined : site.snapshot.inductions[typed.visitorType as VisitorType];
    if (asked) return await induct(visitor, { request, typed, place: { visitId, link: params.link ?? "", keyId: key.keyId }, versionId: asked.versionId, notices });
    const outcome = await enter(visitor, { request, typed, prepared, notices, again });
    const devices = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
    if (outcome.outcome === "already_here") {
      const own = devices.find((device) => device.visitId === outcome.openVisitId);
      if (own) return redirect(`/v/${signOutTokenOf(context.request.settings, own.keyId, own.visitId)}`, { status: 303 });
      return refuse(typed, "already_here", 409);
    }
    if (outcome.outcome === "induction_due") {
      context.waitUntil(announceSiteChange(context.env, site.link.code));
      const remembered = again ? { visitorType: outcome.visitorType, why: outcome.reason } : undefined;
      return await induct(visitor, { request, typed, place: { visitId, link: params.link ?? "", keyId: key.keyId }, versionId: outcome.versionId, notices, remembered });
    }
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

/** Leads to what is asked of this kind of visitor before they come in. */
async function induct(
  visitor: VisitorContext,
  { request, typed, place, versionId, notices, remembered }: { request: Request; typed: Typed; place: InductionPlace; versionId: string; notices: string[]; remembered?: { visitorType: VisitorType; why: DueReason } | undefined },
) {
  const comer = remembered ? ({ kind: "remembered", visitorType: remembered.visitorType } as const) : ({ kind: "typed", typed: { ...typed, visitorType: typed.visitorType as VisitorType } } as const);
  const begun = await beginInduction(visitor, { visitId: place.visitId, versionId, languages: wantedLanguages(request), notices, comer });
  if (begun.outcome === "wait") return refuse(typed, "quiz_pause", 429, { retryAfterSeconds: begun.retryAfterSeconds });
  const token = await writeInductionToken(visitor.request, place);
  const why = remembered && remembered.why !== "none" ? `?why=${remembered.why}` : "";
  return redirect(`/i/${token}${why}`, { status: 303, headers: { "Set-Cookie": inductionCookie(token) } });
}

/** By the details of this phone's earlier visit when it asks for that and has one, else by what was typed. */
async function enter(
  visitor: VisitorContext,
  post: { request: Request; typed: Typed; prepared: { visitId: string; signOutToken: string }; notices: string[]; again: boolean },
): Promise<SignInAgainOutcome> {
  if (!post.again) return signIn(visitor, { ...post.typed, visitorType: post.typed.visitorType as VisitorType, prepared: post.prepared, notices: post.notices });
  const [device] = await readDevice(visitor.request, post.request.headers.get("Cookie"), visitor.companyId);
  if (!device) return { outcome: "forgotten" };
  const earlierToken = signOutTokenOf(visitor.request.settings, device.keyId, device.visitId);
  return signInAgain(visitor, { earlierToken, prepared: post.prepared, notices: post.notices });
}
