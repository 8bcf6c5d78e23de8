/** Mail by Resend's HTTP API. */
import { MailError, codeOf } from "./mail-error.ts";
import type { Sender, Way } from "./send.ts";

interface Resend {
  /** The API's address without a path. */
  url: string;
  key: string;
  from: Sender;
  budgetMs: number;
}

export function byResend({ url, key, from, budgetMs }: Resend): Way {
  return async (mail, idempotencyKey) => {
    const response = await fetch(`${url.replace(/\/$/, "")}/emails`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", "Idempotency-Key": idempotencyKey },
      body: JSON.stringify({ from: from.name ? `${from.name} <${from.address}>` : from.address, to: [mail.to], subject: mail.subject, html: mail.html, text: mail.text }),
      // The key goes to the address that was set, and to none that it points to.
      redirect: "manual",
      signal: AbortSignal.timeout(budgetMs),
    }).catch((error: unknown) => {
      throw new MailError("no_answer", { cause: error });
    });
    if (response.ok) return void (await response.body?.cancel());
    await refuse(response);
  };
}

/** Gives back only when the mail is on its way after all. */
async function refuse(response: Response): Promise<void> {
  const { status } = response;
  const code = await readCode(response);
  // An earlier try under this key was taken, with other words (somebody was renamed in between): that one is on its way.
  if (code === "invalid_idempotent_request") return;
  if (status === 429) throw new MailError("too_many", { code, retryAfterSeconds: readSeconds(response.headers.get("Retry-After")) });
  if (status >= 500 || status === 408 || code === "concurrent_idempotent_requests") throw new MailError("no_answer", { code: code ?? `status_${status}` });
  throw new MailError(isOfSender(status, code) ? "sender_refused" : "refused", { code: code ?? `status_${status}` });
}

/** A key that is wrong or may not send, a sender whose domain is not verified: no mail gets through until somebody mends it. */
function isOfSender(status: number, code: string | undefined): boolean {
  return status === 401 || status === 403 || code === "invalid_from_address";
}

async function readCode(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && "name" in body ? codeOf(body.name) : undefined;
}

function readSeconds(header: string | null): number | undefined {
  const seconds = Number(header ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
