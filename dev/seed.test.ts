import { argon2id } from "@noble/hashes/argon2.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { startPostgres, type Postgres } from "./postgres.ts";
import { prepareSchema, withClient, type SchemaUrls } from "./roles.ts";
import { isSeeded, readDemo, seed, type Demo } from "./seed.ts";
import { KAURI, TUI } from "./seed/companies.ts";
import { digestOf } from "./seed/rows.ts";
import { findFaults, readVisits, type StoredVisit } from "./seed/validity.ts";

let postgres: Postgres;
let urls: SchemaUrls;
let demo: Demo;
let visits: StoredVisit[];

const rowsOf = <T extends object>(text: string, values: unknown[] = [], url = urls.ownerUrl) =>
  withClient(url, async (client) => (await client.query<T>(text, values)).rows);

async function makeSchema(schema: string): Promise<SchemaUrls> {
  const made = await prepareSchema(postgres.superuserUrl, schema, {
    owner: { name: `${schema}_owner`, password: "owner" }, login: { name: `${schema}_app`, password: "app" },
  });
  await migrate(made.ownerUrl);
  return made;
}

beforeAll(async () => {
  postgres = await startPostgres({ folder: ".state/seed-test", durable: false });
  urls = await makeSchema("seeded");
  demo = await seed({ ownerUrl: urls.ownerUrl });
  visits = await readVisits(urls.ownerUrl);
}, 60_000);

afterAll(async () => {
  await postgres.stop();
});

describe("the demo data", () => {
  it("has two companies, four sites and about 20,000 visits of the first", async () => {
    expect(await rowsOf("select c.name, count(s.*)::int as sites from company c join site s using (company_id) group by c.name order by c.name")).toEqual([
      { name: "Kauri Logistics", sites: 2 }, { name: "Tūī Builders", sites: 4 },
    ]);
    const ofTui = visits.filter((visit) => visit.company_id === TUI.id).length;
    expect(ofTui).toBeGreaterThan(19_400);
    expect(ofTui).toBeLessThan(20_600);
    expect(visits.length - ofTui).toBeGreaterThan(500);
  });

  it("holds nothing that could not have been signed in", () => {
    expect(visits.flatMap(findFaults)).toEqual([]);
  }, 30_000);

  it("would show a visit that could not have been signed in", () => {
    const [visit] = visits;
    if (!visit) throw new Error("there are visits");
    expect(findFaults({ ...visit, phone: "+6421" })).toHaveLength(1);
    expect(findFaults({ ...visit, search_text: " somebody else" })).toEqual([`${visit.id} has another search text`]);
    expect(findFaults({ ...visit, name: "Somebody Else" }).length).toBeGreaterThan(2);
  });

  it("has people who typed their name without its macrons, and crews on one phone", async () => {
    const typedPlain = visits.filter((visit) => visit.name === "Hemi Tawhai");
    const person = visits.find((visit) => visit.name === "Hēmi Tāwhai")?.person_id;
    expect(typedPlain.length).toBeGreaterThan(0);
    expect(new Set(typedPlain.map((visit) => visit.person_id))).toEqual(new Set([person]));
    const [shared] = await rowsOf<{ n: number }>("select count(*)::int as n from (select phone from person where company_id = $1 group by phone having count(*) > 1) t", [TUI.id]);
    expect(shared?.n).toBe(5);
  });

  it("has people on each site now, some since before today, and some who are assumed to have left", async () => {
    const open = await rowsOf<{ name: string; today: number; earlier: number }>(`
      select s.name, count(*) filter (where v.signed_in_at > now() - interval '12 hours')::int as today,
        count(*) filter (where (v.signed_in_at at time zone s.time_zone)::date < (now() at time zone s.time_zone)::date
          and v.signed_in_at < now() - interval '5 hours')::int as earlier
        from site s join visit v on v.site_id = s.id and v.signed_out_at is null where s.company_id = $1 group by s.name`, [TUI.id]);
    expect(open).toHaveLength(3);
    for (const site of open) {
      expect(site.today, site.name).toBeGreaterThanOrEqual(4);
      expect(site.earlier, site.name).toBeGreaterThanOrEqual(3);
    }
    const reasons = await rowsOf<{ left_reason: string | null }>("select distinct left_reason from visit where left_how = 'assumed_left' order by 1");
    expect(reasons.map((row) => row.left_reason)).toEqual(["moved", "office"]);
  });

  it("has a gate that asks for an induction, with nothing left to fill in", async () => {
    const [version] = await rowsOf<{ content: object; visitor_type: string }>("select v.content, l.visitor_type from live_induction l join induction_version v on v.id = l.version_id where l.company_id = $1", [TUI.id]);
    expect(version?.visitor_type).toBe("contractor");
    expect(JSON.stringify(version?.content)).not.toMatch(/\[[a-z][^\]"]*\](?!\()/);
  });

  it("keeps the hours of a building site by the clock on its wall, summer and winter", async () => {
    const strange = await rowsOf(`
      select v.id from visit v join site s on s.id = v.site_id
       where v.signed_in_at < now() - interval '5 hours' and (
         (v.signed_in_at at time zone s.time_zone)::time not between '06:30' and '17:00'
         or (v.signed_out_at at time zone s.time_zone)::time > '18:45'
         or (v.signed_out_at at time zone s.time_zone)::date <> (v.signed_in_at at time zone s.time_zone)::date)`);
    expect(strange).toEqual([]);
    const [byDay] = await rowsOf<{ weekday: number; saturday: number; sunday: number }>(`
      select count(*) filter (where d between 1 and 5)::int as weekday, count(*) filter (where d = 6)::int as saturday, count(*) filter (where d = 0)::int as sunday
        from (select extract(dow from signed_in_at at time zone 'Pacific/Auckland') as d from visit where signed_in_at < now() - interval '5 hours') t`);
    expect(byDay?.saturday).toBeGreaterThan(500);
    expect((byDay?.weekday ?? 0) / (byDay?.saturday ?? 1)).toBeGreaterThan(8);
    expect(byDay?.sunday).toBeLessThan(120);
  });

  it("writes one event a company with the digest of what was loaded, in an unbroken chain", async () => {
    const events = await rowsOf<{ company_id: string; number: string; action: string; actor_kind: string; changes: { visits: number; digest: string }; linked: boolean }>(
      `select e.*, e.previous_hash = sha256(uuid_send(e.company_id)) and h.hash = e.hash as linked
         from audit_event e join audit_head h using (company_id) order by e.company_id`);
    expect(events.map(({ company_id, number, action, actor_kind, linked }) => ({ company_id, number, action, actor_kind, linked }))).toEqual(
      [TUI.id, KAURI.id].map((company_id) => ({ company_id, number: "1", action: "history.loaded", actor_kind: "system", linked: true })));
    for (const event of events) {
      const loaded = visits.filter((visit) => visit.company_id === event.company_id)
        .map((visit) => ({ id: visit.id, siteId: visit.site_id, contentHash: visit.content_hash, signedInAt: visit.signed_in_at }));
      expect(event.changes).toMatchObject({ visits: loaded.length, digest: digestOf(loaded) });
    }
  });
});

describe("two companies side by side", () => {
  it("share two couriers on the same phones and not a single row", async () => {
    const [both] = await rowsOf<{ phones: number; people: number }>(`
      select count(distinct one.phone)::int as phones, count(*) filter (where one.id = other.id)::int as people
        from person one join person other on other.phone = one.phone and other.company_id <> one.company_id`);
    expect(both).toEqual({ phones: 2, people: 0 });
    const crossing = await rowsOf("select v.id from visit v join site s on s.id = v.site_id join person p on p.id = v.person_id where s.company_id <> v.company_id or p.company_id <> v.company_id");
    expect(crossing).toEqual([]);
  });

  it("are kept apart by the walls for whoever scans a link", async () => {
    const links = await rowsOf<{ company_id: string; site_id: string; code: string; secret: string }>(
      "select l.company_id, l.site_id, s.code, l.secret from site_link l join site s on s.id = l.site_id");
    expect(links).toHaveLength(6);
    for (const link of links) {
      const seen = await withClient(urls.appUrl, async (client) => {
        await client.query("begin");
        await client.query("select enter_site_link($1, $2, 'visit.sign-in')", [link.code, link.secret]);
        return (await client.query<object>("select company_id, site_id, count(*)::int as n from visit group by 1, 2")).rows;
      });
      const n = visits.filter((visit) => visit.site_id === link.site_id).length;
      expect(seen).toEqual(n > 0 ? [{ company_id: link.company_id, site_id: link.site_id, n }] : []);
    }
  });
});

describe("the way into the demo", () => {
  it("is a live link of the first site", async () => {
    const [, code, secret] = /^\/s\/([0-9a-z]{10})-([0-9a-z]{12})$/.exec(demo.signInPath) ?? [];
    const [entered] = await rowsOf("select s.name from enter_site_link($1, $2, 'visit.sign-in') e join site s on s.id = e.site_id", [code, secret]);
    expect(entered).toEqual({ name: "Ōtāhuhu Apartments" });
  });

  it("has hashes that another implementation of argon2id makes too", async () => {
    expect(demo.admin.password.length).toBeGreaterThanOrEqual(12);
    const accounts = await rowsOf<{ email: string; password_hash: string }>("select email, password_hash from account");
    expect(new Set(accounts.map((account) => account.password_hash)).size).toBe(8);
    const hash = accounts.find((account) => account.email === demo.admin.email)?.password_hash ?? "";
    const [, salt = "", tag = ""] = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([\w+/]{22})\$([\w+/]{43})$/.exec(hash) ?? [];
    const expected = argon2id(new TextEncoder().encode(demo.admin.password), Buffer.from(salt, "base64"), { m: 19_456, t: 2, p: 1, dkLen: 32 });
    expect(Buffer.from(expected).toString("base64").replaceAll("=", "")).toBe(tag);
  });

  it("knows owner, admin, site manager and viewer, the manager at two of four sites", async () => {
    expect(await rowsOf("select m.role, count(ms.*)::int as sites from member m left join member_site ms on ms.member_id = m.id where m.company_id = $1 group by m.role order by 1", [TUI.id]))
      .toEqual([{ role: "admin", sites: 0 }, { role: "owner", sites: 0 }, { role: "site_manager", sites: 2 }, { role: "viewer", sites: 0 }]);
  });

  it("knows somebody of both companies with one log-in, a member who was disabled, and an invite that is open", async () => {
    expect(await rowsOf("select a.email, array_agg(c.name order by c.name) as companies, array_agg(distinct m.role) as roles from account a join member m on m.account_id = a.id join company c using (company_id) group by a.email having count(*) > 1"))
      .toEqual([{ email: "advisor@safety.example", companies: ["Kauri Logistics", "Tūī Builders"], roles: ["viewer"] }]);
    expect(await rowsOf("select a.email, m.disabled_at < now() as is_disabled from member m join account a on a.id = m.account_id where m.disabled_at is not null")).toEqual([{ email: "former@tui-builders.example", is_disabled: true }]);
    expect(await rowsOf("select i.email, i.role, s.name as site, m.name as by from invite i join invite_site x on x.invite_id = i.id join site s on s.id = x.site_id join member m on m.id = i.invited_by where i.expires_at > now()"))
      .toEqual([{ email: "hana@tui-builders.example", role: "site_manager", site: "Ōrākei Terraces", by: "Mere Tūhoro" }]);
  });
});

describe("seeding again", () => {
  it("changes nothing and shows the same way in", async () => {
    expect(await isSeeded(urls.ownerUrl)).toBe(true);
    expect(await seed({ ownerUrl: urls.ownerUrl })).toEqual(demo);
    expect(await rowsOf("select count(*)::int as n from visit")).toEqual([{ n: visits.length }]);
  });

  it("works after a seed that was killed half-way, which left nothing, and when two start at once", async () => {
    const { ownerUrl } = await makeSchema("killed");
    const killed = seed({ ownerUrl }).then(() => "finished", () => "killed");
    await withClient(postgres.superuserUrl, async (client) => {
      const kill = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'killed_owner' and query like 'insert into visit%'";
      const deadline = Date.now() + 15_000;
      while ((await client.query(kill)).rowCount === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 2));
    });
    expect(await killed).toBe("killed");
    expect(await isSeeded(ownerUrl)).toBe(false);
    await expect(readDemo(ownerUrl)).rejects.toThrow("seed first");
    const [one, other] = await Promise.all([seed({ ownerUrl }), seed({ ownerUrl })]);
    expect(one).toEqual(other);
    expect(await rowsOf("select count(*)::int as n from company where company_id = any($1)", [[TUI.id, KAURI.id]], ownerUrl)).toEqual([{ n: 2 }]);
  }, 60_000);
});
