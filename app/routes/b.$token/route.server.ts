import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import { messagesOfRequest, visitorHeaders, wantedLanguages } from "#app/interface-language.server.ts";
import { daysIn, WEEKDAY_AND_TIME, WHOLE_DAY } from "#app/messages/days.ts";
import type { Messages } from "#app/messages/index.ts";
import { makeOwnBookingContext, signOutTokenOf } from "#worker/context.ts";
import { sign } from "#worker/crypto/signed.ts";
import { dayOfBooking, getOwnBooking, todayIn } from "#worker/domain/booking/own.ts";
import { boardOf } from "#worker/domain/notice/board.ts";
import { findSiteByCode, siteGateOf } from "#worker/domain/site/find-site.ts";
import { wordingFor } from "#worker/domain/terms/wording.ts";
import { DomainError } from "#worker/errors.ts";
import { readDevice } from "#worker/http/session-cookie.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { OwnBooking } from "#worker/store/own-bookings.ts";

import { dayText, describeAhead } from "./ahead.server.ts";

export { action, type BookingRefusal } from "./arrive.server.ts";

const TOKEN = /^[\w-]{43}$/;

/** The booking of this link. Throws NOT_FOUND, without a trip for what can't be one. */
export async function readBooking({ params, context }: Pick<ActionFunctionArgs, "params" | "context">): Promise<{ token: string; booking: OwnBooking }> {
  const token = params.token ?? "";
  if (!TOKEN.test(token)) throw new DomainError("NOT_FOUND");
  return { token, booking: await getOwnBooking(makeOwnBookingContext(context.request, token)) };
}

type Screen = "here" | "cancelled" | "closed" | "over" | "before" | "today";

function screenOf(booking: OwnBooking, now: Date): Screen {
  if (booking.open) return "here";
  if (booking.isCancelled) return "cancelled";
  if (booking.isClosed) return "closed";
  return dayOfBooking(booking, now);
}

function daysText({ fromOn, toOn }: OwnBooking, words: Messages): string {
  return fromOn === toOn ? dayText(fromOn, words) : words.booking.days(dayText(fromOn, words), dayText(toOn, words));
}

/** How the induction stands: to be done (with whether it was begun), or done. Null where none is asked for. */
async function describeInduction({ induction, bookingId, siteCode, timeZone }: OwnBooking, { context }: LoaderFunctionArgs, words: Messages) {
  if (!induction) return null;
  if (induction.standing === "valid") {
    const { validUntil } = induction;
    const done = validUntil ? words.booking.doneUntil(daysIn(words, { timeZone, ...WHOLE_DAY })(validUntil)) : words.booking.doneAlways;
    return { isDue: false as const, done };
  }
  const isBegun = (await siteGateOf(context.env, siteCode).findAttempt(bookingId)) !== null;
  return { isDue: true as const, isBegun, isAgain: induction.standing !== "none" };
}

/** The visit that is open, for the phone that signed in: others are not handed the way out. */
async function describeOpen({ open, companyId, timeZone }: OwnBooking, { request, context }: LoaderFunctionArgs, words: Messages) {
  if (!open) return null;
  const devices = await readDevice(context.request, request.headers.get("Cookie"), companyId);
  const own = devices.find(({ visitId }) => visitId === open.visitId);
  const since = daysIn(words, { timeZone, ...WEEKDAY_AND_TIME })(open.since);
  return { since, visitPath: own ? `/v/${signOutTokenOf(context.request.settings, own.keyId, own.visitId)}` : null };
}

export async function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked;
  try {
    const { booking } = await readBooking(asked);
    const { now, settings } = context.request;
    const words = messagesOfRequest(request);
    const screen = screenOf(booking, now);
    const isAwaited = screen === "before" || screen === "today";
    // Whom to call, and what is read before one comes in: the site's object keeps it.
    const site = await findSiteByCode(context.env, booking.siteCode, now);
    const query = new URL(request.url).searchParams;
    return json(
      {
        screen,
        title: words.booking.title(booking.siteName),
        siteName: booking.siteName,
        siteAddress: booking.siteAddress,
        companyName: booking.companyName,
        name: booking.name,
        host: booking.host,
        note: booking.note,
        bookedByName: booking.bookedByName,
        days: daysText(booking, words),
        induction: isAwaited ? await describeInduction(booking, asked, words) : null,
        open: await describeOpen(booking, asked, words),
        ahead: isAwaited && site ? describeAhead(booking, site.rules, screen === "before" ? booking.fromOn : todayIn(booking, now), words) : null,
        contact: site?.rules.contact ?? null,
        board: screen === "today" && site ? boardOf(site, now).map(({ id, kind, severity, title, text }) => ({ id, kind, severity, title, text })) : [],
        terms: screen === "today" ? wordingFor(site?.companyTerms ?? null, wantedLanguages(request)) : null,
        isUnread: query.has("unread"),
        formKey: await sign(settings.signingKeys, "sign-in-form", { vis: context.request.makeId(), sit: booking.siteId }, now, LIFETIMES.signInFormSeconds),
      },
      { headers: visitorHeaders(request) },
    );
  } catch (error) {
    throw toResponse(error, context);
  }
}

