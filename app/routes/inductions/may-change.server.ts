import type { MemberContext } from "#worker/context.ts";
import { may } from "#worker/permissions.ts";

const roleOf = (member: MemberContext) => (member.entered ?? member.claims).role;

/** Whether the member may write inductions at all. */
export const mayWrite = (member: MemberContext): boolean => may(roleOf(member), "induction.change");

/** Whether they may for all sites: who has sites of their own has those alone. The database asks the same. */
export const mayForAll = (member: MemberContext): boolean => mayWrite(member) && roleOf(member) !== "site_manager";

/** Whether they may change this one. */
export const mayChange = (member: MemberContext, siteId: string | null): boolean => (siteId === null ? mayForAll(member) : mayWrite(member));
