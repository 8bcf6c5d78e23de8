/** What a visitor and the office meet when the owner of the deployment suspends a company, throws a switch or turns a key. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { runJob } from "../../queue-consumer/run-job.ts";
import { askSignUp } from "#worker/domain/company/sign-up.ts";
import { getExports } from "#worker/domain/export/list.ts";
import { requestExport } from "#worker/domain/export/request.ts";
import { inviteMember } from "#worker/domain/member/invite.ts";
import { announceSiteChange, getOpenSite, siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { uuidv7 } from "uuidv7";
import { ask, ORIGIN } from "./ask.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, randomAddress, somebody, type MadeCompany, type MadeSite } from "./factories.ts";
import { makePhone } from "./phone.ts";

const suspend = (company: MadeCompany, isSuspended = true) => asOwner()`select operator_set_suspended('a test', ${company.companyId}, ${isSuspended}, 'unpaid')`;
const turnSwitch = (name: string, isThrown: boolean) => asOwner()`select operator_set_switch('a test', ${name}, ${isThrown}, 'a flood')`;

/** As if the object had last asked the database so long ago, and this isolate had asked the object before that. */
async function ageSnapshot(site: MadeSite, ms: number): Promise<Date> {
  const gate = siteGateOf(env, site.code);
  await runInDurableObject(gate, (_instance, { storage }) => {
    const [row] = storage.sql.exec<{ value: string }>("select value from kept where name = 'snapshot'").toArray();
    const kept = JSON.parse(row?.value ?? "{}") as { readAtMs: number };
    storage.sql.exec("update kept set value = ? where name = 'snapshot'", JSON.stringify({ ...kept, readAtMs: kept.readAtMs - ms }));
  });
  await evictDurableObject(gate);
  return new Date(Date.now() + 60_000);
}

const PAUSED = "Nobody can sign in here just now";

describe("a visitor at the gate of a suspended company", () => {
  it("is told what to do, on the page and with a form that was open already, and nothing is recorded", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    const phone = makePhone();
    const formKey = /name="formKey" value="([^"]+)"/.exec((await phone.send(site.path)).text)?.[1] ?? "";
    await suspend(company);
    const refused = await phone.send(`${site.path}?new`, { ...somebody(), formKey });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining(PAUSED)]);
    const page = await makePhone().send(site.path);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining("Tell the site office that you are here")]);
    expect(page.text).not.toMatch(/COMPANY_SUSPENDED|unpaid/);
    const [row] = await asOwner()`select count(*)::int as visits from visit where company_id = ${company.companyId}`;
    expect(row).toEqual({ visits: 0 });
  });

  it("who is on site still signs out, and finds the way to it by the QR code", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    const phone = makePhone();
    const { to } = await phone.signIn(site, somebody());
    await suspend(company);
    await announceSiteChange(env, site.code);
    expect(await phone.send(site.path)).toMatchObject({ status: 302, to });
    expect((await phone.send(to ?? "")).status).toBe(200);
    await phone.send(to ?? "", {});
    const [visit] = await asOwner()`select left_how from visit where company_id = ${company.companyId}`;
    expect(visit).toEqual({ left_how: "signed_out" });
  });

  it("is let in again when it was resumed, however long the site's object had known it as suspended", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    await suspend(company);
    const link = `${site.code}-${site.secret}`;
    await expect(getOpenSite(env, link, new Date())).rejects.toMatchObject({ code: "COMPANY_SUSPENDED" });
    await suspend(company, false);
    const later = await ageSnapshot(site, 6_000);
    await expect(getOpenSite(env, link, later)).resolves.toMatchObject({ snapshot: { paused: null } });
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).resolves.toMatchObject({ outcome: "signed_in" });
  });
});

describe("the office of a suspended company", () => {
  it("says so on its pages, with the way out, and does nothing; resumed, it is as it was", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const exportsOf = () => getExports(admin);
    const Cookie = (await writeSession(admin.request, admin.claims)).split(";")[0] ?? "";
    await suspend(company);
    for (const path of ["/dashboard", "/register", "/team", "/account"]) {
      const page = await ask(path, { headers: { Cookie, Accept: "text/html" } });
      const text = await page.text();
      expect([path, page.status, text.includes("This company is paused"), text.includes('action="/log-out"')]).toEqual([path, 403, true, true]);
      expect(text).not.toContain("Go to the dashboard");
    }
    await expect(exportsOf()).rejects.toMatchObject({ code: "COMPANY_SUSPENDED" });
    await expect(inviteMember(admin, { email: "a@b.nz", name: "A", role: "viewer", siteIds: [] })).rejects.toMatchObject({ code: "COMPANY_SUSPENDED" });
    await suspend(company, false);
    await expect(exportsOf()).resolves.toMatchObject({ exports: [] });
  });
});

const jobs = { send: () => Promise.resolve() } as unknown as Queue<never>;
const days = { fromOn: "2026-01-01", toOn: "2026-02-01", format: "csv" as const, siteId: "" };

describe("an export of a company that is suspended", () => {
  const endOf = async (exportId: string) => {
    const [row] = await asOwner()`select e.state, e.failure, e.file_key, v.changes from export e left join audit_event v on v.company_id = e.company_id and v.subject_id = e.id and v.action = 'export.failed' where e.id = ${exportId}`;
    return row;
  };
  const FAILED = { state: "failed", failure: "company_suspended", file_key: null, changes: { failure: "company_suspended" } };

  it("ends without a file when it was waiting, says so in the log, and on its page once the company is open again", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const waiting = await requestExport(admin, jobs, days);
    await suspend(company);
    expect(await runJob(env, { kind: "export", exportId: waiting }, 1)).toEqual({ fate: "done" });
    expect(await endOf(waiting)).toEqual(FAILED);
    await suspend(company, false);
    const page = await ask("/exports", { headers: { Accept: "text/html", Cookie: (await writeSession(makeRequest(), admin.claims)).split(";")[0] ?? "" } });
    expect(await page.text()).toContain("The company was paused before it was done. Ask for it again.");
  });

  it("reads nothing more when it was under way", async () => {
    const company = await makeCompany();
    const waiting = await requestExport(await makeMember(company, "admin"), jobs, days);
    const bucket = {
      createMultipartUpload: async (key: string) => {
        await suspend(company);
        return env.FILES.createMultipartUpload(key);
      },
      delete: (key: string) => env.FILES.delete(key),
    } as unknown as R2Bucket;
    expect(await runJob({ ...env, FILES: bucket }, { kind: "export", exportId: waiting }, 1)).toEqual({ fate: "done" });
    expect(await endOf(waiting)).toEqual(FAILED);
    expect((await env.FILES.list({ prefix: `${env.RUN_ID}/${company.companyId}/` })).objects).toEqual([]);
  });
});

describe("a switch that is thrown for the whole deployment", () => {
  const stopped = { code: "SWITCHED_OFF" };
  afterEach(() => asOwner()`delete from kill_switch`);

  it("exports: nobody asks for one, and one that was waiting ends and says why", async () => {
    const admin = await makeMember(await makeCompany(), "admin");
    const waiting = await requestExport(admin, jobs, days);
    await turnSwitch("exports", true);
    await expect(requestExport(admin, jobs, days)).rejects.toMatchObject(stopped);
    expect(await runJob(env, { kind: "export", exportId: waiting }, 1)).toEqual({ fate: "done" });
    expect((await getExports(admin)).exports).toMatchObject([{ id: waiting, state: "failed", failure: "switched_off" }]);
    await turnSwitch("exports", false);
    await expect(requestExport(admin, jobs, days)).resolves.toMatch(/^[0-9a-f-]{36}$/);
  });

  it("public-sign-in: nobody signs in anywhere, at once, and everybody still signs out", async () => {
    const { sites: [site] } = await makeCompany();
    const phone = makePhone();
    const { to } = await phone.signIn(site, somebody());
    await turnSwitch("public-sign-in", true);
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).rejects.toMatchObject(stopped);
    const refused = await makePhone().signIn(site, somebody());
    expect([refused.status, refused.text]).toEqual([503, expect.stringContaining(PAUSED)]);
    // The commit told the object, which tells the page.
    await announceSiteChange(env, site.code);
    const page = await makePhone().send(site.path);
    expect([page.status, page.text]).toEqual([503, expect.stringContaining(PAUSED)]);
    expect((await phone.send(to ?? "", {})).status).toBeLessThan(400);
    await turnSwitch("public-sign-in", false);
    await announceSiteChange(env, site.code);
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).resolves.toMatchObject({ outcome: "signed_in" });
  });

  it("messages: nobody is invited", async () => {
    const owner = await makeMember(await makeCompany(), "owner");
    const invite = () => inviteMember(owner, { email: `${uuidv7()}@example.test`, name: "A", role: "viewer", siteIds: [] });
    await turnSwitch("messages", true);
    await expect(invite()).rejects.toMatchObject(stopped);
    await turnSwitch("messages", false);
    await expect(invite()).resolves.toBeUndefined();
  });

  it("sign-ups: no company signs itself up", async () => {
    const signUp = () => askSignUp(makeRequest(), { companyName: "Rātā", name: "Ani", email: `${uuidv7()}@example.test` });
    await turnSwitch("sign-ups", true);
    await expect(signUp()).rejects.toMatchObject(stopped);
    await turnSwitch("sign-ups", false);
    await expect(signUp()).resolves.toBeUndefined();
  });
});

describe("a company's own limit", () => {
  it("is the one that its gate holds, exactly", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    await asOwner()`select operator_set_limit('a test', ${company.companyId}, 'signInsPerMinutePerClient', 37)`;
    await announceSiteChange(env, site.code);
    const [gate, client] = [siteGateOf(env, site.code), randomAddress()];
    const verdicts = await Promise.all(Array.from({ length: 45 }, () => gate.admit({ visitId: uuidv7(), client })));
    expect(verdicts.filter(({ admitted }) => admitted)).toHaveLength(37);
  });
});

describe("a key that was turned", () => {
  const fresh = { SIGNING_KEY_B: JSON.stringify({ id: "fresh", secret: "f".repeat(43) }) };
  const turned = { ...fresh, SIGNING_WITH: "B" };
  const gone = { SIGNING_KEY_A: fresh.SIGNING_KEY_B };

  it("leaves sessions valid, and ends them when it is gone", async () => {
    const { request, claims } = await makeMember(await makeCompany(), "admin");
    const Cookie = (await writeSession(request, claims)).split(";")[0] ?? "";
    const look = async (variables: object) => (await ask("/dashboard", { headers: { Cookie } }, variables)).status;
    expect([await look({}), await look(fresh), await look(turned), await look(gone)]).toEqual([200, 200, 200, 302]);
  });

  it("leaves an open form valid, and its sign-out link even when it is gone", async () => {
    const { sites: [site] } = await makeCompany();
    const formKey = /name="formKey" value="([^"]+)"/.exec(await (await ask(site.path)).text())?.[1] ?? "";
    const send = (path: string, form: Record<string, string>, variables: object) => ask(path, { method: "POST", body: new URLSearchParams(form), headers: { Origin: ORIGIN } }, variables);
    const entered = await send(`${site.path}?new`, { ...somebody(), formKey }, turned);
    const way = entered.headers.get("Location") ?? "";
    expect([entered.status, way]).toEqual([303, expect.stringMatching(/^\/v\/[\w-]{43}$/)]);
    expect((await send(`${site.path}?new`, { ...somebody(), formKey }, gone)).status).toBe(400);
    expect((await ask(way, {}, gone)).status).toBe(200);
    await send(way, {}, gone);
    const [visit] = await asOwner()`select left_how from visit where site_id = ${site.siteId}`;
    expect(visit).toEqual({ left_how: "signed_out" });
  });
});
