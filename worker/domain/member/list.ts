/** The team: members, open invites, and the sites that somebody may be given. */
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { listTeam, type Team, type TeamMember } from "#worker/store/members.ts";

export interface TeamShown extends Omit<Team, "members"> {
  members: (TeamMember & { isSelf: boolean })[];
}

export async function getTeam(context: MemberContext): Promise<TeamShown> {
  const store = requirePermission(context, "member.list");
  const team = await listTeam(store);
  return { ...team, members: team.members.map((member) => ({ ...member, isSelf: member.id === context.claims.memberId })) };
}
