/** What each role may do, from the table that requirePermission() and the database ask. */
import { MEMBER_ROLES, may, rolesToGive, type MemberRole } from "#worker/permissions.ts";
import { GROUPS, PERMISSION_WORDS, type Where } from "./permission-words.ts";

export type Cell = "yes" | "no" | "own-sites";

/** The one role that is shut in at its sites. */
const HAS_SITES: MemberRole = "site_manager";

const cellOf = (mayIt: boolean, where: Where, role: MemberRole): Cell => (!mayIt ? "no" : where === "sites" && role === HAS_SITES ? "own-sites" : "yes");

const inEachRole = (cell: (role: MemberRole) => Cell) => Object.fromEntries(MEMBER_ROLES.map((role) => [role, cell(role)])) as Record<MemberRole, Cell>;

/** Who may touch an owner is no permission of its own: it is what a role may give. */
const OWNERS = { what: "Invite, change and disable owners", key: "owner", cells: inEachRole((role) => (rolesToGive(role).includes("owner") ? "yes" : "no")) };

/** Groups of rows; each row has a cell for each role. */
export function describeRoles() {
  return GROUPS.map((group) => {
    const rows = Object.entries(PERMISSION_WORDS)
      .filter(([, words]) => words.group === group)
      .map(([permission, { what, where }]) => ({ key: permission, what, cells: inEachRole((role) => cellOf(may(role, permission as keyof typeof PERMISSION_WORDS), where, role)) }));
    return { group, rows: group === "Team" ? [...rows, OWNERS] : rows };
  });
}
