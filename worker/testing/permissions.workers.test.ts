import { expect, it } from "vitest";
import { PERMISSIONS_OF } from "#worker/permissions.ts";
import { asOwner } from "./database.ts";

it("lets each role do the same in the code and in the database", async () => {
  const rows = await asOwner()`select role, permission from role_permission`;
  const inDatabase = rows.map(({ role, permission }) => `${role as string} ${permission as string}`).sort();
  const inCode = Object.entries(PERMISSIONS_OF).flatMap(([role, permissions]) => permissions.map((permission) => `${role} ${permission}`)).sort();
  expect(inDatabase).toEqual(inCode);
  expect(inCode.length).toBeGreaterThan(20);
});
