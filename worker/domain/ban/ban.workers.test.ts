import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { getBanForm, getBans } from "#worker/domain/ban/list.ts";
import { banPerson, liftBan } from "#worker/domain/ban/make.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeSite } from "#worker/testing/factories.ts";

const wanted = (siteId: string | null, more: object = {}) => ({ banId: uuidv7(), siteId, name: "Hēmi Parata", phone: "021 555 0123", reason: "Fought at the gate", untilOn: null, ...more });

async function made() {
  const company = await makeCompany(2);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  return { company, here, there, admin: await makeMember(company, "admin") };
}

/** What the gate's rules say to somebody of this name, on this phone, now. */
async function saysTo({ siteId }: MadeSite, name: string, at = "2026-06-10T00:00:00Z"): Promise<{ stops: string[]; asks: string[] }> {
  const [row] = await asOwner()`select to_jsonb(array(select jsonb_array_elements(g.stops) ->> 'kind')) as stops, to_jsonb(array(select jsonb_array_elements(g.asks) ->> 'kind')) as asks
    from site s, gate_says(s, 'contractor', '+64215550123', ${toKey(name)}, '', ${at}::timestamptz) g where s.id = ${siteId}`;
  return row as { stops: string[]; asks: string[] };
}

describe("a ban", () => {
  it("stops that name however it is written, has another name on the same phone wait, and tells the gates that there is one", async () => {
    const { here, there, admin } = await made();
    await banPerson(admin, env, wanted(here.siteId));
    for (const name of ["Hēmi Parata", "HEMI  PARATA", "hemi parata"]) expect(await saysTo(here, name), name).toEqual({ stops: ["banned"], asks: [] });
    expect(await saysTo(here, "Mere Tau")).toEqual({ stops: [], asks: ["banned-phone"] });
    expect(await saysTo(there, "Hēmi Parata")).toEqual({ stops: [], asks: [] });
    expect((await siteGateOf(env, here.code).snapshot(here.code))?.hasBans).toBe(true);
    expect((await siteGateOf(env, there.code).changed(there.code))?.hasBans).toBe(false);
  });

  it("holds to the end of its last day by the site's clock", async () => {
    const { here, admin } = await made();
    const now = new Date("2026-06-10T00:00:00Z");
    await banPerson(Object.assign(admin, { request: { ...admin.request, now } }), env, wanted(here.siteId, { untilOn: "2026-06-10" }));
    // A minute to midnight in Auckland, and midnight.
    expect((await saysTo(here, "Hēmi Parata", "2026-06-10T11:59:00Z")).stops).toEqual(["banned"]);
    expect((await saysTo(here, "Hēmi Parata", "2026-06-10T12:00:00Z")).stops).toEqual([]);
    await expect(banPerson(admin, env, wanted(here.siteId, { untilOn: "2026-06-09" }))).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { untilOn: "Choose a last day that is not over" } });
  });

  it("is made once by a form that is sent twice, and lifted once, each with its event, whose name, phone and reason can be erased", async () => {
    const { company, here, admin } = await made();
    const one = wanted(here.siteId);
    expect((await Promise.all([banPerson(admin, env, one), banPerson(admin, env, one)])).sort()).toEqual([false, true]);
    expect((await Promise.all([1, 2].map(() => liftBan(admin, env, { banId: one.banId })))).sort()).toEqual([false, true]);
    expect((await saysTo(here, "Hēmi Parata")).stops).toEqual([]);
    expect(await getBans(admin)).toMatchObject([{ id: one.banId, state: "lifted", phone: "+64215550123", liftedByName: "Test Member" }]);
    const events = await asOwner()`select action, changes, openings from audit_event where company_id = ${company.companyId} order by number`;
    const personal = { name: { value: "Hēmi Parata" }, phone: { value: "+64215550123" }, reason: { value: "Fought at the gate" } };
    expect(events).toMatchObject([{ action: "ban.made", changes: { untilOn: null }, openings: personal }, { action: "ban.lifted", changes: {}, openings: personal }]);
  });

  it("from all sites is an owner's or admin's to make and lift; a site manager's are those of their sites", async () => {
    const { company, here, there, admin } = await made();
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const [everywhere, elsewhere] = [wanted(null), wanted(there.siteId)];
    for (const one of [everywhere, elsewhere]) await banPerson(admin, env, one);
    for (const siteId of [null, there.siteId]) await expect(banPerson(manager, env, wanted(siteId))).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const { banId } of [everywhere, elsewhere]) await expect(liftBan(manager, env, { banId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await banPerson(manager, env, wanted(here.siteId))).toBe(true);
    expect((await getBans(manager)).map(({ siteId }) => siteId).sort()).toEqual([here.siteId, null].sort());
    await expect(getBans(await makeMember(company, "viewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("of somebody who is on site says so; the form knows a visit's person, and no stranger's", async () => {
    const { company, here, admin } = await made();
    const [who, prepared] = [somebody(), prepare()];
    await signIn(makeVisitor(here), { ...who, prepared });
    const { person } = await getBanForm(admin, { visitId: prepared.visitId });
    expect(person).toMatchObject({ name: who.name, siteId: here.siteId });
    await banPerson(admin, env, wanted(null, { name: who.name.toUpperCase(), phone: who.phone }));
    expect(await getBans(admin)).toMatchObject([{ onSiteId: here.siteId, state: "holds" }]);
    const stranger = await makeMember(await makeCompany(), "owner");
    await expect(getBanForm(stranger, { visitId: prepared.visitId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(company.companyId).not.toBe(stranger.companyId);
  });
});
