/** Every way an operation can refuse: one code, one HTTP status, one sentence that says what to do. */
export const ERRORS = {
  INVALID_INPUT: { status: 400, sentence: "Some of what was sent can't be used. Check the marked fields and try again." },
  UNREADABLE: { status: 400, sentence: "What was sent can't be read. Open the page again, fill it in there and send it once more." },
  NOT_LOGGED_IN: { status: 401, sentence: "Your session has ended. Log in to go on." },
  WRONG_LOG_IN: { status: 401, sentence: "That e-mail and password don't match. Check both and try again." },
  ACCESS_ENDED: { status: 403, sentence: "Your access here was ended: you are in no company any more. Ask an owner or admin of yours to let you in again." },
  LINK_DEAD: { status: 404, sentence: "This link is used, replaced or too old. Ask for a new one." },
  OTHER_ACCOUNT: { status: 409, sentence: "This e-mail already has a log-in. Log in with it, then open the link again." },
  SECOND_FACTOR_REQUIRED: { status: 403, sentence: "Your company asks owners and admins for a second step at log-in. Set one up to go on." },
  LAST_SECOND_FACTOR: { status: 409, sentence: "Your company asks you for a second step at log-in. Add another one before you remove the last." },
  LAST_OWNER: { status: 409, sentence: "A company keeps at least one owner. Make somebody else an owner first." },
  COMPANY_SUSPENDED: { status: 403, sentence: "This company is paused here. Nothing was deleted; its owner can ask us to open it again." },
  SWITCHED_OFF: { status: 503, sentence: "This is switched off for now. Nothing was lost; try again later, or ask the office." },
  MESSAGES_USED_UP: { status: 429, sentence: "This month's messages are used up. They start again on the first of the month." },
  WRONG_CODE: { status: 401, sentence: "That code doesn't match. Take the newest one from your app, or use a recovery code." },
  FORBIDDEN: { status: 403, sentence: "Your role doesn't allow this. Ask an owner or admin of your company." },
  NOT_FOUND: { status: 404, sentence: "There is nothing here, or it isn't yours to see." },
  LINK_ROTATED: { status: 410, sentence: "This QR code has been replaced. Scan the code that is at the gate now, or ask the site office." },
  SITE_CLOSED: { status: 410, sentence: "This site is closed for sign-in. Ask the site office what to do." },
  BOOKING_CANCELLED: { status: 410, sentence: "You are not expected any more: the site office has called this off. Ask whoever invited you." },
  NOT_BOOKED_TODAY: { status: 409, sentence: "You are expected on another day. Open your link again to see which." },
  CLAIM_LOST: { status: 409, sentence: "Another worker has taken this job over." },
  CONFLICT: { status: 409, sentence: "Somebody changed this at the same moment. Look at it again and retry." },
  PERSON_ON_SITE: { status: 409, sentence: "This person is on site now, and the register needs them. Erase them once they have left." },
  PERSON_BANNED: { status: 409, sentence: "A ban of this person stands. Lift it first: nobody could be stopped by it without their name." },
  TOO_LARGE: { status: 413, sentence: "That is more than this page takes. Open the page again and send less." },
  TOO_MANY: { status: 429, sentence: "Too many sign-ins in the last minute. Wait a moment, then press the button again." },
  TOO_MANY_TRIES: { status: 429, sentence: "Too many tries in a short time. Wait, then try again." },
  TOO_MANY_WATCHERS: { status: 429, sentence: "Too many pages watch this site live. This one looks again by itself every half a minute." },
  BUSY: { status: 503, sentence: "Many people are logging in at this moment. Nothing was changed; wait a few seconds, then try again." },
  UNAVAILABLE: { status: 503, sentence: "The record can't be reached just now. Nothing was lost; try again in a minute." },
  INTERNAL: { status: 500, sentence: "Something went wrong on our side. Try again; if it stays, tell us the reference below." },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** What to mend, by field name. */
export type FieldErrors = Record<string, string>;

/** The only error an operation throws on purpose. `retryAfterSeconds` goes with TOO_MANY, TOO_MANY_TRIES and BUSY, `fields` with INVALID_INPUT, `triesLeft` with WRONG_LOG_IN. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors;
  readonly retryAfterSeconds: number | undefined;
  /** One or none; undefined while there are more. */
  readonly triesLeft: number | undefined;

  constructor(code: ErrorCode, details: { fields?: FieldErrors; retryAfterSeconds?: number; triesLeft?: number | undefined; cause?: unknown } = {}) {
    super(code, { cause: details.cause });
    this.name = "DomainError";
    this.code = code;
    this.fields = details.fields ?? {};
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.triesLeft = details.triesLeft;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get sentence(): string {
    return ERRORS[this.code].sentence;
  }
}
