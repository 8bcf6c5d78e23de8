/** One mail: claim its row, write it, hand it to the one way out, and say on the row what came of it. */
import * as z from "zod";
import type { RequestContext } from "#worker/context.ts";
import { describeDevice } from "#worker/domain/account/device.ts";
import { linkTokenOf, type LinkPurpose } from "#worker/domain/account/link-token.ts";
import type { ConsumerEnv } from "#worker/env.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { log } from "#worker/log.ts";
import { composeMail } from "#worker/mail/compose.ts";
import { MailError } from "#worker/mail/mail-error.ts";
import type { MailContent } from "#worker/mail/mail.ts";
import { openMailer } from "#worker/mail/send.ts";
import { MEMBER_ROLES, type MemberRole } from "#worker/permissions.ts";
import type { ClaimedMail } from "#worker/store/platform-store.ts";
import { DONE, type Fate } from "./fate.ts";

const MAX_RETRY_SECONDS = 3600;

const ROLES: Record<MemberRole, string> = { owner: "owner", admin: "admin", site_manager: "site manager", viewer: "viewer" };

const instant = z.string().transform((text) => new Date(text));
const to = z.string();
const alert = { to, at: instant, device: z.string().nullish(), place: z.string().nullish() };

/** What the database gives of each kind. */
const about = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sign-up"), to, memberName: z.string(), companyName: z.string(), expiresAt: instant }),
  z.object({
    kind: z.literal("invite"),
    to,
    memberName: z.string(),
    companyName: z.string(),
    inviterName: z.string().nullable(),
    role: z.enum(MEMBER_ROLES),
    siteNames: z.array(z.string()),
    expiresAt: instant,
    timeZone: z.string(),
  }),
  z.object({
    kind: z.literal("booking"),
    to,
    name: z.string(),
    companyName: z.string(),
    bookedByName: z.string().nullable(),
    siteName: z.string(),
    siteAddress: z.string(),
    fromOn: z.string(),
    toOn: z.string(),
    host: z.string(),
    note: z.string(),
    hasInduction: z.boolean(),
  }),
  z.object({ kind: z.literal("booking-cancelled"), to, name: z.string(), companyName: z.string(), siteName: z.string(), siteAddress: z.string(), fromOn: z.string(), toOn: z.string() }),
  z.object({ kind: z.literal("own-record"), to, name: z.string(), companyName: z.string() }),
  z.object({ kind: z.literal("reset"), to, expiresAt: instant }),
  z.object({ kind: z.literal("password-changed"), ...alert }),
  z.object({ kind: z.literal("second-factor-changed"), ...alert, what: z.enum(["authenticator-added", "authenticator-removed", "passkey-added", "passkey-removed", "recovery-codes-made", "all-removed"]) }),
]);

const PATHS: Record<LinkPurpose, string> = { invite: "join", "sign-up": "sign-up", reset: "reset", booking: "b" };

/** Throws when the row holds what this code does not know, or the key of its link is gone. */
function toContent(request: RequestContext, mail: ClaimedMail): MailContent {
  const { appOrigin } = request.settings;
  const link = (purpose: LinkPurpose): string => {
    const token = linkTokenOf(request.settings, mail.keyId, purpose, mail.subjectId);
    if (!token) throw new MailError("not_set_up", { code: "SIGNING_KEY" });
    return `${appOrigin}/${PATHS[purpose]}/${token}`;
  };
  const given = about.parse({ ...mail.about, kind: mail.kind });
  switch (given.kind) {
    case "invite": {
      const { inviterName, role, ...rest } = given;
      return { ...rest, inviterName: inviterName ?? "InductLite", roleLabel: ROLES[role], link: link("invite") };
    }
    case "booking":
      return { ...given, bookedByName: given.bookedByName ?? "Somebody", link: link("booking"), heldLink: `${link("booking")}/held` };
    case "own-record":
      return { ...given, link: `${link("booking")}/held` };
    case "booking-cancelled":
      return given;
    case "sign-up":
    case "reset":
      return { ...given, link: link(given.kind) };
    case "password-changed":
    case "second-factor-changed":
      return { ...given, device: describeDevice(given.device ?? null), place: given.place ?? "an unknown place", resetLink: `${appOrigin}/reset` };
  }
}

/** A message may come twice: the row is claimed once, and the mail carries the row's id, under which a service sends it once. */
export async function sendMail(request: RequestContext, env: ConsumerEnv, mailId: string): Promise<Fate> {
  const mail = await request.platform.claimMail(mailId, LIFETIMES.mailLeaseSeconds, LIFETIMES.mailMaxAttempts);
  const scope = { requestId: request.requestId };
  if (!mail) {
    log(scope, { event: "job.skipped", job: "mail", jobId: mailId, reason: "settled" });
    return DONE;
  }
  const startedMs = Date.now();
  try {
    await openMailer(env).send(composeMail(toContent(request, mail)), mail.id);
  } catch (error) {
    return settle(request, mail, error);
  }
  await request.platform.settleMail(mail, null, null);
  log(scope, { event: "job.done", job: "mail", jobId: mailId, ms: Date.now() - startedMs, rows: 1, bytes: 0 });
  return DONE;
}

/** The row waits for its next try, and the sweep brings it up again; or it is over, and says why. */
async function settle(request: RequestContext, mail: ClaimedMail, error: unknown): Promise<Fate> {
  const known = error instanceof MailError ? error : null;
  const reason = known?.message ?? (error instanceof Error ? error.name : "unknown");
  const retrySeconds = known && !known.retry ? null : (known?.retryAfterSeconds ?? Math.min(MAX_RETRY_SECONDS, 10 * 2 ** mail.fencing));
  log({ requestId: request.requestId }, { event: "job.failed", job: "mail", jobId: mail.id, reason, willRetry: retrySeconds !== null });
  await request.platform.settleMail(mail, reason, retrySeconds);
  return DONE;
}
