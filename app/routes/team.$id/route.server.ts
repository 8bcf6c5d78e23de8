import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember, readFormWithList, requireId, requireWhole } from "#app/door.server.ts";
import { refuse, type Refusal } from "#app/refusal.server.ts";
import { addressWith } from "#app/routes/office/query.server.ts";
import type { MemberContext } from "#worker/context.ts";
import { changeMember } from "#worker/domain/member/change.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { DomainError } from "#worker/errors.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { may, rolesToGive, type MemberRole } from "#worker/permissions.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const memberId = requireId(asked);
    const { members, sites } = await getTeam(member);
    const one = members.find(({ id }) => id === memberId);
    if (!one) throw new DomainError("NOT_FOUND");
    const roles = rolesToGive((member.entered ?? member.claims).role);
    if (!roles.includes(one.role)) throw new DomainError("FORBIDDEN");
    const { id, name, email, role, siteIds, version, isSelf } = one;
    return json({ member: { id, name, email, role, siteIds, version, isSelf }, isDisabled: one.disabledAt !== null, roles, sites }, { headers: NO_STORE });
  });
}

const FASTER = "Somebody changed this member at the same moment. Nothing of yours was saved; below is how it is now.";

/** The way on. Whoever changed their own role sees the frame of the new one. */
async function leadOn(member: MemberContext, id: string, role: MemberRole, done: string) {
  if (id !== member.claims.memberId) return redirect(addressWith("/team", { done, member: id }), { status: 303, headers: NO_STORE });
  const cookie = await writeSession(member.request, { ...member.claims, role });
  return redirect(may(role, "member.list") ? addressWith("/team", { done, member: id }) : "/dashboard", { status: 303, headers: { ...NO_STORE, "Set-Cookie": cookie } });
}

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const id = requireId(asked);
    const { field, list } = await readFormWithList(asked.request, ["version", "role"], "siteIds");
    // The operation's schema says whether it is one.
    const role = field("role") as MemberRole;
    try {
      const isChanged = await changeMember(member, { memberId: id, version: requireWhole(field("version")), role, siteIds: list });
      return await leadOn(member, id, role, isChanged ? "changed" : "unchanged");
    } catch (error) {
      if (error instanceof DomainError && error.code === "CONFLICT") {
        return json<Refusal<null>>({ code: error.code, sentence: FASTER, fields: {}, waitSeconds: null, triesLeft: null, typed: null }, { status: 409, headers: NO_STORE });
      }
      return refuse(error, { role, siteIds: list }, asked.context);
    }
  });
}
