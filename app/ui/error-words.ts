/** What the error screens say, and the way on that they offer. */
import type { ErrorCode } from "#worker/errors.ts";
import { isOffice, listOf } from "./office-places.ts";

/** What a thrown response may carry as JSON; anything missing is filled in from its status. */
export interface ErrorBody {
  code?: string;
  /** One plain sentence for the person who reads it. */
  message?: string;
  requestId?: string;
  retryAfterSeconds?: number;
}

export interface Explanation {
  code: string;
  title: string;
  message: string;
  whatToDo: string;
}

const UNEXPECTED: Explanation = {
  code: "INTERNAL",
  title: "Something broke on our side",
  message: "We could not finish what you asked for.",
  whatToDo: "Try again in a minute. If it keeps happening, tell your site office the request number below.",
};

const CLOSED: Explanation = {
  code: "GONE",
  title: "This no longer works",
  message: "What stood at this address has been replaced or closed.",
  whatToDo: "At a gate, scan the QR code on the poster again, or ask the site office.",
};

/** What happened, in a few words; the sentence that comes with it says what to do. The compiler asks for every code. */
const TITLES: Record<ErrorCode, string> = {
  INVALID_INPUT: "We could not use that",
  UNREADABLE: "We could not read that",
  NOT_LOGGED_IN: "You are not logged in",
  WRONG_LOG_IN: "You are not logged in yet",
  ACCESS_ENDED: "Your access was ended",
  LINK_DEAD: "This link no longer works",
  OTHER_ACCOUNT: "This e-mail has a log-in already",
  SECOND_FACTOR_REQUIRED: "A second step is needed",
  LAST_SECOND_FACTOR: "This is your last second step",
  LAST_OWNER: "This is the last owner",
  COMPANY_SUSPENDED: "This company is paused",
  SWITCHED_OFF: "This is switched off for now",
  MESSAGES_USED_UP: "This month's messages are used up",
  WRONG_CODE: "That code did not work",
  FORBIDDEN: "You may not do this",
  NOT_FOUND: "There is no such page",
  LINK_ROTATED: "This QR code has been replaced",
  SITE_CLOSED: "This site is closed for sign-in",
  BOOKING_CANCELLED: "Your visit was called off",
  NOT_BOOKED_TODAY: "Today is not the day",
  CLAIM_LOST: "Somebody else has taken this over",
  CONFLICT: "Somebody was faster",
  PERSON_ON_SITE: "They are on site",
  PERSON_BANNED: "They are banned",
  TOO_LARGE: "That is too big",
  TOO_MANY: "Too many at once",
  TOO_MANY_TRIES: "Too many tries",
  TOO_MANY_WATCHERS: "Too many pages watch live",
  BUSY: "Many people are logging in",
  UNAVAILABLE: "We cannot reach our records",
  INTERNAL: "Something broke on our side",
};

const AT_THE_GATE = /^\/[bsi]\//;

/** Why nobody can sign in is between the office and us: whoever stands at the gate is told what to do. */
const PAUSED_AT_THE_GATE: Explanation = {
  code: "PAUSED",
  title: "Nobody can sign in here just now",
  message: "Tell the site office that you are here: they can write you down.",
  whatToDo: "If you are signed in already, you can still sign out on the page that you got then.",
};

/** What stands at the gate says more than its status does. */
const BY_CODE: Record<string, Explanation> = {
  NO_CONNECTION: {
    code: "NO_CONNECTION",
    title: "No connection",
    message: "Your device did not reach us.",
    whatToDo: "Once you are back online, open the page again and look whether what you did is there: from here nobody can tell.",
  },
  LINK_ROTATED: {
    code: "LINK_ROTATED",
    title: TITLES.LINK_ROTATED,
    message: "Nobody can sign in with it any more.",
    whatToDo: "Scan the code that is at the gate now, or ask the site office.",
  },
  SITE_CLOSED: {
    code: "SITE_CLOSED",
    title: TITLES.SITE_CLOSED,
    message: "Nobody can sign in here just now.",
    whatToDo: "Ask the site office what to do.",
  },
  COMPANY_SUSPENDED: {
    code: "COMPANY_SUSPENDED",
    title: TITLES.COMPANY_SUSPENDED,
    message: "Nothing was deleted, and who is on site can still sign out. Its owner can ask us to open it again.",
    whatToDo: "If you belong to another company here too, log out and log in again: you come into that one.",
  },
};

const NOT_FOUND_AT: readonly [place: RegExp, Explanation][] = [
  [
    /^\/i\//,
    {
      code: "NOT_FOUND",
      title: "This induction link is over",
      message: "It is too old, or it may have been cut short.",
      whatToDo: "Scan the QR code at the gate again: what is still asked for comes next.",
    },
  ],
  [
    /^\/b\//,
    {
      code: "NOT_FOUND",
      title: "This link is not known",
      message: "Nobody is expected by it: it may have been cut short or mistyped, or the visit is long over.",
      whatToDo: "Open it from the mail again, or ask whoever invited you.",
    },
  ],
  [
    AT_THE_GATE,
    {
      code: "NOT_FOUND",
      title: "This sign-in link is not known",
      message: "No site has it: it may have been cut short or mistyped.",
      whatToDo: "Scan the QR code at the gate again, or ask the site office to sign you in.",
    },
  ],
  [
    /^\/v\//,
    {
      code: "NOT_FOUND",
      title: "This sign-out link is not known",
      message: "No visit has it: it may have been cut short or mistyped.",
      whatToDo: "Scan the QR code at the gate with the phone you signed in with, or ask the site office to record that you left.",
    },
  ],
  [
    /^\/exports\//,
    {
      code: "NOT_FOUND",
      title: "There is no such file",
      message: "It is not one of your company's, or its time is over.",
      whatToDo: "Look among the exports, or ask for a new one.",
    },
  ],
];

/** Whoever is in the office stands at no gate: the usual cause is an old address, or something that is another site's. */
const NOT_FOUND_IN_OFFICE: Explanation = {
  code: "NOT_FOUND",
  title: TITLES.NOT_FOUND,
  message: "It may have been taken out, the address may be cut short, or it belongs to a site that you don't see.",
  whatToDo: "Go back to the list that it stands in. If you think that you should see it, ask an owner or admin of your company.",
};

const BY_STATUS: Record<number, Explanation> = {
  400: {
    code: "INVALID_INPUT",
    title: "We could not read that",
    message: "What was sent is not in a form we understand.",
    whatToDo: "Go back, check what you filled in, and send it again.",
  },
  401: {
    code: "NOT_LOGGED_IN",
    title: "You are not logged in",
    message: "This page is for people who are logged in.",
    whatToDo: "Log in, then open the page again.",
  },
  403: {
    code: "FORBIDDEN",
    title: "You may not do this",
    message: "Your account does not allow it.",
    whatToDo: "Ask an administrator of your company if you need it.",
  },
  404: {
    code: "NOT_FOUND",
    title: "There is no such page",
    message: "The address is wrong, or what stood here is gone.",
    whatToDo: "Check the address. At a gate, scan the QR code on the poster again.",
  },
  409: {
    code: "CONFLICT",
    title: "Somebody was faster",
    message: "What you worked on has changed since you opened it.",
    whatToDo: "Open the page again, look at it, and repeat what you did.",
  },
  410: CLOSED,
  413: {
    code: "TOO_LARGE",
    title: "That is too big",
    message: "More was sent than this page takes.",
    whatToDo: "Go back and send less.",
  },
  429: {
    code: "TOO_MANY",
    title: "Too many at once",
    message: "More was asked than we accept in one minute.",
    whatToDo: "Wait a minute, then try again. Nothing you did is lost.",
  },
  503: {
    code: "UNAVAILABLE",
    title: "We cannot reach our records",
    message: "The service is up, but its database did not answer.",
    whatToDo: "Try again in a minute. Nothing that was confirmed is lost.",
  },
};

/** The refusals that asking for the same page again never lifts. */
const FINAL = [400, 401, 403, 404, 410, 413];

/** The one button under the words: what may help, or none. Who stands at a gate is sent to no page of the office. */
export function findWayOn(status: number, code: string | undefined, pathname: string, search: string): { to: string; label: string } | null {
  if (!FINAL.includes(status)) return { to: pathname + search, label: "Try again" };
  // Every page of a company that is paused refuses like this one; the menu leads out.
  if (!isOffice(pathname) || code === "COMPANY_SUSPENDED") return null;
  if (status === 401) return { to: "/log-in", label: "Log in" };
  if (pathname.startsWith("/exports/")) return { to: "/exports", label: "Go to the exports" };
  const list = status === 404 ? listOf(pathname) : null;
  if (list) return list;
  return pathname === "/dashboard" ? null : { to: "/dashboard", label: "Go to the dashboard" };
}

/** The words for a refusal with that status, as its body and the place say more of it. */
export function explain(status: number, body: ErrorBody, pathname: string): Explanation {
  const place = status === 404 ? (NOT_FOUND_AT.find(([at]) => at.test(pathname))?.[1] ?? (isOffice(pathname) && (body.code ?? "NOT_FOUND") === "NOT_FOUND" ? NOT_FOUND_IN_OFFICE : undefined)) : undefined;
  const isPaused = body.code === "COMPANY_SUSPENDED" || body.code === "SWITCHED_OFF";
  if (isPaused && AT_THE_GATE.test(pathname)) return PAUSED_AT_THE_GATE;
  const own = place ?? BY_CODE[body.code ?? ""];
  if (own) return own;
  const known = BY_STATUS[status] ?? UNEXPECTED;
  const wait = body.retryAfterSeconds;
  // The server's own sentence says what to do; only the one for what can't be found leaves it to the page.
  const isSaid = body.message !== undefined && body.code !== "NOT_FOUND";
  return {
    title: isKnown(body.code) ? TITLES[body.code] : known.title,
    code: body.code ?? known.code,
    message: body.message ?? known.message,
    whatToDo: wait ? `Wait ${wait} ${wait === 1 ? "second" : "seconds"}, then try again.` : isSaid ? "" : known.whatToDo,
  };
}

const isKnown = (code: string | undefined): code is ErrorCode => code !== undefined && Object.hasOwn(TITLES, code);
