/** What people see of their data and ask about it, and what the office does with it. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { makeVisitContext } from "#worker/context.ts";
import { checkInCrew } from "#worker/domain/entry/check-in.ts";
import { decide, listAtGates } from "#worker/domain/entry/decide.ts";
import { correctPerson } from "#worker/domain/person/correct.ts";
import { erasePerson } from "#worker/domain/person/erase.ts";
import { getHistory } from "#worker/domain/visit/list.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { signOut } from "#worker/domain/visit/sign-out.ts";
import { uuidv7 } from "uuidv7";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, somebody, type MadeCompany, type MadeMember, type MadeSite } from "#worker/testing/factories.ts";
import { expectWholeChains } from "#worker/testing/events.ts";
import { bookVisitor } from "#worker/domain/booking/make.ts";
import { today } from "#worker/testing/cases/booking.ts";
import { askPrivacy, getOwnRecord } from "./own-record.ts";
import type { RequestKind } from "./schemas.ts";
import { findHeld, getPersonOfTrace, recordRequest } from "./record.ts";
import { answerRequest, getRequest, getRequests } from "./work.ts";

let company: MadeCompany;
let here: MadeSite;
let there: MadeSite;
let admin: MadeMember;

beforeAll(async () => {
  company = await makeCompany(2);
  [here, there] = company.sites as [MadeSite, MadeSite];
  admin = await makeMember(company, "admin");
});

type Who = ReturnType<typeof somebody>;

/** Comes in and goes again. Gives the token of the visit. */
async function visit(site: MadeSite, who: Who, goes = true): Promise<string> {
  const prepared = prepare();
  await signIn(makeVisitor(site), { ...who, prepared });
  if (goes) await signOut(at(prepared.signOutToken), { signOutToken: prepared.signOutToken });
  return prepared.signOutToken;
}

const at = (signOutToken: string, now?: Date) => makeVisitContext(makeRequest(now ? { now } : {}), signOutToken);
const look = (signOutToken: string, heldTokens: string[] = []) => getOwnRecord(at(signOutToken), { signOutToken, heldTokens });
const ask = (signOutToken: string, kind: RequestKind, { text = "My name is Hemi", requestId = uuidv7(), now }: { text?: string; requestId?: string; now?: Date } = {}) =>
  askPrivacy(at(signOutToken, now), { signOutToken, requestId, kind, text });
const requestsOf = async (token: string) => (await look(token)).requests;
const answer = (requestId: string, state: "done" | "refused", text = "", isThem = true) => answerRequest(admin, { requestId, state, answer: text, isThem });
const searched = async (search: string) => (await getHistory(admin, { search })).visits.map(({ name, phone, employer }) => ({ name, phone, employer }));
const e164 = (phone: string) => `+64${phone.replace(/\D/g, "").slice(1)}`;

describe("what a visit's link shows", () => {
  it("is that visit, to who typed a name and a number; and of the other visits those that the same phone made", async () => {
    const who = somebody();
    const [first, second] = [await visit(there, who), await visit(here, who)];
    const own = await look(second);
    expect(own).toMatchObject({ state: "own", siteName: here.name, requests: [] });
    expect(own.held).toMatchObject({ name: who.name, phone: e164(who.phone), visitCount: 1, bans: [] });
    expect(JSON.stringify(own)).not.toContain(there.name);
    const { held } = await look(second, [first]);
    expect(held?.visits.map(({ siteName }) => siteName)).toEqual([here.name, there.name]);
  });

  it("is nothing of others on the same phone, by none of its tokens", async () => {
    const one = somebody();
    const other = { ...somebody(), phone: one.phone };
    const [token, others] = [await visit(here, one), await visit(here, other)];
    expect(JSON.stringify(await look(token, [others]))).not.toContain(other.name);
  });

  it("is all of it once the office has made sure who asks, at the link that asked and at no other", async () => {
    const who = somebody();
    const [first, second] = [await visit(there, who), await visit(here, who)];
    expect(await ask(second, "access", { text: "" })).toBe("asked");
    const [request] = await requestsOf(second);
    expect(await answer(request?.id ?? "", "done")).toBe(true);
    const { state, held } = await look(second);
    expect([state, held?.visits.map(({ siteName }) => siteName)]).toEqual(["all", [here.name, there.name]]);
    expect(await look(first)).toMatchObject({ state: "own", requests: [], held: { visitCount: 1 } });
    await asOwner()`update privacy_request set answered_at = now() - interval '31 days' where id = ${request?.id}`;
    expect((await look(second)).state).toBe("own");
  });

  it("is nothing after 90 days, and nothing can be asked by it", async () => {
    const token = await visit(here, somebody());
    await asOwner()`update visit set signed_in_at = now() - interval '91 days' where company_id = ${company.companyId} and sign_out_hash = ${`\\x${await digestOf(token)}`}::bytea`;
    expect(await look(token)).toMatchObject({ state: "old", held: null, requests: [] });
    expect(await ask(token, "erasure")).toBe("too-late");
  });

  it("is nothing of a company or a visit that it is not of", async () => {
    const { sites: [site] } = await makeCompany(1, "elsewhere");
    const [own, theirs] = [await visit(here, somebody()), await visit(site, somebody())];
    await expect(getOwnRecord(at(own), { signOutToken: theirs })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(askPrivacy(at(own), { signOutToken: theirs, requestId: uuidv7(), kind: "erasure", text: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(look("x".repeat(43))).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(JSON.stringify(await look(own, [theirs]))).not.toContain(site.name);
  });
});

describe("somebody who is not in yet", () => {
  it("is told so, and asks nothing by that link", async () => {
    const { sites: [site] } = await makeCompany();
    await asOwner()`update site set rules = '{"approval": ["contractor"]}' where id = ${site.siteId}`;
    const token = await visit(site, somebody(), false);
    const { held, ...shown } = await look(token);
    expect([held, shown]).toMatchObject([undefined, { state: "not-in", siteName: site.name, requests: [] }]);
    await expect(ask(token, "access")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is in the record of whoever came in later, and gone from it and from the log once erased", async () => {
    const made = await makeCompany();
    const owner = await makeMember(made, "owner");
    const [site, who] = [made.sites[0], somebody()];
    await asOwner()`update site set rules = '{"approval": ["contractor"]}' where id = ${site.siteId}`;
    const token = await visit(site, who, false);
    const id = (await listAtGates(owner)).waiting[0]?.id ?? "";
    await decide(owner, { id, decision: "approve", note: `${who.name} has a card` });
    await signOut(at(token), { signOutToken: token });
    const requestId = uuidv7();
    await ask(token, "erasure", { requestId, text: "" });
    expect(await getRequest(owner, { requestId })).toMatchObject({ held: { visitCount: 1, entryCount: 1, entries: [{ siteName: site.name, state: "approved", note: `${who.name} has a card` }] } });
    await erasePerson(owner, env.FILES, { personId: await personOf(token) });
    const left = JSON.stringify(await asOwner()`select openings, changes from audit_event where company_id = ${made.companyId}`);
    for (const word of [who.name, e164(who.phone), who.employer]) expect(left).not.toContain(word);
    await expectWholeChains([made.companyId]);
  });
});

const digestOf = async (token: string) => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))), (byte) => byte.toString(16).padStart(2, "0")).join("");

describe("a request", () => {
  it("of somebody who typed another's name keeps that one from nothing, and opens nothing but its own link", async () => {
    const who = somebody();
    const [stranger, own] = [await visit(here, who), await visit(there, who)];
    expect(await ask(stranger, "access", { text: "" })).toBe("asked");
    const requestId = uuidv7();
    expect(await ask(own, "access", { requestId, text: "" })).toBe("asked");
    expect((await getRequest(admin, { requestId })).askedFrom).toMatchObject({ siteName: there.name });
    await answer(requestId, "done");
    expect([(await look(own)).state, (await look(stranger)).state]).toEqual(["all", "own"]);
  });

  it("is one, however often its form is sent, and one open of each kind", async () => {
    const [token, requestId] = [await visit(here, somebody()), uuidv7()];
    expect(await Promise.all([1, 2, 3].map(() => ask(token, "correction", { requestId })))).toEqual(["asked", "asked", "asked"]);
    expect(await ask(token, "correction")).toBe("open");
    expect(await ask(token, "erasure", { text: "" })).toBe("asked");
    expect((await requestsOf(token)).map(({ kind }) => kind).sort()).toEqual(["correction", "erasure"]);
    await answer(requestId, "refused", "It is right as it is");
    expect(await ask(token, "correction", { requestId })).toBe("asked");
    expect(await requestsOf(token)).toHaveLength(2);
    expect(await ask(token, "correction")).toBe("asked");
    expect((await asOwner()`select 1 from audit_event where action = 'privacy.asked' and subject_id = ${requestId}`).length).toBe(1);
  });

  it("says what is wrong, in words that can be kept", async () => {
    const token = await visit(here, somebody());
    await expect(ask(token, "correction", { text: "  " })).rejects.toMatchObject({ fields: { text: "Say what is wrong, and what is right" } });
    await expect(ask(token, "erasure", { text: "x".repeat(2_001) })).rejects.toMatchObject({ fields: { text: "Use 2,000 characters or fewer" } });
    expect(await requestsOf(token)).toEqual([]);
  });

  it("is due twenty working days after the day it came where the company is, not where the clock is", async () => {
    // Half past eleven at night in Greenwich is the next noon in Auckland.
    const token = await visit(here, somebody());
    await ask(token, "correction", { now: new Date("2026-08-02T23:30:00Z") });
    expect(await requestsOf(token)).toMatchObject([{ dueOn: "2026-08-31" }]);
    const another = await visit(here, somebody());
    await ask(another, "correction", { now: new Date("2026-08-03T11:30:00Z") });
    expect(await requestsOf(another)).toMatchObject([{ dueOn: "2026-08-31" }]);
    const later = await visit(here, somebody());
    await ask(later, "correction", { now: new Date("2026-08-03T12:30:00Z") });
    expect(await requestsOf(later)).toMatchObject([{ dueOn: "2026-09-01" }]);
  });

  it("is listed by what is due first, with all that is held, and is nothing to a site manager or another company", async () => {
    const made = await makeCompany();
    const owner = await makeMember(made, "owner");
    const [early, late] = [await visit(made.sites[0], somebody()), await visit(made.sites[0], somebody())];
    await ask(late, "erasure", { now: new Date("2026-11-20T00:00:00Z") });
    await ask(early, "access", { now: new Date("2026-11-02T00:00:00Z") });
    const { requests, openCount } = await getRequests(owner);
    expect([openCount, requests.map(({ kind }) => kind)]).toEqual([2, ["access", "erasure"]]);
    const requestId = requests[0]?.id ?? "";
    expect(await getRequest(owner, { requestId })).toMatchObject({ kind: "access", askedFrom: { siteName: expect.any(String) as string }, isErased: false, held: { visitCount: 1 } });
    const manager = await makeMember(made, "site_manager", [made.sites[0].siteId]);
    const works = [() => getRequests(manager), () => getRequest(manager, { requestId }), () => answerRequest(manager, { requestId, state: "done", answer: "", isThem: true })];
    for (const work of works) await expect(work()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getRequest(admin, { requestId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answer(requestId, "done")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("that came by phone is written down from a visit, with the clock of the day it came", async () => {
    const token = await visit(here, somebody());
    const [traceId, requestId] = [await visitOf(token), uuidv7()];
    const request = { trace: "visit" as const, traceId, requestId, kind: "erasure" as const, text: "Take me out", cameOn: "2026-08-03" };
    for (const turn of [1, 2]) expect([turn, await recordRequest(admin, request)]).toEqual([turn, undefined]);
    expect(await getRequest(admin, { requestId })).toMatchObject({ kind: "erasure", dueOn: "2026-08-31", askedFrom: null, askedAt: "2026-08-03T00:00:00.000Z" });
    expect(await requestsOf(token)).toEqual([]);
    await expect(recordRequest(admin, { ...request, requestId: uuidv7() })).rejects.toMatchObject({ fields: { kind: "One of this kind is open already: answer that one" } });
    await expect(recordRequest(admin, { ...request, requestId: uuidv7(), kind: "access", cameOn: "2199-01-01" })).rejects.toMatchObject({ fields: { cameOn: "Choose a day that is not after today" } });
    const theirs = await visitOf(await visit((await makeCompany()).sites[0], somebody()));
    for (const work of [() => recordRequest(admin, { ...request, traceId: theirs }), () => getPersonOfTrace(admin, { trace: "visit", traceId: theirs }), () => getPersonOfTrace(admin, { trace: "entry", traceId })]) await expect(work()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is answered once: done by who has made sure that it is them, refused with a reason", async () => {
    const token = await visit(here, somebody());
    const requestId = uuidv7();
    await ask(token, "access", { text: "", requestId });
    await expect(answer(requestId, "done", "", false)).rejects.toMatchObject({ fields: { isThem: "Make sure that it is them, then tick the box" } });
    await expect(answer(requestId, "refused", " ")).rejects.toMatchObject({ fields: { answer: "Say why: a refusal needs its reason" } });
    expect(await answer(requestId, "refused", "We could not reach you", false)).toBe(true);
    expect(await answer(requestId, "done")).toBe(false);
    expect(await look(token)).toMatchObject({ state: "own", requests: [{ state: "refused", answer: "We could not reach you" }] });
    expect((await getRequests(admin, { isAnswered: true })).requests.map(({ id }) => id)).toContain(requestId);
  });
});

describe("a correction", () => {
  it("stands in the register, the history and the search, and the log keeps what was there before", async () => {
    const who = { ...somebody(), employer: "Tui Scafolding" };
    const earlier = await visit(there, { ...who, employer: "Rātā Roofing" });
    const token = await visit(here, who);
    const personId = await personOf(token);
    const right = somebody();
    expect(await correctPerson(admin, { personId, name: right.name, phone: right.phone, employer: "Tūī Scaffolding" })).toBe("corrected");
    expect(await correctPerson(admin, { personId, name: right.name, phone: right.phone, employer: "Tūī Scaffolding" })).toBe("same");
    const phone = e164(right.phone);
    expect(await searched(right.name)).toEqual([{ name: right.name, phone, employer: "Tūī Scaffolding" }, { name: right.name, phone, employer: "Rātā Roofing" }]);
    expect(await searched(`${right.phone}`)).toHaveLength(2);
    expect(await searched(`${right.name} rata`)).toHaveLength(1);
    expect([await searched(who.name), await searched(who.phone), await searched("scafolding")]).toEqual([[], [], []]);
    expect((await look(earlier)).held).toMatchObject({ name: right.name, phone });
    const [event] = (await asOwner()`select changes, openings from audit_event where action = 'person.corrected' and subject_id = ${personId}`) as { changes: object; openings: Record<string, { value: string }> }[];
    expect(event?.changes).toEqual({ name: true, phone: true, employer: true });
    expect([event?.openings["nameBefore"]?.value, event?.openings["nameAfter"]?.value, event?.openings["employerBefore"]?.value]).toEqual([who.name, right.name, "Tui Scafolding"]);
    expect(await personAfterReturn(right)).toBe(personId);
    await expectWholeChains([company.companyId]);
  });

  it("makes nobody into somebody who is there already, and changes nothing of who is gone or another's", async () => {
    const [one, other] = [somebody(), somebody()];
    const [personId, elsewhere] = [await personOf(await visit(here, one)), (await makeCompany()).sites[0]];
    await visit(here, other);
    expect(await correctPerson(admin, { personId, name: other.name, phone: other.phone, employer: "" })).toBe("exists");
    expect(await searched(one.name)).toHaveLength(1);
    const theirs = await personOf(await visit(elsewhere, somebody()));
    await expect(correctPerson(admin, { personId: theirs, name: "Mere", phone: one.phone, employer: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(correctPerson(admin, { personId, name: "", phone: "12", employer: "" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("takes a ban with it", async () => {
    const who = somebody();
    const personId = await personOf(await visit(here, who));
    await ban(who);
    const right = somebody();
    await correctPerson(admin, { personId, name: right.name, phone: right.phone, employer: "" });
    expect(await asOwner()`select name, phone from ban where company_id = ${company.companyId}`).toEqual([{ name: right.name, phone: e164(right.phone) }]);
    await expect(erasePerson(admin, env.FILES, { personId })).rejects.toMatchObject({ code: "PERSON_BANNED" });
  });
});

describe("who never came in", () => {
  const searchFor = async (search: string, by = admin) => (await findHeld(by, { search })).found.map(({ trace, name, visits, isOnSite }) => ({ trace, name, visits, isOnSite }));

  it("is found by name or number as who was stopped, was only invited, or is banned, and seen, corrected and erased like anybody", async () => {
    const [stopped, invited] = [somebody(), somebody()];
    await asOwner()`update site set rules = '{"approval": ["contractor"]}'::jsonb where id = ${here.siteId}`;
    await signIn(makeVisitor(here), { ...stopped, prepared: prepare() });
    await asOwner()`update site set rules = '{}'::jsonb where id = ${here.siteId}`;
    await bookVisitor(admin, { formId: uuidv7(), visitor: { siteId: there.siteId, ...invited, email: "", host: "", note: "", fromOn: today(), toOn: today() } });
    expect(await searchFor(stopped.name)).toEqual([{ trace: "entry", name: stopped.name, visits: 0, isOnSite: false }]);
    expect(await searchFor(invited.phone)).toEqual([{ trace: "booking", name: invited.name, visits: 0, isOnSite: false }]);
    expect(await searchFor("")).toEqual([]);
    expect(await searchFor(stopped.name, await makeMember(await makeCompany(), "owner"))).toEqual([]);

    for (const [who, trace, list] of [[stopped, "entry", "entries"], [invited, "booking", "bookings"]] as const) {
      const [{ traceId = "" } = {}] = (await findHeld(admin, { search: who.name })).found;
      const requestId = uuidv7();
      await recordRequest(admin, { trace, traceId, requestId, kind: "erasure", text: "", cameOn: "2026-08-03" });
      const { personId, held, onSiteAt } = await getRequest(admin, { requestId });
      expect([held.name, held.employer, held.visitCount, held[list].length, onSiteAt]).toEqual([who.name, who.employer, 0, 1, null]);
      expect(await correctPerson(admin, { personId, name: `${who.name} Paki`, phone: who.phone, employer: "Rātā Roofing" })).toBe("corrected");
      expect((await getRequest(admin, { requestId })).held).toMatchObject({ name: `${who.name} Paki`, employer: "Rātā Roofing", visitCount: 0 });
      expect((await getRequest(admin, { requestId })).held[list]).toHaveLength(1);
      await erasePerson(admin, env.FILES, { personId });
      expect(await searchFor(who.phone)).toEqual([]);
    }
    await expectWholeChains([company.companyId]);
  });

  it("has one row with who came in under the same name and number", async () => {
    const who = somebody();
    await visit(here, who, false);
    await bookVisitor(admin, { formId: uuidv7(), visitor: { siteId: there.siteId, ...who, email: "", host: "", note: "", fromOn: today(), toOn: today() } });
    expect(await searchFor(who.name)).toEqual([{ trace: "visit", name: who.name, visits: 1, isOnSite: true }]);
  });
});

describe("an erasure", () => {
  it("takes somebody who was expected, too, with what the booking said of them", async () => {
    const who = somebody();
    const token = await visit(here, who);
    await bookVisitor(admin, { formId: uuidv7(), visitor: { siteId: here.siteId, ...who, email: "", host: "", note: "", fromOn: today(), toOn: today() } });
    const [row] = await asOwner()`select person_id from visit where phone = ${e164(who.phone)}`;
    await erasePerson(admin, env.FILES, { personId: row?.["person_id"] as string });
    expect((await look(token)).state).toBe("erased");
    expect(await asOwner()`select name, phone from booking where company_id = ${company.companyId} and phone = ${e164(who.phone)}`).toEqual([]);
    await expectWholeChains([company.companyId]);
  });

  it("is forgotten by their phone, which still has its cookie, and by a crew's form that was open; a second press changes nothing", async () => {
    const token = await visit(here, somebody());
    const personId = await personOf(token);
    await erasePerson(admin, env.FILES, { personId });
    expect(await signInAgain(makeVisitor(here), { earlierToken: token, prepared: prepare() })).toEqual({ outcome: "forgotten" });
    const crew = await checkInCrew(admin, env, { siteId: here.siteId, siteCode: here.code, crewId: uuidv7(), known: [personId], people: [], notices: [] });
    expect(crew.map(({ outcome }) => outcome)).toEqual(["gone"]);
    await erasePerson(admin, env.FILES, { personId });
    expect(await asOwner()`select count(*)::integer from audit_event where subject_id = ${personId} and action = 'person.erased'`).toEqual([{ count: 1 }]);
    expect(await asOwner()`select count(*)::integer from visit where person_id = ${personId}`).toEqual([{ count: 1 }]);
  });

  it("answers what was open and leaves no word of what they wrote, were answered, or were called before", async () => {
    const who = somebody();
    const token = await visit(here, who);
    const personId = await personOf(token);
    const [correction, erasure] = [uuidv7(), uuidv7()];
    await ask(token, "correction", { requestId: correction, text: `I am not ${who.name}` });
    await correctPerson(admin, { personId, name: "Ēriata Paki", phone: who.phone, employer: who.employer });
    await answer(correction, "done", "Ēriata, it is corrected");
    await ask(token, "erasure", { requestId: erasure, text: "I was never here" });
    await erasePerson(admin, env.FILES, { personId });
    expect(await getRequest(admin, { requestId: erasure })).toMatchObject({ state: "done", text: "", answer: "", isErased: true, name: "Erased" });
    expect(await look(token)).toMatchObject({ state: "erased", held: null, requests: [{ kind: "erasure", state: "done", text: "" }, { kind: "correction", text: "", answer: "" }] });
    expect(await ask(token, "access")).toBe("too-late");
    const left = JSON.stringify(await asOwner()`select openings, changes from audit_event where company_id = ${company.companyId}`);
    for (const word of [who.name, "Ēriata", e164(who.phone)]) expect(left).not.toContain(word);
    await expectWholeChains([company.companyId]);
  });

  it("waits for who is on site, and the request says where", async () => {
    const token = await visit(here, somebody(), false);
    const [personId, requestId] = [await personOf(token), uuidv7()];
    await ask(token, "erasure", { requestId });
    await expect(erasePerson(admin, env.FILES, { personId })).rejects.toMatchObject({ code: "PERSON_ON_SITE" });
    expect(await getRequest(admin, { requestId })).toMatchObject({ onSiteAt: here.name, isBanned: false });
  });

  it("waits for a ban to its last day by the clock of its site, wherever that is", async () => {
    const own = await makeCompany();
    const [site, its] = [own.sites[0], await makeMember(own, "admin")];
    // A zone in which it is another day now than in UTC.
    const zone = new Date().getUTCHours() < 12 ? "Etc/GMT+12" : "Etc/GMT-14";
    await asOwner()`update site set time_zone = ${zone} where id = ${site.siteId}`;
    const personId = await personOf(await visit(site, somebody()));
    await asOwner()`insert into ban (company_id, id, site_id, phone, name, name_key, reason, banned_by, banned_at, until_on)
      select company_id, ${uuidv7()}, ${site.siteId}, phone, name, name_key, 'Fought', ${its.claims.memberId}, now(), (now() at time zone ${zone})::date from person where id = ${personId}`;
    await expect(erasePerson(its, env.FILES, { personId })).rejects.toMatchObject({ code: "PERSON_BANNED" });
    await asOwner()`update ban set until_on = until_on - 1 where company_id = ${own.companyId}`;
    await erasePerson(its, env.FILES, { personId });
    expect(await asOwner()`select name from person where id = ${personId}`).toEqual([{ name: "Erased" }]);
  });
});

async function personOf(token: string): Promise<string> {
  const [row] = await asOwner()`select person_id from visit where sign_out_hash = ${`\\x${await digestOf(token)}`}::bytea`;
  return row?.["person_id"] as string;
}

async function visitOf(token: string): Promise<string> {
  const [row] = await asOwner()`select id from visit where sign_out_hash = ${`\\x${await digestOf(token)}`}::bytea`;
  return row?.["id"] as string;
}

const personAfterReturn = async (who: Who) => personOf(await visit(here, who));

async function ban({ name, phone }: Who): Promise<void> {
  const { companyId } = company;
  await asOwner()`insert into ban (company_id, id, phone, name, name_key, reason, banned_by, banned_at)
    select ${companyId}, ${uuidv7()}, p.phone, p.name, p.name_key, 'Fought', ${admin.claims.memberId}, now() from person p where p.company_id = ${companyId} and p.name = ${name} and p.phone = ${e164(phone)}`;
}
