import { json, redirect, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import { daysIn, WEEKDAY_AND_TIME } from "#app/messages/days.ts";
import type { Messages } from "#app/messages/index.ts";
import { messagesOfRequest, visitorHeaders, wantedLanguages } from "#app/interface-language.server.ts";
import { makeVisitContext, makeVisitorContext, signOutTokenOf } from "#worker/context.ts";
import { sign } from "#worker/crypto/signed.ts";
import { isOpenAt } from "#worker/domain/entry/rules.ts";
import { findSite, getOpenSite, parseSiteLink, siteGateOf, type OpenSite } from "#worker/domain/site/find-site.ts";
import { boardOf } from "#worker/domain/notice/board.ts";
import { wordingFor } from "#worker/domain/terms/wording.ts";
import { findGreeting } from "#worker/domain/visit/greet.ts";
import { getOwnVisit } from "#worker/domain/visit/sign-out.ts";
import { DomainError } from "#worker/errors.ts";
import { inductionTokenOf, readInductionToken, waitingTokenOf } from "#worker/http/induction-token.ts";
import { readDevice } from "#worker/http/session-cookie.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { BoardNotice, SiteSnapshot } from "#worker/store/platform-store.ts";
import { LETS_NOBODY_IN } from "./sign-in.server.ts";

export { action, type Refusal, type Typed } from "./sign-in.server.ts";

/** What stands on the board, as the page shows it. */
export type BoardShown = Pick<BoardNotice, "id" | "kind" | "severity" | "title" | "text">;

/** The hours of today in words, by the site's clock, for a site that is outside them; and whom to call. */
function describeClosed({ rules, timeZone }: SiteSnapshot, now: Date, words: Messages) {
  const weekday = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short" }).format(now);
  const hours = rules.hours.week[["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday)];
  return { hours: hours ? words.entry.closed(`${hours.from}–${hours.to}`) : words.entry.closedToday, contact: rules.contact, isFinal: rules.hours.effect === "stop" };
}

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
    contact: snapshot.rules.contact,
    closed: isOpenAt(snapshot.rules, request.now, snapshot.timeZone) ? null : describeClosed(snapshot, request.now, messagesOfRequest(asked)),
    terms: wordingFor(snapshot.companyTerms, wantedLanguages(asked)),
    formKey: await sign(request.settings.signingKeys, "sign-in-form", { vis: visitId, sit: snapshot.siteId }, request.now, LIFETIMES.signInFormSeconds),
  };
}

async function greet(site: OpenSite, { request, context }: LoaderFunctionArgs) {
  // After a post the page shows what the post found out; a second trip would add nothing.
  if (context.method !== "GET" || new URL(request.url).searchParams.has("new")) return null;
  const [device] = await readDevice(context.request, request.headers.get("Cookie"), site.snapshot.companyId);
  if (!device) return null;
  const tokenOf = (visitId: string) => signOutTokenOf(context.request.settings, device.keyId, visitId);
  const found = await findGreeting(makeVisitorContext(context.request, site.snapshot, site.link, siteGateOf(context.env, site.link.code)), { earlierToken: tokenOf(device.visitId) });
  if (!found) return null;
  const clock = clockOf(request, site.snapshot.timeZone);
  return {
    name: found.name,
    employer: found.employer,
    visitorType: found.visitorType,
    here: found.openHere ? { since: clock(found.openHere.since), visitPath: `/v/${tokenOf(found.openHere.visitId)}` } : null,
    elsewhere: found.openElsewhere ? { siteName: found.openElsewhere.siteName, since: clock(found.openElsewhere.since) } : null,
  };
}

/** The visitor's page of somebody who asked to be let in here and was not, yet; or null. It costs no trip: that page says how it stands. */
async function findWaiting(site: OpenSite, { request, context }: LoaderFunctionArgs): Promise<string | null> {
  const token = context.method === "GET" ? waitingTokenOf(request.headers.get("Cookie")) : null;
  const place = token && (await readInductionToken(context.request, token));
  return place && parseSiteLink(place.link)?.code === site.link.code ? `/v/${signOutTokenOf(context.request.settings, place.keyId, place.visitId)}` : null;
}

/** The induction that this phone has begun here and not finished: its page, or null. */
async function findUnfinished(site: OpenSite, { request, context }: LoaderFunctionArgs): Promise<string | null> {
  const token = context.method === "GET" ? inductionTokenOf(request.headers.get("Cookie")) : null;
  const place = token && (await readInductionToken(context.request, token));
  if (!place || parseSiteLink(place.link)?.code !== site.link.code) return null;
  const attempt = await siteGateOf(context.env, site.link.code).findAttempt(place.visitId);
  return attempt ? `/i/${token}` : null;
}

const clockOf = (request: Request, timeZone: string) => daysIn(messagesOfRequest(request), { timeZone, ...WEEKDAY_AND_TIME });

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
        waiting: await findWaiting(site, asked),
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
