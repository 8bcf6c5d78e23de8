import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeVisitContext, type MemberContext, type VisitorContext } from "#worker/context.ts";
import { decide, getEntry } from "#worker/domain/entry/decide.ts";
import { beginInduction } from "#worker/domain/induction/begin.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { createInduction } from "#worker/domain/induction/create.ts";
import { getInduction } from "#worker/domain/induction/get.ts";
import { publishInduction, withdrawInduction } from "#worker/domain/induction/publish.ts";
import { saveInductionDraft } from "#worker/domain/induction/save-draft.ts";
import { answerStep, getStep, type StepOutcome } from "#worker/domain/induction/step.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany, type MadeSite } from "#worker/testing/factories.ts";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";

const CONTENT = makeContent([
  makeBlock("heading", "h1"),
  makeBlock("text", "t1"),
  makeBlock("heading", "h2"),
  makeBlock("yes_no", "q1", { required: true, right: "yes" }),
  makeBlock("acknowledgement", "q2", { required: true }),
], { quiz: { passPercent: 100, attempts: 2, coolDownMinutes: 60, draw: null }, validDays: 30 });

type Prepared = ReturnType<typeof prepare>;

/** A published induction of the site, or of the whole company. */
async function publish(member: MemberContext, siteId: string | null, content: Content = CONTENT, visitorTypes: VisitorType[] = ["contractor"]) {
  const templateId = uuidv7();
  await createInduction(member, { templateId, siteId, name: "Site rules", visitorTypes, from: "nothing" });
  const draftNumber = await saveInductionDraft(member, { templateId, draftNumber: 1, name: "Site rules", visitorTypes, draft: content });
  const versionId = uuidv7();
  expect(await publishInduction(member, env, { templateId, draftNumber, versionId, redo: false })).toEqual({ outcome: "published", number: 1 });
  return { templateId, versionId, draftNumber };
}

async function begin(visitor: VisitorContext, versionId: string, prepared: Prepared, typed = somebody()) {
  const begun = await beginInduction(visitor, { visitId: prepared.visitId, versionId, languages: ["mi"], comer: { kind: "typed", typed } });
  if (begun.outcome !== "begun") throw new Error("somebody has to wait");
  return typed;
}

function answer(visitor: VisitorContext, prepared: Prepared, step: number, form: Record<string, string[]> = {}, earlierToken: string | null = null): Promise<StepOutcome> {
  return answerStep(visitor, env.FILES, { attemptId: prepared.visitId, step, form, signOutToken: prepared.signOutToken, earlierToken });
}

const RIGHT = { [idOf("q1")]: ["yes"], [idOf("q2")]: ["ticked"] };
const WRONG = { ...RIGHT, [idOf("q1")]: ["no"] };

const completionsOf = (companyId: string) => asOwner()`select template_id, version_number, language, answers, score, out_of, extract(day from valid_until - completed_at)::integer as days, person_id from completion where company_id = ${companyId} order by completed_at`;

async function made(siteCount = 1): Promise<{ company: MadeCompany; site: MadeSite; admin: MemberContext }> {
  const company = await makeCompany(siteCount);
  return { company, site: company.sites[0], admin: await makeMember(company, "admin") };
}

describe("doing an induction", () => {
  it("lets nobody in before it is done, and writes nothing then", async () => {
    const { company, site, admin } = await made();
    const { versionId } = await publish(admin, site.siteId);
    expect(await signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).toEqual({ outcome: "induction_due", versionId, reason: "none", visitorType: "contractor" });
    const [rows] = await asOwner()`select (select count(*)::int from visit where company_id = ${company.companyId}) as visits, (select count(*)::int from person where company_id = ${company.companyId}) as people`;
    expect(rows).toEqual({ visits: 0, people: 0 });
  });

  it("asks only the kinds of visitors that it is for", async () => {
    const { site, admin } = await made();
    await publish(admin, site.siteId);
    expect(await signIn(makeVisitor(site), { ...somebody(), visitorType: "delivery", prepared: prepare() })).toMatchObject({ outcome: "signed_in" });
  });

  it("signs in with the last step, in one trip, with one completion and one event", async () => {
    const { company, site, admin } = await made();
    const { versionId, templateId } = await publish(admin, site.siteId);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    expect(await answer(visitor, prepared, 0)).toEqual({ outcome: "next", step: 1 });
    expect(visitor.request.databaseTrips).toBe(0);
    expect(await answer(visitor, prepared, 1, RIGHT)).toMatchObject({ outcome: "signed_in", inserted: true });
    expect(visitor.request.databaseTrips).toBe(1);
    expect(await completionsOf(company.companyId)).toEqual([
      { template_id: templateId, version_number: 1, language: "en", answers: { [idOf("q1")]: "yes", [idOf("q2")]: "ticked" }, score: 1, out_of: 1, days: 30, person_id: expect.any(String) as string },
    ]);
    const events = await asOwner()`select action, changes from audit_event where company_id = ${company.companyId} and actor_kind = 'site_link'`;
    expect(events).toEqual([{ action: "visit.signed-in", changes: { visitorType: "contractor", induction: { version: versionId, language: "en", score: 1, outOf: 1 } } }]);
    const [visit] = await asOwner()`select v.completion_id is not null as has_one, v.inducted_until > now() as counts from visit v where v.company_id = ${company.companyId}`;
    expect(visit).toEqual({ has_one: true, counts: true });
  });

  it("makes one visit and one completion of a last step sent six times at once", async () => {
    const { company, site, admin } = await made();
    const { versionId } = await publish(admin, site.siteId);
    const prepared = prepare();
    await begin(makeVisitor(site), versionId, prepared);
    await answer(makeVisitor(site), prepared, 0);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => answer(makeVisitor(site), prepared, 1, RIGHT)));
    expect(outcomes.some((one) => one.status === "fulfilled" && one.value.outcome === "signed_in")).toBe(true);
    expect(await completionsOf(company.companyId)).toHaveLength(1);
  });

  it("lets nobody skip a step, not even one that is only read", async () => {
    const { site, admin } = await made();
    const { versionId } = await publish(admin, site.siteId);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    expect(await answer(visitor, prepared, 1, RIGHT)).toEqual({ outcome: "next", step: 0 });
    expect(await getStep(visitor, { attemptId: prepared.visitId, step: 1 })).toMatchObject({ step: 0 });
  });

  it("says what is missing, and keeps the place", async () => {
    const { site, admin } = await made();
    const { versionId } = await publish(admin, site.siteId);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    await answer(visitor, prepared, 0);
    expect(await answer(visitor, prepared, 1, { [idOf("q1")]: ["yes"] })).toMatchObject({ outcome: "again", fields: { [idOf("q2")]: expect.any(String) as string } });
    expect(await getStep(makeVisitor(site), { attemptId: prepared.visitId })).toMatchObject({ step: 1 });
  });

  it("asks a failed quiz again, and after so many failures makes the same person wait, whichever form they come with", async () => {
    const { company, site, admin } = await made();
    const { versionId } = await publish(admin, site.siteId);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    const typed = await begin(visitor, versionId, prepared);
    await answer(visitor, prepared, 0);
    expect(await answer(visitor, prepared, 1, WRONG)).toMatchObject({ outcome: "failed", triesLeft: 1, retryAfterSeconds: 0, firstStep: 1 });
    const second = await answer(visitor, prepared, 1, WRONG);
    expect(second).toMatchObject({ outcome: "failed", triesLeft: 0 });
    expect(second.outcome === "failed" && second.retryAfterSeconds).toBeGreaterThan(3500);
    expect(await answer(visitor, prepared, 1, RIGHT)).toMatchObject({ outcome: "failed", triesLeft: 0 });
    const other = prepare();
    expect(await beginInduction(makeVisitor(site), { visitId: other.visitId, versionId, languages: ["en"], comer: { kind: "typed", typed } })).toMatchObject({ outcome: "wait" });
    expect(await completionsOf(company.companyId)).toEqual([]);
  });

  it("stops whoever answers a critical question wrongly, whatever the score", async () => {
    const { company, site, admin } = await made();
    const critical = makeContent([makeBlock("heading", "h1"), makeBlock("yes_no", "q1", { required: true, right: "yes", critical: "stop" })]);
    const { versionId } = await publish(admin, site.siteId, critical);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    const reasons = [{ kind: "answers", questions: [idOf("q1")] }];
    // However often it is pressed, at once or after another, the log says it once.
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => answer(visitor, prepared, 0, { [idOf("q1")]: ["no"] }).catch((error: unknown) => error)));
    expect(outcomes.filter((outcome) => (outcome as { outcome?: string }).outcome === "held").length).toBeGreaterThan(0);
    expect(outcomes.find((outcome) => (outcome as { outcome?: string }).outcome === "held")).toEqual({ outcome: "held", state: "stopped", reasons });
    const events = await asOwner()`select action, changes from audit_event where company_id = ${company.companyId} and actor_kind = 'site_link'`;
    expect(events).toEqual([{ action: "entry.stopped", changes: { visitorType: "contractor", reasons } }]);
    expect(await completionsOf(company.companyId)).toEqual([]);
  });

  it("has a supervisor decide on an answer that asks for one, and the completion says who did", async () => {
    const { company, site, admin } = await made();
    const critical = makeContent([makeBlock("heading", "h1"), makeBlock("yes_no", "q1", { required: true, right: "yes", critical: "ask" })], { validDays: 30 });
    const { versionId } = await publish(admin, site.siteId, critical);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    expect(await answer(visitor, prepared, 0, { [idOf("q1")]: ["no"] })).toMatchObject({ outcome: "held", state: "waiting" });
    expect(await getEntry(admin, { id: prepared.visitId })).toMatchObject({ questions: { asked: [{ question: { id: idOf("q1") }, answer: "no" }] } });
    expect(await decide(admin, { id: prepared.visitId, decision: "approve" })).toEqual({ outcome: "approved" });
    const rows = await asOwner()`select c.approved_by, c.answers, v.completion_id = c.id as is_of_visit, v.inducted_until = c.valid_until as is_told from completion c join visit v on v.company_id = c.company_id and v.person_id = c.person_id where c.company_id = ${company.companyId}`;
    expect(rows).toEqual([{ approved_by: admin.claims.memberId, answers: { [idOf("q1")]: "no" }, is_of_visit: true, is_told: true }]);
    // It counts from their own phone, like every other completion.
    await signOut(makeVisitContext(makeRequest(), prepared.signOutToken), { signOutToken: prepared.signOutToken });
    expect(await signInAgain(makeVisitor(site), { earlierToken: prepared.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "signed_in" });
  });

  it("lets a slip on an answer that stops be put right by a supervisor, and by nobody who asks again", async () => {
    const { site, admin } = await made();
    const critical = makeContent([makeBlock("heading", "h1"), makeBlock("yes_no", "q1", { required: true, right: "yes", critical: "stop" })]);
    const { versionId } = await publish(admin, site.siteId, critical);
    const [visitor, first, second] = [makeVisitor(site), prepare(), prepare()];
    const typed = await begin(visitor, versionId, first);
    await answer(visitor, first, 0, { [idOf("q1")]: ["no"] });
    await begin(visitor, versionId, second, typed);
    expect(await answer(visitor, second, 0, { [idOf("q1")]: ["yes"] })).toMatchObject({ outcome: "held", state: "waiting", reasons: [{ kind: "stopped-before" }] });
    expect(await decide(admin, { id: first.visitId, decision: "approve" })).toEqual({ outcome: "approved" });
    expect(await getEntry(admin, { id: second.visitId })).toMatchObject({ state: "withdrawn" });
  });

  it("makes no completion of a quiz that was not passed, when a supervisor lets somebody in whom an answer stopped before it", async () => {
    const { company, site, admin } = await made();
    const blocks = [makeBlock("heading", "h1"), makeBlock("yes_no", "q1", { required: true, right: "yes", critical: "stop", points: 1 }), makeBlock("yes_no", "q2", { required: true, right: "yes", points: 3 })];
    const { versionId } = await publish(admin, site.siteId, makeContent(blocks, { quiz: { passPercent: 75, attempts: 2, coolDownMinutes: 60, draw: null } }));
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    expect(await answer(visitor, prepared, 0, { [idOf("q1")]: ["no"], [idOf("q2")]: ["no"] })).toMatchObject({ outcome: "held", state: "stopped" });
    expect(await getEntry(admin, { id: prepared.visitId })).toMatchObject({ score: { score: 0, outOf: 4, failed: { needed: 3 } } });
    expect(await decide(admin, { id: prepared.visitId, decision: "approve" })).toEqual({ outcome: "approved" });
    expect(await completionsOf(company.companyId)).toEqual([]);
    expect(await asOwner()`select completion_id, inducted_until, approved_by is not null as approved from visit where id = ${prepared.visitId}`).toEqual([{ completion_id: null, inducted_until: null, approved: true }]);
    // The next time they do it again.
    await signOut(makeVisitContext(makeRequest(), prepared.signOutToken), { signOutToken: prepared.signOutToken });
    expect(await signInAgain(makeVisitor(site), { earlierToken: prepared.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "induction_due", reason: "none" });
  });

  it("lets those who are halfway finish the version that they began, and records that one", async () => {
    const { company, site, admin } = await made();
    const { versionId, templateId, draftNumber } = await publish(admin, site.siteId);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    await begin(visitor, versionId, prepared);
    await answer(visitor, prepared, 0);
    expect(await publishInduction(admin, env, { templateId, draftNumber, versionId: uuidv7(), redo: true })).toEqual({ outcome: "published", number: 2 });
    expect(await answer(visitor, prepared, 1, RIGHT)).toMatchObject({ outcome: "signed_in" });
    expect(await completionsOf(company.companyId)).toMatchObject([{ version_number: 1 }]);
    expect(await signInAgain(makeVisitor(site), { earlierToken: prepared.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "induction_due", reason: "new-version" });
  });
});

describe("a person who comes back", () => {
  async function comeOnce() {
    const { company, site, admin } = await made(2);
    const published = await publish(admin, null);
    const [visitor, prepared] = [makeVisitor(site), prepare()];
    const typed = await begin(visitor, published.versionId, prepared);
    await answer(visitor, prepared, 0);
    await answer(visitor, prepared, 1, RIGHT);
    return { company, site, admin, prepared, typed, ...published };
  }

  it("is not asked again by their own phone, at another site of the company neither", async () => {
    const { company, prepared } = await comeOnce();
    const there = company.sites[1] as MadeSite;
    const visitor = makeVisitor(there);
    expect(await signInAgain(visitor, { earlierToken: prepared.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "signed_in", inserted: true });
    expect(visitor.request.databaseTrips).toBe(1);
    const [visit] = await asOwner()`select count(distinct completion_id)::int as completions, count(inducted_until)::int as told, count(*)::int as visits from visit where company_id = ${company.companyId}`;
    expect(visit).toEqual({ completions: 1, told: 2, visits: 2 });
  });

  it("is asked by a phone that nobody knows: knowing a name and a number proves nothing", async () => {
    const { company, typed } = await comeOnce();
    expect(await signIn(makeVisitor(company.sites[1] as MadeSite), { ...typed, prepared: prepare() })).toMatchObject({ outcome: "induction_due", reason: "none" });
  });

  it("is asked again once it has expired", async () => {
    const { company, prepared } = await comeOnce();
    await asOwner().transaction([
      asOwner()`alter table completion disable trigger completion_stands`,
      asOwner()`update completion set valid_until = now() - interval '1 minute' where company_id = ${company.companyId}`,
      asOwner()`alter table completion enable trigger completion_stands`,
    ]);
    expect(await signInAgain(makeVisitor(company.sites[1] as MadeSite), { earlierToken: prepared.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "induction_due", reason: "expired" });
  });

  it("does it again as whom their phone knows", async () => {
    const { company, prepared, admin, templateId, draftNumber } = await comeOnce();
    const again = uuidv7();
    await publishInduction(admin, env, { templateId, draftNumber, versionId: again, redo: true });
    const [visitor, next] = [makeVisitor(company.sites[1] as MadeSite), prepare()];
    await beginInduction(visitor, { visitId: next.visitId, versionId: again, languages: ["en"], comer: { kind: "remembered", visitorType: "contractor" } });
    await answer(visitor, next, 0);
    expect(await answer(visitor, next, 1, RIGHT, null)).toEqual({ outcome: "forgotten" });
    expect(await answer(visitor, next, 1, RIGHT, prepared.signOutToken)).toMatchObject({ outcome: "signed_in" });
    const rows = await completionsOf(company.companyId);
    expect(rows.map((row) => row["version_number"] as number)).toEqual([1, 2]);
    expect(new Set(rows.map((row) => row["person_id"] as string)).size).toBe(1);
  });

  it("is let in without once the induction is withdrawn", async () => {
    const { company, admin, templateId } = await comeOnce();
    expect(await withdrawInduction(admin, env, { templateId })).toBe(true);
    expect(await withdrawInduction(admin, env, { templateId })).toBe(false);
    expect(await signIn(makeVisitor(company.sites[1] as MadeSite), { ...somebody(), prepared: prepare() })).toMatchObject({ outcome: "signed_in" });
  });
});

describe("making an induction", () => {
  it("prefers a site's own to the company's", async () => {
    const { site, admin, company } = await made(2);
    const whole = await publish(admin, null);
    const own = await publish(admin, site.siteId);
    expect(await signIn(makeVisitor(site), { ...somebody(), prepared: prepare() })).toMatchObject({ versionId: own.versionId });
    expect(await signIn(makeVisitor(company.sites[1] as MadeSite), { ...somebody(), prepared: prepare() })).toMatchObject({ versionId: whole.versionId });
  });

  it("has one live at a site for a kind of visitor, and names the one that is in the way", async () => {
    const { site, admin } = await made();
    await publish(admin, site.siteId);
    const templateId = uuidv7();
    await createInduction(admin, { templateId, siteId: site.siteId, name: "Another", visitorTypes: ["visitor", "contractor"], from: "nothing" });
    const draftNumber = await saveInductionDraft(admin, { templateId, draftNumber: 1, name: "Another", visitorTypes: ["visitor", "contractor"], draft: CONTENT });
    expect(await publishInduction(admin, env, { templateId, draftNumber, versionId: uuidv7(), redo: false })).toEqual({ outcome: "taken", takenBy: "Site rules", takenType: "contractor" });
  });

  it("keeps a published version as it is, for the schema's owner too", async () => {
    const { admin, site } = await made();
    const { versionId } = await publish(admin, site.siteId);
    const attempts = [asOwner()`update induction_version set redo = true where id = ${versionId}`, asOwner()`delete from induction_version where id = ${versionId}`, asOwner()`truncate induction_version cascade`];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow("stands as it is");
  });

  it("tells whoever saves on an older draft, and publishes no draft that was not seen", async () => {
    const { admin, site } = await made();
    const { templateId, draftNumber } = await publish(admin, site.siteId);
    const draft = { ...CONTENT, validDays: 7 };
    const save = () => saveInductionDraft(admin, { templateId, draftNumber, name: "Site rules", visitorTypes: ["contractor"], draft });
    expect(await save()).toBe(draftNumber + 1);
    expect(await save()).toBe(draftNumber + 1);
    await expect(saveInductionDraft(admin, { templateId, draftNumber, name: "Other", visitorTypes: ["contractor"], draft })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(publishInduction(admin, env, { templateId, draftNumber, versionId: uuidv7(), redo: false })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("shuts a site manager in: reads the company's, changes their own sites' alone", async () => {
    const { company, site, admin } = await made(2);
    const whole = await publish(admin, null);
    const theirs = await publish(admin, (company.sites[1] as MadeSite).siteId);
    const manager = await makeMember(company, "site_manager", [site.siteId]);
    expect(await getInduction(manager, { templateId: whole.templateId })).toMatchObject({ publishedNumber: 1, liveFor: ["contractor"] });
    await expect(getInduction(manager, { templateId: theirs.templateId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const { templateId, draftNumber } of [whole, theirs]) {
      await expect(saveInductionDraft(manager, { templateId, draftNumber, name: "Mine", visitorTypes: ["visitor"], draft: CONTENT })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(publishInduction(manager, env, { templateId, draftNumber, versionId: uuidv7(), redo: false })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(withdrawInduction(manager, env, { templateId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(createInduction(manager, { templateId: uuidv7(), siteId: null, name: "Mine", visitorTypes: ["visitor"], from: "nothing" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await createInduction(manager, { templateId: uuidv7(), siteId: site.siteId, name: "Mine", visitorTypes: ["visitor"], from: { copyOf: whole.templateId } })).toBe(true);
  });
});
