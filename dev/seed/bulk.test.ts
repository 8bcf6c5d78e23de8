import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { startPostgres, type Postgres } from "../postgres.ts";
import { prepareSchema, withClient, type SchemaUrls } from "../roles.ts";
import { loadVisits, type Loaded } from "./bulk.ts";
import { digestOf } from "./rows.ts";
import { findFaults, readVisits, type StoredVisit } from "./validity.ts";

const INDEXES = "select indexdef from pg_indexes where schemaname = current_schema() and tablename = 'visit' order by indexname";

let postgres: Postgres;
let urls: SchemaUrls;
let loaded: Loaded;
let visits: StoredVisit[];
let indexesBefore: object[];

const rowsOf = <T extends object>(text: string, values: unknown[] = [], url = urls.ownerUrl) =>
  withClient(url, async (client) => (await client.query<T>(text, values)).rows);

beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/bulk-test", durable: false });
  const roles = { owner: { name: "bulk_owner", password: "owner" }, login: { name: "bulk_app", password: "app" } };
  urls = await prepareSchema(postgres.superuserUrl, "bulk", roles);
  await migrate(urls.ownerUrl);
  indexesBefore = await rowsOf(INDEXES);
  loaded = await loadVisits(urls.ownerUrl, { companies: 3, sites: 6, visits: 1_500, onSitePerSite: 5, rebuildIndexes: true });
  visits = await readVisits(urls.ownerUrl);
}, 60_000);

afterAll(async () => {
  await postgres.stop();
});

describe("a large past made by the database", () => {
  it("has as many visits as asked, spread evenly, with so many open at each site", async () => {
    expect(visits).toHaveLength(1_500);
    const counts = await rowsOf("select count(*)::int as visits, (count(*) filter (where signed_out_at is null))::int as open from visit group by site_id");
    expect(counts).toEqual(Array(6).fill({ visits: 250, open: 5 }));
  });

  it("holds nothing that could not have been signed in", () => {
    expect(visits.flatMap(findFaults)).toEqual([]);
  });

  it("has each index as it was before", async () => {
    expect(await rowsOf(INDEXES)).toEqual(indexesBefore);
  });

  it("writes one event a company with the digest that the seed would have made", async () => {
    const events = await rowsOf<{ company_id: string; changes: object }>("select company_id, changes from audit_event");
    expect(events).toHaveLength(3);
    for (const event of events) {
      const own = visits.filter((visit) => visit.company_id === event.company_id);
      const digest = digestOf(own.map((visit) => ({ id: visit.id, siteId: visit.site_id, contentHash: visit.content_hash, signedInAt: visit.signed_in_at })));
      expect(event.changes).toEqual({ visits: 500, people: new Set(own.map((visit) => visit.person_id)).size, digest });
    }
  });

  it("gives links that open each site, and an admin's log-in for the first companies", async () => {
    expect(loaded.sites).toHaveLength(6);
    for (const site of loaded.sites) {
      const [entered] = await rowsOf("select * from enter_site_link($1, $2, 'visit.sign-in')", [site.siteCode, site.secret], urls.appUrl);
      expect(entered).toEqual({ company_id: site.companyId, site_id: site.siteId });
    }
    expect(loaded.admins).toHaveLength(3);
    for (const admin of loaded.admins) {
      const [account] = await rowsOf("select password_hash from begin_log_in($1, '[]')", [admin.email], urls.appUrl);
      expect(account).toMatchObject({ password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) as string });
    }
  });

  it("can be added to, and refuses what cannot be spread", async () => {
    await loadVisits(urls.ownerUrl, { companies: 1, sites: 2, visits: 100 });
    expect(await rowsOf("select count(*)::int as n from visit")).toEqual([{ n: 1_600 }]);
    expect((await readVisits(urls.ownerUrl)).flatMap(findFaults)).toEqual([]);
    await expect(loadVisits(urls.ownerUrl, { companies: 2, sites: 3, visits: 100 })).rejects.toThrow("divide evenly");
  });
});
