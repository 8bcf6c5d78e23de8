import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeVisitContext, makeVisitorContext } from "#worker/context.ts";
import { checkInCrew, listCrew } from "#worker/domain/entry/check-in.ts";
import { decide, listAtGates } from "#worker/domain/entry/decide.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import { makeLive } from "#worker/testing/cases/induction.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask, ORIGIN } from "#worker/testing/ask.ts";
import { crewKey } from "#worker/testing/cases/crew.ts";
import { idOf } from "#worker/testing/induction.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makePhone } from "#worker/testing/phone.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeSite } from "#worker/testing/factories.ts";

async function made(rules: object = {}) {
  const company = await makeCompany(2);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  await asOwner()`update site set rules = ${JSON.stringify(rules)}::jsonb where id = ${here.siteId}`;
  return { company, here, there, admin: await makeMember(company, "admin") };
}

const crew = ({ siteId, code }: MadeSite, people: ReturnType<typeof somebody>[], known: string[] = []) => ({ crewId: uuidv7(), siteId, siteCode: code, known, people });

/** Somebody who was at the site and has left. Gives who, with their id as a person. */
async function cameAndLeft(site: MadeSite, daysAgo = 1) {
  const [who, prepared] = [somebody(), prepare()];
  await signIn(makeVisitor(site), { ...who, prepared });
  await signOut(makeVisitContext(makeRequest(), prepared.signOutToken), { signOutToken: prepared.signOutToken });
  const [row] = await asOwner()`update visit set signed_in_at = signed_in_at - make_interval(days => ${daysAgo}), signed_out_at = signed_out_at - make_interval(days => ${daysAgo}) where id = ${prepared.visitId} returning person_id`;
  return { ...who, personId: row?.["person_id"] as string };
}

const visitsAt = async ({ siteId }: MadeSite) => asOwner()`select name, checked_in_by, approved_by, signed_out_at from visit where site_id = ${siteId} and signed_out_at is null order by name`;

describe("the list of a crew", () => {
  it("has who came in the last 30 days and is not on site now, the latest first, found by words of name or employer", async () => {
    const { here, there, admin } = await made();
    const [first, second] = [await cameAndLeft(here, 3), await cameAndLeft(here, 2)];
    await cameAndLeft(here, 31);
    await cameAndLeft(there);
    await signIn(makeVisitor(here), { ...somebody(), prepared: prepare() });
    const { people, site, sites } = await listCrew(admin, { siteId: here.siteId });
    expect(people.map(({ name }) => name)).toEqual([second.name, first.name]);
    expect(people[0]).toMatchObject({ employer: "Tūī Scaffolding", standing: null, inductedUntil: null });
    expect([site?.code, site?.secret, sites.length]).toEqual([here.code, here.secret, 2]);
    expect((await listCrew(admin, { siteId: here.siteId, search: `tui ${first.name.split(" ")[2] ?? ""}` })).people.map(({ personId }) => personId)).toEqual([first.personId]);
  });

  it("chooses the only site by itself, and none of two; knows no site that is closed or not theirs", async () => {
    const { company, here, there, admin } = await made();
    expect((await listCrew(admin, {})).site).toBeNull();
    expect((await listCrew(await makeMember(company, "site_manager", [there.siteId]), {})).site?.id).toBe(there.siteId);
    await expect(listCrew(await makeMember(company, "site_manager", [there.siteId]), { siteId: here.siteId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await asOwner()`update site set closed_at = now() where id = ${here.siteId}`;
    await expect(listCrew(admin, { siteId: here.siteId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(listCrew(await makeMember(company, "viewer"), {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a crew", () => {
  it("is signed in at once, the known and the new, by the member, and one visit each when the button is pressed twice", async () => {
    const { company, here, admin } = await made();
    const known = await cameAndLeft(here);
    const fresh = somebody();
    const input = crew(here, [fresh, { ...fresh, name: fresh.name.toUpperCase() }], [known.personId]);
    const [one, other] = await Promise.all([checkInCrew(admin, env, input), checkInCrew(admin, env, input)]);
    expect(one.map(({ outcome, name }) => [outcome, name])).toEqual([["signed-in", known.name], ["signed-in", fresh.name.toUpperCase()]]);
    expect(other.map(({ visitId, outcome }) => [visitId, outcome])).toEqual(one.map(({ visitId, outcome }) => [visitId, outcome]));
    const { memberId } = admin.claims;
    expect((await visitsAt(here)).map((row) => row["checked_in_by"] as string)).toEqual([memberId, memberId]);
    const events = await asOwner()`select changes, actor_id from audit_event where company_id = ${company.companyId} and action = 'visit.signed-in' and actor_kind = 'member'`;
    expect(events).toEqual([1, 2].map(() => ({ changes: { visitorType: "contractor", checkedIn: true }, actor_id: memberId })));
    expect((await checkInCrew(admin, env, { ...input, crewId: uuidv7() })).map(({ outcome }) => outcome)).toEqual(["already-here", "already-here"]);
  });

  it("is signed in by eight who press at once, in whatever order, one visit each", async () => {
    const { company, here, admin } = await made();
    const people = Array.from({ length: 5 }, somebody);
    const known = [await cameAndLeft(here), await cameAndLeft(here), await cameAndLeft(here)];
    const personIds = known.map(({ personId }) => personId);
    const presses = Array.from({ length: 8 }, (_, press) => checkInCrew(admin, env, crew(here, press % 2 ? people : [...people].reverse(), press % 2 ? personIds : [...personIds].reverse())));
    const gate = known.map((who) => signIn(makeVisitor(here), { name: who.name, phone: who.phone, visitorType: who.visitorType, employer: who.employer, prepared: prepare() }));
    const [outcomes] = await Promise.all([Promise.all(presses), Promise.all(gate)]);
    expect(outcomes.flat().every(({ outcome }) => outcome === "signed-in" || outcome === "already-here")).toBe(true);
    expect(await visitsAt(here)).toHaveLength(8);
    const [row] = await asOwner()`select count(*)::int as events from audit_event where company_id = ${company.companyId} and action = 'visit.signed-in'`;
    expect(row).toEqual({ events: 11 });
  });

  it("goes each by the rules: banned, waiting, with an induction to do first", async () => {
    const { company, here, admin } = await made({ approval: ["visitor"] });
    await makeLive(here);
    const [banned, inducted] = [somebody(), somebody()];
    await asOwner()`insert into ban (company_id, id, phone, name, name_key, reason, banned_by, banned_at)
      select ${company.companyId}, ${uuidv7()}, ${`+64${banned.phone.replaceAll(" ", "").slice(1)}`}, ${banned.name}, ${banned.name.toLowerCase().replace("ē", "e")}, 'Fought', id, now() from member where company_id = ${company.companyId} limit 1`;
    const people = [banned, { ...inducted, visitorType: "employee" as never }, { ...somebody(), visitorType: "visitor" as never }, somebody()];
    const outcomes = await checkInCrew(admin, env, crew(here, people));
    expect(outcomes.map(({ outcome, reasons }) => [outcome, reasons.map(({ kind }) => kind)])).toEqual([["stopped", ["banned"]], ["due", []], ["waiting", ["approval"]], ["signed-in", []]]);
    expect(outcomes[1]?.versionId).toEqual(expect.any(String));
    expect((await listAtGates(admin)).waiting.map(({ id }) => id)).toEqual([outcomes[2]?.visitId]);
    expect(await visitsAt(here)).toHaveLength(1);
  });

  it("sent again says of each how it stands by now: who waits, and who was turned away meanwhile", async () => {
    const { company, here, admin } = await made({ approval: ["visitor"] });
    const [denied, waits] = [0, 1].map(() => ({ ...somebody(), visitorType: "visitor" as never }));
    const input = crew(here, [denied, waits].flatMap((one) => one ?? []));
    const first = await checkInCrew(admin, env, input);
    expect(first.map(({ outcome }) => outcome)).toEqual(["waiting", "waiting"]);
    const id = first.find(({ name }) => name === denied?.name)?.visitId ?? "";
    expect((await decide(admin, { id, decision: "deny" })).outcome).toBe("denied");
    const again = await checkInCrew(admin, env, input);
    expect(Object.fromEntries(again.map(({ name, outcome, reasons }) => [name, [outcome, reasons.map(({ kind }) => kind)]]))).toEqual({ [denied?.name ?? ""]: ["denied", ["approval"]], [waits?.name ?? ""]: ["waiting", ["approval"]] });
    const events = await asOwner()`select action from audit_event where company_id = ${company.companyId} and subject_kind = 'entry' order by number`;
    expect(events.map(({ action }) => action as string)).toEqual(["entry.asked", "entry.asked", "entry.denied"]);
    expect(await visitsAt(here)).toHaveLength(0);
  });

  it("takes a unit of the site for each and one of the client, all or none, and nothing when it is sent again", async () => {
    const { company, here } = await made();
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'signInsPerMinutePerSite', 5), (${company.companyId}, 'signInsPerMinutePerClient', 2)`;
    await siteGateOf(env, here.code).changed(here.code);
    const admin = await makeMember(company, "admin");
    const four = crew(here, Array.from({ length: 4 }, somebody));
    expect((await checkInCrew(admin, env, four)).every(({ outcome }) => outcome === "signed-in")).toBe(true);
    expect((await checkInCrew(admin, env, four)).every(({ outcome }) => outcome === "signed-in")).toBe(true);
    const elsewhere = await makeMember(company, "admin");
    await expect(checkInCrew(elsewhere, env, crew(here, [somebody(), somebody()]))).rejects.toMatchObject({ code: "TOO_MANY", retryAfterSeconds: expect.any(Number) as number });
    expect(await checkInCrew(elsewhere, env, crew(here, [somebody()]))).toMatchObject([{ outcome: "signed-in" }]);
    expect(await visitsAt(here)).toHaveLength(5);
    // The client of the first crew has one unit left for the gate itself, at a site with room.
    const visitor = makeVisitorContext(admin.request, company.sites[1] as MadeSite, company.sites[1] as MadeSite, siteGateOf(env, here.code));
    expect(await visitor.gate.admit({ visitId: uuidv7(), client: admin.request.address ?? "" })).toMatchObject({ admitted: false, which: "site" });
  });

  it("larger than the site's limit waits for a minute in which nobody came", async () => {
    const { company, here, admin } = await made();
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'signInsPerMinutePerSite', 2)`;
    await siteGateOf(env, here.code).changed(here.code);
    expect(await checkInCrew(admin, env, crew(here, Array.from({ length: 3 }, somebody)))).toHaveLength(3);
    await expect(checkInCrew(admin, env, crew(here, Array.from({ length: 3 }, somebody)))).rejects.toMatchObject({ code: "TOO_MANY" });
  });

  it("gives back the units of who is there already", async () => {
    const { company, here, admin } = await made();
    const there = somebody();
    await checkInCrew(admin, env, crew(here, [there]));
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'signInsPerMinutePerSite', 2)`;
    await siteGateOf(env, here.code).changed(here.code);
    expect(await checkInCrew(admin, env, crew(here, [there]))).toMatchObject([{ outcome: "already-here" }]);
    expect(await checkInCrew(admin, env, crew(here, [somebody()]))).toMatchObject([{ outcome: "signed-in" }]);
  });

  it("is somebody, a hundred at most, and at a site of the member's own", async () => {
    const { company, here, there, admin } = await made();
    await expect(checkInCrew(admin, env, crew(here, []))).rejects.toMatchObject({ code: "INVALID_INPUT", fields: { known: "Tick somebody, or enter somebody new" } });
    await expect(checkInCrew(admin, env, crew(here, Array.from({ length: 60 }, somebody), Array.from({ length: 41 }, () => uuidv7())))).rejects.toMatchObject({ fields: { known: "Sign in 100 people at once or fewer" } });
    const manager = await makeMember(company, "site_manager", [there.siteId]);
    await expect(checkInCrew(manager, env, crew(here, [somebody()]))).rejects.toMatchObject({ code: "NOT_FOUND" });
    const known = await cameAndLeft(here);
    expect(await checkInCrew(manager, env, crew(there, [], [known.personId]))).toMatchObject([{ outcome: "gone", name: null }]);
  });
});

describe("the page of a crew", () => {
  async function send(admin: Awaited<ReturnType<typeof makeMember>>, site: MadeSite, form: Record<string, string>) {
    const cookie = (await writeSession(admin.request, admin.claims)).split(";")[0] ?? "";
    const answer = await ask(`/check-in?site=${site.siteId}`, { method: "POST", body: new URLSearchParams({ intent: "sign-in", ...form }), headers: { Cookie: cookie, Origin: ORIGIN, Accept: "text/html" } });
    return { status: answer.status, html: await answer.text() };
  }

  it("leads who has an induction to do to it, on their own phone, which signs them in", async () => {
    const { here, admin } = await made();
    await makeLive(here);
    const { name, phone } = somebody();
    const { status, html } = await send(admin, here, { formKey: await crewKey(here), name0: name, phone0: phone, employer0: "", visitorType0: "employee" });
    expect(status).toBe(200);
    expect(html).toContain("Induction first");
    const path = /href="http:\/\/localhost:8787(\/i\/[^"]+)"/.exec(html)?.[1] ?? "";
    const own = makePhone();
    expect((await own.send(path)).status).toBe(200);
    expect(await own.send(path, { step: "1", [idOf("q1")]: "ticked" })).toMatchObject({ status: 303, to: expect.stringMatching(/^\/v\//) as string });
    expect(await visitsAt(here)).toMatchObject([{ name, checked_in_by: null }]);
  });

  it("wants the board read out, and keeps what was entered until it is, and when the form is too old", async () => {
    const { company, here, admin } = await made();
    const id = uuidv7();
    await asOwner()`insert into notice (company_id, id, site_id, kind, severity, title, text, from_on, put_up_by, put_up_at)
      select ${company.companyId}, ${id}, ${here.siteId}, 'hazard', 'high', 'Open trench', '', '2026-01-01', id, now() from member where company_id = ${company.companyId} limit 1`;
    const { name, phone } = somebody();
    const form = { formKey: await crewKey(here), name3: name, phone3: phone, visitorType3: "visitor" };
    for (const [sent, sentence] of [[{}, "Read what stands on the board, then tick the box"], [{ notice: id, notices: "yes", formKey: "none" }, "This form is too old"]] as const) {
      const { status, html } = await send(admin, here, { ...form, ...sent });
      expect([status, html.includes(sentence), html.includes(`value="${name}"`)]).toEqual([400, true, true]);
    }
    expect((await send(admin, here, { ...form, notice: id, notices: "yes" })).html).toContain("1 person is signed in");
    const [row] = await asOwner()`select to_json(notices) as notices from visit where site_id = ${here.siteId}`;
    expect(row).toEqual({ notices: [id] });
  });
});
