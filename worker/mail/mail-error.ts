/** Every way a mail can fail to leave: whether another try makes sense, and the words that stand on its row. */
export const MAIL_FAILURES = {
  not_set_up: { retry: false, words: "mail is not set up" },
  sender_refused: { retry: false, words: "the mail service did not accept our key or our address" },
  refused: { retry: false, words: "the mail service did not accept this mail or its address" },
  too_many: { retry: true, words: "the mail service takes no more for now" },
  no_answer: { retry: true, words: "the mail service did not answer" },
} as const;

export type MailFailure = keyof typeof MAIL_FAILURES;

/** The only error a mailer throws on purpose. Its message names no person and no secret, so it may be kept and logged. */
export class MailError extends Error {
  readonly failure: MailFailure;
  /** How long the service asked us to wait; with a retry only. */
  readonly retryAfterSeconds: number | undefined;

  /** `code` is the service's own word for it, such as "validation_error"; free text of a service could name the recipient. */
  constructor(failure: MailFailure, details: { code?: string | undefined; retryAfterSeconds?: number | undefined; cause?: unknown } = {}) {
    const { words } = MAIL_FAILURES[failure];
    super(details.code ? `${words} (${details.code})` : words, { cause: details.cause });
    this.name = "MailError";
    this.failure = failure;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** Whether another try later may succeed. */
  get retry(): boolean {
    return MAIL_FAILURES[this.failure].retry;
  }
}

/** A code as it may be kept: one short word, or nothing. */
export function codeOf(text: unknown): string | undefined {
  return typeof text === "string" && /^\w{1,60}$/.test(text) ? text : undefined;
}
