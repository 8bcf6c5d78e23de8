/** A member who asks for what their role does not allow stands in their company's chain, and can't fill it. */
import { expect, it } from "vitest";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember } from "./factories.ts";

it("a refusal is written down with who and what, ten times an hour and no more", async () => {
  const company = await makeCompany();
  const viewer = await makeMember(company, "viewer");
  const cookie = (await writeSession(viewer.request, viewer.claims)).split(";")[0] ?? "";
  const body = () => new URLSearchParams({ intent: "close", siteId: company.sites[0].siteId, seenLinkId: "" });
  const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await ask("/sites", { method: "POST", body: body(), headers: { Origin: ORIGIN, Cookie: cookie } })).status));
  expect(new Set(statuses)).toEqual(new Set([403]));
  const events = await asOwner()`select actor_kind, actor_id, action, changes from audit_event where company_id = ${company.companyId}`;
  expect(events).toHaveLength(10);
  for (const event of events) expect(event).toEqual({ actor_kind: "member", actor_id: viewer.claims.memberId, action: "permission.refused", changes: { permission: "site.change" } });
  const [site] = await asOwner()`select closed_at from site where id = ${company.sites[0].siteId}`;
  expect(site).toEqual({ closed_at: null });
});
