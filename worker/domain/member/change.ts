/** Changing what a member may do. It acts at their next request. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { changeMemberInput, memberInput } from "#worker/domain/member/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { changeMember as commit, setMemberDisabled, type MemberOutcome } from "#worker/store/members.ts";

const REFUSALS = { stale: "CONFLICT", "last-owner": "LAST_OWNER", nothing: "NOT_FOUND" } as const;

/** True when something was changed. Throws CONFLICT, LAST_OWNER, NOT_FOUND. */
function isChanged(outcome: MemberOutcome): boolean {
  if (outcome === "changed" || outcome === "unchanged") return outcome === "changed";
  throw new DomainError(REFUSALS[outcome]);
}

/** `version` is that of the member who was seen: CONFLICT when somebody changed them since. Throws FORBIDDEN, NOT_FOUND, LAST_OWNER. */
export async function changeMember(context: MemberContext, raw: z.input<typeof changeMemberInput>): Promise<boolean> {
  const store = requirePermission(context, "member.change");
  return isChanged(await commit(store, parse(changeMemberInput, raw)));
}

/** Their sessions in this company end at once. False when it was so before. Throws FORBIDDEN, NOT_FOUND, LAST_OWNER. */
export async function disableMember(context: MemberContext, raw: z.input<typeof memberInput>): Promise<boolean> {
  const store = requirePermission(context, "member.change");
  return isChanged(await setMemberDisabled(store, parse(memberInput, raw).memberId, true));
}

export async function enableMember(context: MemberContext, raw: z.input<typeof memberInput>): Promise<boolean> {
  const store = requirePermission(context, "member.change");
  return isChanged(await setMemberDisabled(store, parse(memberInput, raw).memberId, false));
}
