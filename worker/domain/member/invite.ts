/** A place in the company for somebody, by a link that lives 72 hours and works once. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { makeLink } from "#worker/domain/account/link-token.ts";
import { inviteTry, requireNoWait } from "#worker/domain/account/tries.ts";
import { inviteIdInput, inviteInput } from "#worker/domain/member/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES, limitByPlan } from "#worker/limits.ts";
import { insertInvite, revokeInvite as revoke } from "#worker/store/members.ts";

const REFUSALS = {
  "is-member": "Somebody with this e-mail is in your team already",
  "was-disabled": "Somebody with this e-mail was in your team. Enable them again instead",
} as const;

/** An open invite to the same address is replaced by this one. Throws INVALID_INPUT, FORBIDDEN, NOT_FOUND, TOO_MANY_TRIES, MESSAGES_USED_UP. */
export async function inviteMember(context: MemberContext, raw: z.input<typeof inviteInput>): Promise<void> {
  const store = requirePermission(context, "member.invite");
  const { email, name, role, siteIds } = parse(inviteInput, raw);
  const { request } = context;
  const link = makeLink(request, "invite", LIFETIMES.inviteSeconds);
  const invite = { ...link, email, name, role, siteIds: role === "site_manager" ? siteIds : [] };
  const { outcome, waitSeconds } = await insertInvite(store, invite, {
    messagesByPlan: limitByPlan(request.limit, "messagesPerMonth"),
    invitesByPlan: limitByPlan(request.limit, "invitesPerMember"),
    attempt: inviteTry(request, context.claims.memberId),
  });
  if (outcome === "too-many") requireNoWait(waitSeconds);
  if (outcome === "messages-used-up") throw new DomainError("MESSAGES_USED_UP");
  if (outcome === "is-member" || outcome === "was-disabled") throw new DomainError("INVALID_INPUT", { fields: { email: REFUSALS[outcome] } });
  await request.announce({ kind: "mail", mailId: link.mail.id });
}

/** The link is worth nothing from then on. False when it was taken, withdrawn or never there. Throws FORBIDDEN. */
export async function revokeInvite(context: MemberContext, raw: z.input<typeof inviteIdInput>): Promise<boolean> {
  const store = requirePermission(context, "member.invite");
  return revoke(store, parse(inviteIdInput, raw).inviteId);
}
