import { json, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { requireMember } from "#app/door.server.ts";
import { MEMBER_ROLES, may } from "#worker/permissions.ts";
import { describeRoles } from "./roles.server.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** It holds nothing of any company, so nothing is asked. */
export function loader(asked: LoaderFunctionArgs) {
  const { claims } = requireMember(asked);
  return json({ roles: MEMBER_ROLES, groups: describeRoles(), mayListMembers: may(claims.role, "member.list") }, { headers: NO_STORE });
}
