import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readFormWithList } from "#app/door.server.ts";
import { refuse } from "#app/refusal.server.ts";
import { inviteMember } from "#worker/domain/member/invite.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { rolesToGive, type MemberRole } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const { sites } = await getTeam(member);
    return json({ companyName: member.claims.companyName, roles: rolesToGive((member.entered ?? member.claims).role), sites }, { headers: NO_STORE });
  });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { field, list } = await readFormWithList(asked.request, ["name", "email", "role"], "siteIds");
    const typed = { name: field("name"), email: field("email"), role: field("role"), siteIds: list };
    try {
      await inviteMember(member, { ...typed, role: typed.role as MemberRole });
      return redirect("/team?done=invited", { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, typed, asked.context);
    }
  });
}
