/** What becomes of a press on the page of somebody who is expected: to the induction, or in. */
import { json, redirect, type ActionFunctionArgs, type AppLoadContext } from "@remix-run/cloudflare";
import { readFormWithList, toResponse } from "#app/door.server.ts";
import { languageOfRequest, wantedLanguages } from "#app/interface-language.server.ts";
import { makeBookingContext, signOutTokenOf, type VisitorContext } from "#worker/context.ts";
import { verify } from "#worker/crypto/signed.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import { boardOf, requireRead } from "#worker/domain/notice/board.ts";
import { announceSiteChange, findSiteByCode, siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { DomainError, type ErrorCode } from "#worker/errors.ts";
import { inductionCookie, waitingCookie, writeInductionToken, type InductionPlace } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice } from "#worker/http/session-cookie.ts";
import type { OwnBooking } from "#worker/store/own-bookings.ts";
import type { SiteSnapshot } from "#worker/store/platform-store.ts";
import { readBooking } from "./route.server.ts";

/** Why the page is here again. */
export interface BookingRefusal {
  notice: "stale" | "new_terms" | "already_here" | "too_many" | "quiz_pause" | "unavailable";
  retryAfterSeconds: number;
}

function refuse(notice: BookingRefusal["notice"], status: number, retryAfterSeconds = 0) {
  const headers: Record<string, string> = { "Cache-Control": "no-store", ...(retryAfterSeconds > 0 && { "Retry-After": String(retryAfterSeconds) }) };
  const refusal: BookingRefusal = { notice, retryAfterSeconds };
  return json(refusal, { status, headers });
}

interface Press {
  request: Request;
  context: AppLoadContext;
  token: string;
  booking: OwnBooking;
  site: SiteSnapshot;
  visitor: VisitorContext;
}

/** What the page itself says: it is shown again. */
const PAGE_SAYS: readonly ErrorCode[] = ["BOOKING_CANCELLED", "NOT_BOOKED_TODAY", "SITE_CLOSED"];

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked;
  try {
    const { field, list } = await readFormWithList(request, ["intent", "formKey", "notices", "terms"], "notice");
    const intent = field("intent");
    if (intent !== "prepare" && intent !== "arrive") throw new DomainError("UNREADABLE");
    const { token, booking } = await readBooking(asked);
    const site = await findSiteByCode(context.env, booking.siteCode, context.request.now);
    if (!site) throw new DomainError("NOT_FOUND");
    const visitor = makeBookingContext(context.request, booking, { token, bookingId: booking.bookingId }, siteGateOf(context.env, booking.siteCode));
    const press = { request, context, token, booking, site, visitor };
    if (intent === "prepare") return await prepare(press);
    return await arrive(press, { formKey: field("formKey"), terms: field("terms"), isRead: field("notices") === "yes", shown: list });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "TOO_MANY") return refuse("too_many", 429, error.retryAfterSeconds);
    if (error.code === "UNAVAILABLE") return refuse("unavailable", 503, 30);
    if (PAGE_SAYS.includes(error.code)) return redirect(`/b/${asked.params.token ?? ""}`, { status: 303 });
    throw toResponse(error, context);
  }
}

/** To the induction that is asked for; back to the page where none is, or it is over with this booking. */
async function prepare({ request, context, token, booking, visitor }: Press) {
  const { induction, bookingId, siteCode, name, phone, visitorType, employer } = booking;
  const isOver = booking.isCancelled || booking.isClosed;
  if (!induction || induction.standing === "valid" || isOver) return redirect(`/b/${token}`, { status: 303 });
  // The booking's own id: whoever begins again, on whatever phone, goes on where they were.
  const begun = await beginInduction(visitor, { visitId: bookingId, versionId: induction.versionId, languages: wantedLanguages(request), comer: { kind: "typed", typed: { name, phone, visitorType, employer } } });
  if (begun.outcome === "wait") return refuse("quiz_pause", 429, begun.retryAfterSeconds);
  const way = await writeInductionToken(context.request, { visitId: bookingId, link: "", keyId: context.request.settings.signingKeys[0]?.id ?? "", booking: { token, bookingId, siteCode } });
  const why = induction.standing === "none" ? "" : `?why=${induction.standing}`;
  return redirect(`/i/${way}${why}`, { status: 303, headers: { "Set-Cookie": inductionCookie(way) } });
}

/** One tap: the ordinary sign-in, with the details of the booking. */
async function arrive(press: Press, { formKey, terms, isRead, shown }: { formKey: string; terms: string; isRead: boolean; shown: string[] }) {
  const { request, context, token, booking, site, visitor } = press;
  const key = await verify(context.request.settings.signingKeys, "sign-in-form", formKey, context.request.now);
  if (!key || typeof key.claims.vis !== "string" || key.claims.sit !== booking.siteId) return refuse("stale", 400);
  if (site.companyTerms && terms !== site.companyTerms.id) return refuse("new_terms", 409);
  const board = boardOf(site, context.request.now);
  if (board.length > 0 && (!isRead || board.some(({ id }) => !shown.includes(id)))) return redirect(`/b/${token}?unread`, { status: 303 });
  const visitId = key.claims.vis;
  const signOutToken = signOutTokenOf(context.request.settings, key.keyId, visitId);
  const { name, phone, visitorType, employer } = booking;
  const outcome = await signIn(visitor, {
    name, phone, visitorType, employer, prepared: { visitId, signOutToken }, notices: requireRead(board, shown, isRead), termsVersionId: site.companyTerms?.id ?? null, language: languageOfRequest(request),
  });
  const devices = await readDevice(context.request, request.headers.get("Cookie"), booking.companyId);
  const place: InductionPlace = { visitId, link: "", keyId: key.keyId };
  switch (outcome.outcome) {
    case "signed_in":
      if (outcome.siteVersion > site.version) context.waitUntil(announceSiteChange(context.env, booking.siteCode));
      return redirect(`/v/${signOutToken}`, { status: 303, headers: { "Set-Cookie": await writeDevice(context.request, booking.companyId, place, devices) } });
    case "held":
      return redirect(`/v/${signOutToken}`, { status: 303, headers: { "Set-Cookie": waitingCookie(await writeInductionToken(context.request, place)) } });
    case "induction_due":
      context.waitUntil(announceSiteChange(context.env, booking.siteCode));
      return prepare(press);
    case "already_here": {
      const own = devices.find((device) => device.visitId === outcome.openVisitId);
      return own ? redirect(`/v/${signOutTokenOf(context.request.settings, own.keyId, own.visitId)}`, { status: 303 }) : refuse("already_here", 409);
    }
    case "key_reused":
      return refuse("stale", 409);
  }
}
