/** The office sends who asked by word of mouth a link to what is held about them. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { linkTokenOf, makeMail } from "#worker/domain/account/link-token.ts";
import type { MailStop } from "#worker/domain/booking/make.ts";
import { parse } from "#worker/domain/parse.ts";
import { sendLinkInput } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { limitByPlan } from "#worker/limits.ts";
import { sendOwnLink as commit } from "#worker/store/own-links.ts";

/** To the address of an invitation of theirs and to no other, once an hour (`before`), as far as the month's messages go. Throws NOT_FOUND. */
export async function sendOwnLink(context: MemberContext, raw: z.input<typeof sendLinkInput>): Promise<"sent" | "before" | MailStop> {
  const store = requirePermission(context, "privacy.work");
  const { requestId, bookingId } = parse(sendLinkInput, raw);
  const { request } = context;
  const { settings } = request;
  // The invitation has its token from one of the keys: its digest tells which.
  const hashes = Object.fromEntries(settings.signingKeys.map(({ id }) => [id, toHex(sha256Of(linkTokenOf(settings, id, "booking", bookingId) ?? ""))]));
  const mail = { ...makeMail(request), byPlan: limitByPlan(request.limit, "messagesPerMonth") };
  const { outcome, mailId } = await commit(store, { requestId, bookingId, hashes, mail }, request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (mailId) request.defer(request.announce({ kind: "mail", mailId }));
  return outcome;
}
