import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { closeSite } from "#worker/domain/site/close.ts";
import { requestExport } from "#worker/domain/export/request.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody } from "#worker/testing/factories.ts";

it("writes of a request where it came from and nothing else of it, whichever way the event is written", async () => {
  const company = await makeCompany();
  const admin = await makeMember(company, "admin");
  const [site] = company.sites;
  await signIn(makeVisitor(site), { ...somebody(), prepared: prepare() });
  await requestExport(admin, env.JOBS, { siteId: "", fromOn: "2026-01-01", toOn: "2026-02-01", format: "csv" });
  await closeSite(admin, env, { siteId: site.siteId });
  const rows = await asOwner()`select e.action, array(select jsonb_object_keys(e.openings) order by 1) as names, to_jsonb(e)::text as event from audit_event e where e.company_id = ${company.companyId} order by e.number`;
  expect(rows.map(({ action, names }) => ({ action: action as string, names: names as string[] }))).toEqual([
    { action: "visit.signed-in", names: ["address", "employer", "name", "phone", "userAgent"] },
    { action: "export.requested", names: ["address", "userAgent"] },
    { action: "site.closed", names: ["address", "userAgent"] },
  ]);
  const { settings } = makeRequest();
  const secrets = [settings.databaseUrl, settings.sealingKey ?? "none", ...settings.signingKeys.map(({ secret }) => secret)];
  for (const { event } of rows) expect(secrets.filter((secret) => (event as string).includes(secret))).toEqual([]);
});
