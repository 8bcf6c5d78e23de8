/** Mail by Cloudflare's Email Service: the binding MAIL. It keeps no idempotency keys, so a lost answer may mean two mails. */
import { MailError, codeOf, type MailFailure } from "./mail-error.ts";
import type { Sender, Way } from "./send.ts";

/** The part of Cloudflare's binding that is used. */
export type MailBinding = Pick<SendEmail, "send">;

const FAILURE_OF: Record<string, MailFailure> = {
  E_RATE_LIMIT_EXCEEDED: "too_many",
  E_DAILY_LIMIT_EXCEEDED: "too_many",
  E_INTERNAL_SERVER_ERROR: "no_answer",
  E_SENDER_NOT_VERIFIED: "sender_refused",
  E_SENDER_DOMAIN_NOT_AVAILABLE: "sender_refused",
};

export function byBinding({ binding, from, budgetMs }: { binding: MailBinding; from: Sender; budgetMs: number }): Way {
  return async (mail) => {
    const sender = from.name ? { name: from.name, email: from.address } : from.address;
    const sent = binding.send({ from: sender, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text });
    await within(sent, budgetMs).catch((error: unknown) => {
      const code = codeOf(error instanceof Error && "code" in error ? error.code : undefined);
      // Without a code nobody said no: the service could not be reached, or took too long. What it said may name the recipient.
      throw new MailError(code?.startsWith("E_") ? (FAILURE_OF[code] ?? "refused") : "no_answer", { code });
    });
  };
}

/** A call of a binding can't be given up, only no longer waited for. */
async function within<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${budgetMs} ms`)), budgetMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
