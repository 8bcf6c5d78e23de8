import { describe, expect, it } from "vitest";
import { MEMBER_ROLES, may, PERMISSIONS_OF, rolesToGive, type MemberRole, type Permission } from "#worker/permissions.ts";
import { PERMISSION_WORDS } from "./permission-words.ts";
import { describeRoles } from "./roles.server.ts";

const rows = describeRoles().flatMap((group) => group.rows);
const permissions = [...new Set(MEMBER_ROLES.flatMap((role) => [...PERMISSIONS_OF[role]]))] as (keyof typeof PERMISSION_WORDS)[];

describe("what each role may do, in words", () => {
  it("has a row for each permission that some member has, and one for owners", () => {
    expect(rows.map(({ key }) => key).sort()).toEqual([...permissions, "owner"].sort());
    expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
  });

  const cells = permissions.flatMap((permission) => MEMBER_ROLES.map((role): [MemberRole, Permission & keyof typeof PERMISSION_WORDS] => [role, permission]));
  it.each(cells)("says of %s and %s what the code says", (role, permission) => {
    const cell = rows.find(({ key }) => key === permission)?.cells[role];
    const isBound = role === "site_manager" && PERMISSION_WORDS[permission].where === "sites";
    expect(cell).toBe(!may(role, permission) ? "no" : isBound ? "own-sites" : "yes");
  });

  it("gives owners to owners alone", () => {
    const cellsOf = rows.find(({ key }) => key === "owner")?.cells;
    for (const role of MEMBER_ROLES) expect(cellsOf?.[role]).toBe(rolesToGive(role).includes("owner") ? "yes" : "no");
  });
});
