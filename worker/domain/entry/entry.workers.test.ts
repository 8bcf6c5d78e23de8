import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeVisitContext, type MemberContext, type VisitorContext } from "#worker/context.ts";
import { decide, getEntry, listAtGates } from "#worker/domain/entry/decide.ts";
import { toGateRules, type GateRules } from "#worker/domain/entry/rules.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { getOwn, signOut } from "#worker/domain/visit/sign-out.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeVersion } from "#worker/testing/cases/induction.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany, type MadeSite } from "#worker/testing/factories.ts";

async function makeGate(rules: Partial<GateRules> = {}, siteCount = 1) {
  const company = await makeCompany(siteCount);
  const [site] = company.sites;
  await asOwner()`update site set rules = ${JSON.stringify(toGateRules(rules))}::jsonb where id = ${site.siteId}`;
  return { company, site, admin: await makeMember(company, "admin") };
}

const APPROVAL = { approval: ["contractor" as const] };
const come = (site: MadeSite, person = somebody(), prepared = prepare(), visitor: VisitorContext = makeVisitor(site)) => signIn(visitor, { ...person, prepared });
const own = (signOutToken: string) => getOwn(makeVisitContext(makeRequest(), signOutToken), { signOutToken });

/** Phones as people are kept: +64… */
const e164 = (phone: string) => `+64${phone.replaceAll(" ", "").slice(1)}`;

async function ban({ company, site, admin }: { company: MadeCompany; site: MadeSite | null; admin: MemberContext & { claims: { memberId: string } } }, person: { name: string; phone: string }, untilOn: string | null = null) {
  await asOwner()`insert into ban (company_id, id, site_id, phone, name, name_key, reason, until_on, banned_by, banned_at)
    values (${company.companyId}, ${uuidv7()}, ${site?.siteId ?? null}, ${e164(person.phone)}, ${person.name}, ${toKey(person.name)}, 'Fought at the gate', ${untilOn}, ${admin.claims.memberId}, now())`;
}

async function countOf(companyId: string) {
  const [row] = await asOwner()`select (select count(*)::int from visit where company_id = ${companyId}) as visits, (select count(*)::int from entry where company_id = ${companyId}) as entries,
    (select coalesce(array_agg(action order by number), '{}') from audit_event where company_id = ${companyId}) as events`;
  return row as { visits: number; entries: number; events: string[] };
}

describe("somebody whom a supervisor lets in", () => {
  it("waits, is seen by the office, and is in once one says yes, by the same link", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const [person, prepared] = [somebody(), prepare()];
    const visitor = makeVisitor(site);
    expect(await come(site, person, prepared, visitor)).toEqual({ outcome: "held", state: "waiting", reasons: [{ kind: "approval" }] });
    expect(visitor.request.databaseTrips).toBe(1);
    expect(await own(prepared.signOutToken)).toMatchObject({ entry: { state: "waiting", name: person.name, siteName: site.name } });
    await expect(signOut(makeVisitContext(makeRequest(), prepared.signOutToken), prepared.signOutToken ? { signOutToken: prepared.signOutToken } : { signOutToken: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listAtGates(admin)).waiting).toMatchObject([{ id: prepared.visitId, name: person.name, employer: person.employer, state: "waiting" }]);
    const asked = admin.request.databaseTrips;
    expect(await decide(admin, { id: prepared.visitId, decision: "approve", note: "Gate B" })).toEqual({ outcome: "approved" });
    expect(admin.request.databaseTrips).toBe(asked + 1);
    expect(await own(prepared.signOutToken)).toMatchObject({ visit: { visitId: prepared.visitId, signedOutAt: null } });
    expect(await countOf(company.companyId)).toEqual({ visits: 1, entries: 1, events: ["entry.asked", "visit.signed-in", "entry.approved"] });
    const [visit] = await asOwner()`select approved_by, name from visit where id = ${prepared.visitId}`;
    expect(visit).toEqual({ approved_by: admin.claims.memberId, name: person.name });
    // A replay of the form finds the visit.
    expect(await come(site, person, prepared)).toMatchObject({ outcome: "signed_in", inserted: false });
  });

  it("is told no, with what the supervisor says, and waits when they ask again", async () => {
    const { site, admin } = await makeGate(APPROVAL);
    const [person, prepared] = [somebody(), prepare()];
    await come(site, person, prepared);
    expect(await decide(admin, { id: prepared.visitId, decision: "deny", note: "Come back at three" })).toEqual({ outcome: "denied" });
    expect(await own(prepared.signOutToken)).toMatchObject({ entry: { state: "denied", note: "Come back at three" } });
    expect(await come(site, person, prepared)).toMatchObject({ outcome: "held", state: "denied" });
    await asOwner()`update site set rules = '{}' where id = ${site.siteId}`;
    expect(await come(site, person)).toMatchObject({ outcome: "held", state: "waiting", reasons: [{ kind: "denied-before" }] });
  });

  it("makes one entry, one decision and one visit of eight presses on either side", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const [person, prepared] = [somebody(), prepare()];
    await Promise.all(Array.from({ length: 8 }, () => come(site, person, prepared)));
    expect(await countOf(company.companyId)).toMatchObject({ entries: 1, events: ["entry.asked"] });
    const other = await makeMember(company, "owner");
    const decided = await Promise.all(Array.from({ length: 8 }, (_, index) => decide(index % 2 ? admin : other, { id: prepared.visitId, decision: index < 4 ? "approve" : "deny" })));
    const stands = decided.filter(({ outcome }) => outcome !== "decided");
    expect(new Set(stands.map(({ outcome }) => outcome)).size).toBe(1);
    const { visits, events } = await countOf(company.companyId);
    expect(visits).toBe(stands[0]?.outcome === "approved" ? 1 : 0);
    expect(events.filter((action) => action === "entry.approved" || action === "entry.denied")).toHaveLength(1);
  });

  it("is not let in twice when they asked from two forms", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const person = somebody();
    const [first, second] = [prepare(), prepare()];
    await come(site, person, first);
    await come(site, person, second);
    await decide(admin, { id: first.visitId, decision: "approve" });
    expect(await own(second.signOutToken)).toMatchObject({ entry: { state: "withdrawn" } });
    expect(await decide(admin, { id: second.visitId, decision: "approve" })).toMatchObject({ outcome: "decided", state: "withdrawn" });
    expect(await countOf(company.companyId)).toMatchObject({ visits: 1 });
  });

  it("comes back by their phone's own cookie and waits again, with their induction as it stands", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const [person, first, again] = [somebody(), prepare(), prepare()];
    await come(site, person, first);
    await decide(admin, { id: first.visitId, decision: "approve" });
    await signOut(makeVisitContext(makeRequest(), first.signOutToken), { signOutToken: first.signOutToken });
    expect(await signInAgain(makeVisitor(site), { earlierToken: first.signOutToken, prepared: again })).toMatchObject({ outcome: "held", state: "waiting" });
    expect(await decide(admin, { id: again.visitId, decision: "approve" })).toEqual({ outcome: "approved" });
    const [row] = await asOwner()`select count(distinct person_id)::int as people, count(*)::int as visits from visit where company_id = ${company.companyId}`;
    expect(row).toEqual({ people: 1, visits: 2 });
  });

  it("has lapsed after half a day", async () => {
    const { site, admin } = await makeGate(APPROVAL);
    const prepared = prepare();
    await come(site, somebody(), prepared);
    await asOwner()`update entry set asked_at = now() - interval '13 hours' where id = ${prepared.visitId}`;
    expect((await listAtGates(admin)).waiting).toEqual([]);
    expect(await decide(admin, { id: prepared.visitId, decision: "approve" })).toEqual({ outcome: "lapsed" });
  });

  it("is nobody's to see or decide but of those who have the site", async () => {
    const { company, site, admin } = await makeGate(APPROVAL, 2);
    const prepared = prepare();
    await come(site, somebody(), prepared);
    const beyond = await makeMember(company, "site_manager", [company.sites[1]?.siteId ?? ""]);
    const stranger = await makeMember(await makeCompany(), "owner");
    for (const other of [beyond, stranger]) {
      expect((await listAtGates(other)).waiting).toEqual([]);
      await expect(getEntry(other, { id: prepared.visitId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(decide(other, { id: prepared.visitId, decision: "approve" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(decide(await makeMember(company, "viewer"), { id: prepared.visitId, decision: "approve" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await getEntry(admin, { id: prepared.visitId })).toMatchObject({ state: "waiting" });
  });
});

describe("a yes", () => {
  it("is none for who was banned while they waited, nor at a site that was closed, nor where an induction was published since", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const [banned, late] = [somebody(), somebody()];
    const [first, second] = [prepare(), prepare()];
    await come(site, banned, first);
    await come(site, late, second);
    await ban({ company, site: null, admin }, banned);
    expect(await decide(admin, { id: first.visitId, decision: "approve" })).toEqual({ outcome: "stopped" });
    expect(await own(first.signOutToken)).toMatchObject({ entry: { state: "stopped", reasons: [{ kind: "banned" }] } });
    await asOwner()`update site set closed_at = now() where id = ${site.siteId}`;
    expect(await decide(admin, { id: second.visitId, decision: "approve" })).toEqual({ outcome: "closed" });
    await asOwner()`update site set closed_at = null where id = ${site.siteId}`;
    const { versionId } = await makeVersion(site);
    await asOwner()`insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) select company_id, template_id, 'contractor', ${site.siteId}, id from induction_version where id = ${versionId}`;
    expect(await decide(admin, { id: second.visitId, decision: "approve" })).toEqual({ outcome: "due" });
    expect(await own(second.signOutToken)).toMatchObject({ entry: { state: "withdrawn" } });
    expect(await countOf(company.companyId)).toMatchObject({ visits: 0 });
  });

  it("given to two requests of one person at once by three people breaks nothing", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const deciders = [admin, await makeMember(company, "owner"), await makeMember(company, "admin")];
    for (let round = 0; round < 4; round += 1) {
      const person = somebody();
      const forms = [prepare(), prepare()];
      for (const form of forms) await come(site, person, form);
      const outcomes = await Promise.all(deciders.flatMap((decider) => forms.map(({ visitId }) => decide(decider, { id: visitId, decision: "approve" }))));
      expect(outcomes.filter(({ outcome }) => outcome === "approved").length).toBeGreaterThan(0);
    }
    expect(await countOf(company.companyId)).toMatchObject({ visits: 4 });
  });
});

describe("a form that was held", () => {
  it("is nobody else's: sent with other details it asks for a form of their own, and what stands stays", async () => {
    const { company, site, admin } = await makeGate(APPROVAL);
    const [bob, clara, prepared] = [somebody(), somebody(), prepare()];
    await ban({ company, site, admin }, bob);
    expect(await come(site, bob, prepared)).toMatchObject({ state: "stopped" });
    expect(await come(site, clara, prepared)).toEqual({ outcome: "key_reused" });
    expect(await come(site, { ...bob, visitorType: "delivery" as never }, prepared)).toEqual({ outcome: "key_reused" });
    expect(await getEntry(admin, { id: prepared.visitId })).toMatchObject({ name: bob.name, state: "stopped", reasons: [{ kind: "banned" }] });
  });

  it("is not got round by another name on the same phone", async () => {
    const { site, admin } = await makeGate(APPROVAL);
    const [person, prepared] = [somebody(), prepare()];
    await come(site, person, prepared);
    await decide(admin, { id: prepared.visitId, decision: "deny" });
    await asOwner()`update site set rules = '{}' where id = ${site.siteId}`;
    expect(await come(site, { ...somebody(), phone: person.phone })).toMatchObject({ outcome: "held", state: "waiting", reasons: [{ kind: "denied-before" }] });
  });
});

describe("a ban", () => {
  it("stops its person however their name is written, at each site that it is for, until its last day is over", async () => {
    const { company, site, admin } = await makeGate({}, 2);
    const [person, other] = [somebody(), somebody()];
    await ban({ company, site, admin }, person);
    await ban({ company, site, admin }, other, "2026-01-01");
    expect(await come(site, { ...person, name: person.name.replace("Hēmi", "HEMI") })).toMatchObject({ outcome: "held", state: "stopped", reasons: [{ kind: "banned" }] });
    expect(await come(company.sites[1] as MadeSite, person)).toMatchObject({ outcome: "signed_in" });
    expect(await come(site, other)).toMatchObject({ outcome: "signed_in" });
  });

  it("has somebody with another name on the same phone wait, for crews share phones", async () => {
    const { company, site, admin } = await makeGate();
    const person = somebody();
    await ban({ company, site: null, admin }, person);
    expect(await come(site, { ...somebody(), phone: person.phone })).toMatchObject({ outcome: "held", state: "waiting", reasons: [{ kind: "banned-phone" }] });
  });

  it("is no supervisor's to let in, and lifts with itself", async () => {
    const { company, site, admin } = await makeGate();
    const [person, prepared] = [somebody(), prepare()];
    await ban({ company, site, admin }, person);
    await come(site, person, prepared);
    expect(await decide(admin, { id: prepared.visitId, decision: "approve" })).toMatchObject({ outcome: "decided", state: "stopped" });
    await asOwner()`update ban set lifted_at = now(), lifted_by = banned_by where company_id = ${company.companyId}`;
    expect(await come(site, person, prepared)).toMatchObject({ outcome: "signed_in", inserted: true });
  });

  it("of another company stops nobody here", async () => {
    const [mine, theirs] = [await makeGate(), await makeGate()];
    const person = somebody();
    await ban({ company: theirs.company, site: null, admin: theirs.admin }, person);
    expect(await come(mine.site, person)).toMatchObject({ outcome: "signed_in" });
  });
});

describe("a contractor's papers", () => {
  const papers = (effect: "ask" | "stop", kinds: ("insurance" | "licence")[] = ["insurance"]) => ({ papers: { effect, kinds } });

  async function contract(companyId: string, memberId: string, name: string, expiresOn: string | null) {
    const id = uuidv7();
    await asOwner()`insert into contractor (company_id, id, name, name_key) values (${companyId}, ${id}, ${name}, employer_key(${name}))`;
    if (expiresOn) await asOwner()`insert into contractor_paper (company_id, id, contractor_id, kind, label, expires_on, added_by, added_at) values (${companyId}, ${uuidv7()}, ${id}, 'insurance', 'Public liability', ${expiresOn}, ${memberId}, now())`;
  }

  it("let in who works for a company whose insurance is in date, however the name is written", async () => {
    const { company, site, admin } = await makeGate(papers("stop"));
    await contract(company.companyId, admin.claims.memberId, "Tūī Scaffolding Limited", "2100-01-01");
    expect(await come(site, { ...somebody(), employer: "TUI  scaffolding Ltd." })).toMatchObject({ outcome: "signed_in" });
    expect(await come(site, { ...somebody(), visitorType: "visitor" as never, employer: "" })).toMatchObject({ outcome: "signed_in" });
  });

  it("stop who works for one whose insurance is over, or that nobody knows, and say which", async () => {
    const { company, site, admin } = await makeGate(papers("stop", ["insurance", "licence"]));
    await contract(company.companyId, admin.claims.memberId, "Kererū Cranes", "2026-01-31");
    expect(await come(site, { ...somebody(), employer: "Kereru Cranes" })).toMatchObject({
      outcome: "held",
      state: "stopped",
      reasons: [{ kind: "papers", what: "insurance", expiredOn: "2026-01-31" }, { kind: "papers", what: "licence", expiredOn: null }],
    });
    expect(await come(site, { ...somebody(), employer: "Nobody Knows" })).toMatchObject({ state: "stopped", reasons: [{ kind: "papers", what: "unknown" }] });
  });

  it("count on their last day by the site's clock, and not on the next", async () => {
    const { company, site, admin } = await makeGate(papers("ask"));
    await contract(company.companyId, admin.claims.memberId, "Weka Roofing", "2026-06-30");
    const at = (now: string) => come(site, { ...somebody(), employer: "Weka Roofing" }, prepare(), makeVisitor(site, { now: new Date(now) }));
    expect(await at("2026-06-30T11:59:00Z")).toMatchObject({ outcome: "signed_in" });
    expect(await at("2026-06-30T12:01:00Z")).toMatchObject({ outcome: "held", state: "waiting" });
  });
});
