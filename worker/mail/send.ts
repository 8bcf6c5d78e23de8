/** The one way out for mail. Another service is another file beside send-by-resend.ts and a line in `chooseWay`. */
import * as z from "zod";
import type { MailEnv } from "#worker/env.ts";
import type { Mail } from "./mail.ts";
import { MailError } from "./mail-error.ts";
import { byBinding } from "./send-by-binding.ts";
import { byResend } from "./send-by-resend.ts";

export interface Mailer {
  /**
   * Hands the mail over. The same key sends it once, where the service keeps keys (Resend does, for 24 hours).
   * @throws MailError, which says whether another try makes sense.
   */
  send(mail: Mail, idempotencyKey: string): Promise<void>;
}

/** Who a mail is from, in both forms that services take. */
export interface Sender {
  name: string;
  address: string;
}

export type Way = (mail: Mail, idempotencyKey: string) => Promise<void>;

const BUDGET_MS = 10_000;
const RESEND = "https://api.resend.com";
const ADDRESS = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+\.[^\s@<>(),;:"\\]+$/;
const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

const settings = z.object({
  MAIL_FROM: z.string().transform(readSender),
  RESEND_API_KEY: z.string().regex(/^[\w-]{1,200}$/).optional(),
  // Whoever answers there is given the key and every mail: this machine may, nobody else.
  RESEND_URL: z.string().refine(isLocal).optional(),
});

function isLocal(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && /^https?:$/.test(url.protocol) && LOCAL_HOSTS.has(url.hostname);
}

/** `InductLite <no-reply@example.co.nz>`, or the address alone. */
function readSender(text: string, context: z.RefinementCtx): Sender {
  const [, name = "", address = text] = /^([^<>"\r\n]{1,80}?) ?<([^<>]+)>$/.exec(text) ?? [];
  if (!ADDRESS.test(address)) context.addIssue({ code: "custom", message: "is no sender" });
  return { name: name.trim(), address };
}

/**
 * The mailer that the settings choose: Resend with RESEND_API_KEY, else Cloudflare's binding MAIL. Settings that are missing
 * or unusable make each mail fail, and nothing else: a slip in them must not close a gate.
 */
export function openMailer(env: MailEnv, { budgetMs = BUDGET_MS } = {}): Mailer {
  const way = chooseWay(env, budgetMs);
  return {
    async send(mail, idempotencyKey) {
      if (!ADDRESS.test(mail.to) || /[\r\n]/.test(mail.subject)) throw new MailError("refused", { code: "malformed" });
      await way(mail, idempotencyKey);
    },
  };
}

function chooseWay(env: MailEnv, budgetMs: number): Way {
  if (!env.RESEND_API_KEY && !env.MAIL) return refuse();
  const given = { MAIL_FROM: env.MAIL_FROM ?? "", RESEND_API_KEY: env.RESEND_API_KEY || undefined, RESEND_URL: env.RESEND_URL || undefined };
  const parsed = settings.safeParse(given);
  if (!parsed.success) return refuse(String(parsed.error.issues[0]?.path[0]));
  const { MAIL_FROM: from, RESEND_API_KEY: key, RESEND_URL: url = RESEND } = parsed.data;
  if (key) return byResend({ url, key, from, budgetMs });
  return env.MAIL ? byBinding({ binding: env.MAIL, from, budgetMs }) : refuse();
}

/** No way out, with the setting that is to be mended. */
function refuse(setting?: string): Way {
  return async () => {
    throw new MailError("not_set_up", { code: setting });
  };
}
