import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { changeLink } from "#worker/domain/site/change-link.ts";
import { createSite } from "#worker/domain/site/create.ts";
import { editSite } from "#worker/domain/site/edit.ts";
import { closeSite } from "#worker/domain/site/close.ts";
import { getOpenSite } from "#worker/domain/site/find-site.ts";
import { getSites } from "#worker/domain/site/list.ts";
import { reopenSite } from "#worker/domain/site/reopen.ts";
import { getOverview, getRegister } from "#worker/domain/visit/list.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeSite } from "#worker/testing/factories.ts";

const look = (path: string) => getOpenSite(env, path.slice("/s/".length), new Date());
const refusal = (code: string) => expect.objectContaining({ code }) as unknown;

async function eventsOf({ companyId, siteId }: MadeSite): Promise<string[]> {
  const rows = await asOwner()`select action from audit_event where company_id = ${companyId} and subject_id = ${siteId} order by number`;
  return rows.map((row) => row.action as string);
}

describe("the sites of a company", () => {
  it("are listed with their link and how many are on site, in one trip, for every role", async () => {
    const company = await makeCompany(2);
    const [first, second] = company.sites as [MadeSite, MadeSite];
    await signIn(makeVisitor(second), { ...somebody(), prepared: prepare() });
    for (const role of ["owner", "viewer"] as const) {
      const member = await makeMember(company, role);
      const sites = await getSites(member);
      expect(sites.map(({ id, signInPath, onSite }) => ({ id, signInPath, onSite }))).toEqual([
        { id: first.siteId, signInPath: first.path, onSite: 0 },
        { id: second.siteId, signInPath: second.path, onSite: 1 },
      ]);
      expect(member.request.databaseTrips).toBe(1);
    }
    const manager = await makeMember(company, "site_manager", [second.siteId]);
    expect((await getSites(manager)).map(({ id }) => id)).toEqual([second.siteId]);
  });

  it("are counted each for itself in the overview and the register", async () => {
    const company = await makeCompany(2);
    const [first, second] = company.sites as [MadeSite, MadeSite];
    await signIn(makeVisitor(first), { ...somebody(), prepared: prepare() });
    const early = prepare();
    await signIn(makeVisitor(second, { now: new Date(Date.now() - 3 * 24 * 3_600_000) }), { ...somebody(), prepared: early });
    await signIn(makeVisitor(second), { ...somebody(), prepared: prepare() });
    const { sites } = await getOverview(await makeMember(company, "viewer"));
    expect(sites.map(({ onSite, signedInToday, sinceEarlier }) => [onSite, signedInToday, sinceEarlier])).toEqual([[1, 1, 0], [2, 1, 1]]);
    const register = await getRegister(await makeMember(company, "viewer"), { sinceEarlier: true });
    expect(register.visits.map(({ id }) => id)).toEqual([early.visitId]);
    expect(register.sites.map(({ onSite }) => onSite)).toEqual([1, 2]);
  });
});

describe("a new site", () => {
  const described = { name: "Te Kūiti  Depot", address: "4 Rora Street, Te Kūiti", timeZone: "Pacific/Auckland" as const };

  it("has a link that opens it at once, and is made once by a form that is sent twice", async () => {
    const owner = await makeMember(await makeCompany(), "owner");
    const siteId = crypto.randomUUID();
    const made = await Promise.all([1, 2].map(() => createSite(owner, { siteId, ...described })));
    expect(made.sort()).toEqual([false, true]);
    const site = (await getSites(owner)).find(({ id }) => id === siteId);
    expect(site).toMatchObject({ name: "Te Kūiti Depot", version: expect.any(Number) as number });
    expect(await look(site?.signInPath ?? "")).toMatchObject({ snapshot: { siteName: "Te Kūiti Depot", siteId } });
    expect(await eventsOf({ companyId: owner.companyId, siteId } as MadeSite)).toEqual(["site.created"]);
  });

  it("is nobody's but an owner's or admin's to make, and needs a name, an address and a zone", async () => {
    const company = await makeCompany();
    for (const role of ["site_manager", "viewer"] as const) await expect(createSite(await makeMember(company, role), { siteId: crypto.randomUUID(), ...described })).rejects.toEqual(refusal("FORBIDDEN"));
    await expect(createSite(await makeMember(company, "admin"), { siteId: crypto.randomUUID(), name: " ", address: "", timeZone: "Mars/Olympus" as "Pacific/Chatham" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      fields: { name: "Enter the site's name", address: "Enter the site's address", timeZone: "Choose a time zone" },
    });
  });

  it("is mended with old and new in the log, unless somebody was quicker", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    await look(site.path);
    const admin = await makeMember(company, "admin");
    const [seen] = await getSites(admin);
    const wanted = { siteId: site.siteId, version: seen?.version ?? 0, name: "Renamed", address: seen?.address ?? "", timeZone: "Pacific/Auckland" as const, emergency: "The car park" };
    expect(await editSite(admin, env, wanted)).toBe(true);
    expect(await look(site.path)).toMatchObject({ snapshot: { siteName: "Renamed" } });
    expect(await editSite(admin, env, wanted)).toBe(false);
    await expect(editSite(admin, env, { ...wanted, name: "Again" })).rejects.toEqual(refusal("CONFLICT"));
    await expect(editSite(await makeMember(await makeCompany(), "owner"), env, wanted)).rejects.toEqual(refusal("NOT_FOUND"));
    const [event] = await asOwner()`select changes from audit_event where company_id = ${company.companyId} and action = 'site.edited'`;
    expect(event?.["changes"]).toEqual({ name: [site.name, "Renamed"], emergency: ["", "The car park"] });
    expect((await getSites(admin))[0]).toMatchObject({ emergency: "The car park" });
  });
});

describe("replacing a link", () => {
  it("opens the new one and says of the old one that it was replaced, at once", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    await look(site.path);
    const member = await makeMember(company, "admin");
    const [before] = await getSites(member);
    await changeLink(member, env, { siteId: site.siteId, seenLinkId: before?.linkId ?? "" });
    const [after] = await getSites(member);
    expect(after?.signInPath).toMatch(new RegExp(`^/s/${site.code}-[0-9a-z]{12}$`));
    expect(after?.signInPath).not.toBe(site.path);
    await expect(look(site.path)).rejects.toEqual(refusal("LINK_ROTATED"));
    expect((await look(after?.signInPath ?? "")).snapshot.siteId).toBe(site.siteId);
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).rejects.toEqual(refusal("LINK_ROTATED"));
    expect(await eventsOf(site)).toEqual(["site.link-replaced"]);
  });

  it("happens once when it is asked for eight times at once", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    const [before] = await getSites(await makeMember(company, "owner"));
    const members = await Promise.all(Array.from({ length: 8 }, () => makeMember(company, "admin")));
    const outcomes = await Promise.allSettled(members.map((member) => changeLink(member, env, { siteId: site.siteId, seenLinkId: before?.linkId ?? "" })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toEqual(refusal("CONFLICT"));
    expect(await eventsOf(site)).toEqual(["site.link-replaced"]);
    const [{ links } = { links: 0 }] = await asOwner()`select count(*)::int as links from site_link where site_id = ${site.siteId}`;
    expect(links).toBe(2);
  });
});

describe("closing a site", () => {
  it("stops sign-in at once, and opening it again takes the same link", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    await look(site.path);
    const member = await makeMember(company, "owner");
    expect(await closeSite(member, env, { siteId: site.siteId })).toBe(true);
    expect(await closeSite(member, env, { siteId: site.siteId })).toBe(false);
    await expect(look(site.path)).rejects.toEqual(refusal("SITE_CLOSED"));
    await expect(signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).rejects.toEqual(refusal("SITE_CLOSED"));
    expect(await reopenSite(member, env, { siteId: site.siteId })).toBe(true);
    expect(await reopenSite(member, env, { siteId: site.siteId })).toBe(false);
    expect((await look(site.path)).snapshot.closed).toBe(false);
    expect(await eventsOf(site)).toEqual(["site.closed", "site.reopened"]);
  });

  it("is not for site managers and viewers, nor for another company's owner", async () => {
    const company = await makeCompany();
    const [site] = company.sites;
    const [before] = await getSites(await makeMember(company, "owner"));
    const link = { siteId: site.siteId, seenLinkId: before?.linkId ?? "" };
    for (const role of ["site_manager", "viewer"] as const) {
      const member = await makeMember(company, role, [site.siteId]);
      await expect(closeSite(member, env, { siteId: site.siteId })).rejects.toEqual(refusal("FORBIDDEN"));
      await expect(reopenSite(member, env, { siteId: site.siteId })).rejects.toEqual(refusal("FORBIDDEN"));
      await expect(changeLink(member, env, link)).rejects.toEqual(refusal("FORBIDDEN"));
    }
    const stranger = await makeMember(await makeCompany(), "owner");
    expect(await closeSite(stranger, env, { siteId: site.siteId })).toBe(false);
    await expect(changeLink(stranger, env, link)).rejects.toEqual(refusal("CONFLICT"));
    expect(await eventsOf(site)).toEqual([]);
  });
});
