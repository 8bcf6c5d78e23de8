import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeVisitContext, type VisitorContext } from "#worker/context.ts";
import { findGreeting } from "#worker/domain/visit/greet.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { getOwnVisit, signOut } from "#worker/domain/visit/sign-out.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeRequest, makeVisitor, prepare, somebody } from "#worker/testing/factories.ts";

async function countOf(companyId: string) {
  const [row] = await asOwner()`select (select count(*)::int from visit where company_id = ${companyId}) as visits,
    (select count(*)::int from person where company_id = ${companyId}) as people,
    (select count(*)::int from audit_event where company_id = ${companyId}) as events`;
  return row as { visits: number; people: number; events: number };
}

const holder = (signOutToken: string) => makeVisitContext(makeRequest(), signOutToken);

describe("signing in", () => {
  it("makes exactly 60 visits and 60 events of 60 keys sent 8 times each at once", async () => {
    const { companyId, sites } = await makeCompany();
    const attempts = Array.from({ length: 60 }, () => ({ person: somebody(), prepared: prepare() }));
    const outcomes = await Promise.all(attempts.flatMap(({ person, prepared }) => Array.from({ length: 8 }, () => signIn(makeVisitor(sites[0]), { ...person, prepared }))));
    expect(outcomes.every(({ outcome }) => outcome === "signed_in")).toBe(true);
    expect(outcomes.filter((outcome) => outcome.outcome === "signed_in" && outcome.inserted)).toHaveLength(60);
    expect(await countOf(companyId)).toEqual({ visits: 60, people: 60, events: 60 });
  });

  it("costs one round trip", async () => {
    const { sites } = await makeCompany();
    const visitor = makeVisitor(sites[0]);
    await signIn(visitor, { ...somebody(), prepared: prepare() });
    expect(visitor.request.databaseTrips).toBe(1);
  });

  it("refuses a key that was used for other content, and changes nothing", async () => {
    const { companyId, sites } = await makeCompany();
    const prepared = prepare();
    await signIn(makeVisitor(sites[0]), { ...somebody(), prepared });
    expect(await signIn(makeVisitor(sites[0]), { ...somebody(), prepared })).toEqual({ outcome: "key_reused" });
    expect(await countOf(companyId)).toEqual({ visits: 1, people: 1, events: 1 });
  });

  it("says so when the same person is here already, and changes nothing", async () => {
    const { companyId, sites } = await makeCompany();
    const person = somebody();
    const first = prepare();
    await signIn(makeVisitor(sites[0]), { ...person, prepared: first });
    const again = await signIn(makeVisitor(sites[0]), { ...person, name: person.name.replace("Hēmi", "HEMI"), prepared: prepare() });
    expect(again).toEqual({ outcome: "already_here", openVisitId: first.visitId });
    expect(await countOf(companyId)).toEqual({ visits: 1, people: 1, events: 1 });
  });

  it("lets one in when the same person taps two forms at once", async () => {
    const { companyId, sites } = await makeCompany();
    const person = somebody();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => signIn(makeVisitor(sites[0]), { ...person, prepared: prepare() })));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...Array<string>(5).fill("already_here"), "signed_in"]);
    expect(await countOf(companyId)).toEqual({ visits: 1, people: 1, events: 1 });
  });

  it("keeps two people with one phone apart", async () => {
    const { companyId, sites } = await makeCompany();
    const { phone } = somebody();
    await signIn(makeVisitor(sites[0]), { ...somebody(), phone, prepared: prepare() });
    await signIn(makeVisitor(sites[0]), { ...somebody(), phone, prepared: prepare() });
    expect(await countOf(companyId)).toMatchObject({ visits: 2, people: 2 });
  });

  it("says what to mend, by field, and asks the database nothing", async () => {
    const { sites } = await makeCompany();
    const visitor = makeVisitor(sites[0]);
    const wrong = { name: " ", phone: "12", visitorType: "contractor" as const, employer: "x".repeat(101), prepared: prepare() };
    await expect(signIn(visitor, wrong)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      fields: { name: "Enter your name", phone: expect.stringContaining("like 021 123 4567") as string, employer: "Use 100 characters or fewer" },
    });
    expect(visitor.request.databaseTrips).toBe(0);
  });

  it("asks a contractor for their employer and nobody else", async () => {
    const { sites } = await makeCompany();
    const person = { ...somebody(), employer: "" };
    await expect(signIn(makeVisitor(sites[0]), { ...person, prepared: prepare() })).rejects.toMatchObject({ fields: { employer: "Enter the company you work for" } });
    await expect(signIn(makeVisitor(sites[0]), { ...person, visitorType: "visitor", prepared: prepare() })).resolves.toMatchObject({ outcome: "signed_in" });
  });

  it("refuses a link that was replaced, and a closed site, whatever the page still showed", async () => {
    const { sites } = await makeCompany(2);
    const [first, second] = sites as [(typeof sites)[0], (typeof sites)[0]];
    await asOwner()`update site_link set rotated_at = now() where site_id = ${first.siteId}`;
    await asOwner()`update site set closed_at = now() where id = ${second.siteId}`;
    await expect(signIn(makeVisitor(first), { ...somebody(), prepared: prepare() })).rejects.toMatchObject({ code: "LINK_ROTATED" });
    await expect(signIn(makeVisitor(second), { ...somebody(), prepared: prepare() })).rejects.toMatchObject({ code: "SITE_CLOSED" });
  });

  it("says soon that the database does not answer, and a retry under the same key makes the one visit", async () => {
    const { companyId, sites } = await makeCompany();
    const [person, prepared] = [somebody(), prepare()];
    const sql = asOwner();
    const held = sql.transaction([sql`select from audit_head where company_id = ${companyId} for update`, sql`select pg_sleep(1.5)`]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedMs = Date.now();
    const impatient = makeVisitor(sites[0], { variables: { DATABASE_BUDGET_MS: "200" } });
    await expect(signIn(impatient, { ...person, prepared })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(Date.now() - startedMs).toBeLessThan(1_000);
    await held;
    await signIn(makeVisitor(sites[0]), { ...person, prepared });
    expect(await countOf(companyId)).toEqual({ visits: 1, people: 1, events: 1 });
  });

  it("takes a name of a hundred signs of any script, and refuses one whose signs stand for more", async () => {
    const { sites } = await makeCompany();
    for (const name of ["한".repeat(100), "ā".repeat(100), "𐐷".repeat(50)]) {
      await expect(signIn(makeVisitor(sites[0]), { ...somebody(), name, prepared: prepare() })).resolves.toMatchObject({ outcome: "signed_in" });
    }
    await expect(signIn(makeVisitor(sites[0]), { ...somebody(), name: "ﷺ".repeat(100), prepared: prepare() })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("can't be led to another company's site by a link of one's own", async () => {
    const [mine, theirs] = [await makeCompany(), await makeCompany()];
    const crossed: VisitorContext = { ...makeVisitor(mine.sites[0]), siteId: theirs.sites[0].siteId };
    await expect(signIn(crossed, { ...somebody(), prepared: prepare() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await countOf(theirs.companyId)).toEqual({ visits: 0, people: 0, events: 0 });
  });
});

describe("a returning phone", () => {
  it("is greeted in one trip and signs in with one tap", async () => {
    const { companyId, sites } = await makeCompany();
    const [person, first] = [somebody(), prepare()];
    await signIn(makeVisitor(sites[0]), { ...person, prepared: first });
    await signOut(holder(first.signOutToken), { signOutToken: first.signOutToken });
    const visitor = makeVisitor(sites[0]);
    expect(await findGreeting(visitor, { earlierToken: first.signOutToken })).toMatchObject({ name: person.name, openHere: null, openElsewhere: null });
    expect(visitor.request.databaseTrips).toBe(1);
    expect(await signInAgain(makeVisitor(sites[0]), { earlierToken: first.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "signed_in", inserted: true });
    expect(await countOf(companyId)).toEqual({ visits: 2, people: 1, events: 3 });
  });

  it("makes one visit of one tap sent 8 times at once", async () => {
    const { companyId, sites } = await makeCompany();
    const [first, again] = [prepare(), prepare()];
    await signIn(makeVisitor(sites[0]), { ...somebody(), prepared: first });
    await signOut(holder(first.signOutToken), { signOutToken: first.signOutToken });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => signInAgain(makeVisitor(sites[0]), { earlierToken: first.signOutToken, prepared: again })));
    expect(outcomes.filter((outcome) => outcome.outcome === "signed_in")).toHaveLength(8);
    expect(await countOf(companyId)).toMatchObject({ visits: 2, events: 3 });
  });

  it("is told that it is signed in here, and offered to move from another site, where it is then assumed left", async () => {
    const { sites } = await makeCompany(2);
    const [first, second] = sites as [(typeof sites)[0], (typeof sites)[0]];
    const earlier = prepare();
    await signIn(makeVisitor(first), { ...somebody(), prepared: earlier });
    expect(await findGreeting(makeVisitor(first), { earlierToken: earlier.signOutToken })).toMatchObject({ openHere: { visitId: earlier.visitId }, openElsewhere: null });
    expect(await findGreeting(makeVisitor(second), { earlierToken: earlier.signOutToken })).toMatchObject({ openHere: null, openElsewhere: { siteName: first.name } });
    expect(await signInAgain(makeVisitor(second), { earlierToken: earlier.signOutToken, prepared: prepare() })).toMatchObject({ outcome: "signed_in" });
    const visit = await getOwnVisit(holder(earlier.signOutToken), { signOutToken: earlier.signOutToken });
    expect(visit).toMatchObject({ leftHow: "assumed_left", signedOutAt: expect.any(Date) as Date });
  });

  it("is on site at one place when it is tapped at two others at once", async () => {
    const { companyId, sites } = await makeCompany(3);
    const earlier = prepare();
    await signIn(makeVisitor(sites[0]), { ...somebody(), prepared: earlier });
    await Promise.all(sites.slice(1).map((site) => signInAgain(makeVisitor(site), { earlierToken: earlier.signOutToken, prepared: prepare() })));
    const [row] = await asOwner()`select count(*)::int as open from visit where company_id = ${companyId} and signed_out_at is null`;
    expect(row).toEqual({ open: 1 });
  });

  it("is a stranger to another company", async () => {
    const [mine, theirs] = [await makeCompany(), await makeCompany()];
    const earlier = prepare();
    await signIn(makeVisitor(mine.sites[0]), { ...somebody(), prepared: earlier });
    expect(await findGreeting(makeVisitor(theirs.sites[0]), { earlierToken: earlier.signOutToken })).toBeNull();
    expect(await signInAgain(makeVisitor(theirs.sites[0]), { earlierToken: earlier.signOutToken, prepared: prepare() })).toEqual({ outcome: "forgotten" });
    expect(await countOf(theirs.companyId)).toEqual({ visits: 0, people: 0, events: 0 });
  });
});

describe("signing out", () => {
  it("works once by the link, with one event, and says when it was used", async () => {
    const { companyId, sites } = await makeCompany();
    const { signOutToken, visitId } = prepare();
    await signIn(makeVisitor(sites[0]), { ...somebody(), prepared: { visitId, signOutToken } });
    const results = await Promise.all(Array.from({ length: 5 }, () => signOut(holder(signOutToken), { signOutToken })));
    expect(results.filter(({ endedNow }) => endedNow)).toHaveLength(1);
    expect(results.every(({ visit }) => visit.leftHow === "signed_out" || visit.signedOutAt === null)).toBe(true);
    expect(await countOf(companyId)).toMatchObject({ visits: 1, events: 2 });
  });

  it("does nothing once the link has expired", async () => {
    const { sites } = await makeCompany();
    const { signOutToken, visitId } = prepare();
    await signIn(makeVisitor(sites[0]), { ...somebody(), prepared: { visitId, signOutToken } });
    await asOwner()`update visit set sign_out_expires_at = now() - interval '1 minute' where id = ${visitId}`;
    expect(await signOut(holder(signOutToken), { signOutToken })).toMatchObject({ endedNow: false, visit: { signedOutAt: null } });
  });

  it("knows no visit by a token that was made up", async () => {
    const made = "A".repeat(43);
    await expect(getOwnVisit(holder(made), { signOutToken: made })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(signOut(holder("x"), { signOutToken: "x" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("gives the same link to each replay of a sign-in", () => {
    const { visitId, signOutToken } = prepare();
    expect(prepare(visitId).signOutToken).toBe(signOutToken);
    expect(prepare().signOutToken).not.toBe(signOutToken);
    expect(env.RUN_ID).toContain("test-");
  });
});
