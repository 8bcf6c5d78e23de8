import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { readForm, toResponse } from "#app/door.server.ts";
import { messagesOfRequest, visitorHeaders } from "#app/interface-language.server.ts";
import { DAY_AND_TIME, daysIn, WHOLE_DAY } from "#app/messages/days.ts";
import type { Messages } from "#app/messages/index.ts";
import { makeVisitContext, signOutTokenOf } from "#worker/context.ts";
import { boardOf } from "#worker/domain/notice/board.ts";
import { getOwn, signOut } from "#worker/domain/visit/sign-out.ts";
import { DomainError } from "#worker/errors.ts";
import { CLEARED_WAITING, readInductionToken, waitingTokenOf } from "#worker/http/induction-token.ts";
import { readDevice, writeDevice } from "#worker/http/session-cookie.ts";
import type { OwnVisit } from "#worker/store/own-visits.ts";
import { describeEntry } from "./entry.server.ts";

/** An unknown, cut or mistyped link: one answer for all, that says what to do. */
function refuse(error: unknown, context: LoaderFunctionArgs["context"]): unknown {
  return toResponse(error instanceof DomainError && error.code === "INVALID_INPUT" ? new DomainError("NOT_FOUND") : error, context);
}

type VisitState = "open" | "expired" | "just_signed_out" | "signed_out" | "assumed_left";

function stateOf(visit: OwnVisit, now: Date, justNow: boolean): VisitState {
  if (!visit.signedOutAt) return visit.signOutExpiresAt <= now ? "expired" : "open";
  if (visit.leftHow === "assumed_left") return "assumed_left";
  return justNow ? "just_signed_out" : "signed_out";
}

/** What there is to know of the place where they are. */
export type Here = ReturnType<typeof describeHere>;

function describeHere(visit: OwnVisit, now: Date) {
  const { emergency, contact } = visit;
  return { emergency, contact, board: boardOf(visit, now).map(({ id, kind, severity, title }) => ({ id, kind, severity, title })) };
}

/** Until when the induction counts, as a day at the site; it counts on that day too. */
function inductedUntil({ inductedUntil: until, timeZone }: OwnVisit, words: Messages): string {
  return until ? words.visit.inductedUntil(daysIn(words, { timeZone, ...WHOLE_DAY })(until)) : words.visit.inductedAlways;
}

export async function loader(asked: LoaderFunctionArgs) {
  const { request, params, context } = asked;
  const signOutToken = params.token ?? "";
  try {
    const own = await getOwn(makeVisitContext(context.request, signOutToken), { signOutToken });
    const headers = visitorHeaders(request);
    if ("entry" in own) {
      const entry = describeEntry(own.entry, asked);
      if (entry.lookAgainSeconds) headers.set("Refresh", String(entry.lookAgainSeconds));
      return json({ entry, visit: null }, { headers });
    }
    const { visit } = own;
    const remembered = await rememberWhoWaited(visit, signOutToken, asked);
    for (const cookie of remembered) headers.append("Set-Cookie", cookie);
    const words = messagesOfRequest(request);
    const clock = daysIn(words, { timeZone: visit.timeZone, ...DAY_AND_TIME });
    return json(
      {
        entry: null,
        visit: {
          state: stateOf(visit, context.request.now, new URL(request.url).searchParams.has("done")),
          name: visit.name,
          title: words.visit.title(visit.siteName),
          siteName: visit.siteName,
          siteAddress: visit.siteAddress,
          companyName: visit.companyName,
          signedIn: clock(visit.signedInAt),
          signedOut: visit.signedOutAt ? clock(visit.signedOutAt) : null,
          here: describeHere(visit, context.request.now),
          inducted: visit.isInducted ? inductedUntil(visit, words) : null,
        },
      },
      { headers },
    );
  } catch (error) {
    const refusal = refuse(error, context);
    // Whoever waits here must hear the yes, though the database was away for a moment.
    if (refusal instanceof Response && refusal.status === 503) refusal.headers.set("Refresh", "15");
    throw refusal;
  }
}

/** Whoever waited here and was let in is remembered by their phone from now on, as if they had come in at once. */
async function rememberWhoWaited({ companyId, signedOutAt }: OwnVisit, signOutToken: string, { request, context }: LoaderFunctionArgs): Promise<string[]> {
  const cookies = request.headers.get("Cookie");
  const token = waitingTokenOf(cookies);
  const place = token && (await readInductionToken(context.request, token));
  if (!place || signOutTokenOf(context.request.settings, place.keyId, place.visitId) !== signOutToken) return [];
  const devices = signedOutAt ? [] : await readDevice(context.request, cookies, companyId);
  return [CLEARED_WAITING, ...(signedOutAt ? [] : [await writeDevice(context.request, companyId, place, devices)])];
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signOutToken = params.token ?? "";
  try {
    await readForm(request, []);
    const { endedNow } = await signOut(makeVisitContext(context.request, signOutToken), { signOutToken });
    return redirect(`/v/${signOutToken}${endedNow ? "?done" : ""}`, { status: 303 });
  } catch (error) {
    throw refuse(error, context);
  }
}
