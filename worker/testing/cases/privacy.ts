/** What people ask about their data, and the office's work on it. */
import { uuidv7 } from "uuidv7";
import { makeOwnBookingContext, makeVisitContext } from "#worker/context.ts";
import type { RequestKind } from "#worker/domain/privacy/schemas.ts";
import { asOwner } from "../database.ts";
import { makeRequest, somebody, type MadeSite } from "../factories.ts";
import { makeBooking } from "./booking.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import type { RouteCase, RouteCases } from "./route-case.ts";
import { addPastVisit } from "./rows.ts";

const TEXT = "My name is written wrongly";

/** Somebody who was at the site has asked. Gives the request and who asked. */
export async function makeAsked(site: MadeSite, kind: RequestKind = "correction"): Promise<{ requestId: string; personId: string }> {
  const [requestId, { visitId, personId }] = [uuidv7(), await addPastVisit(site)];
  await asOwner()`insert into privacy_request (company_id, id, person_id, visit_id, kind, text, asked_at, due_on)
    values (${site.companyId}, ${requestId}, ${personId}, ${visitId}, ${kind}, ${TEXT}, now(), '2027-01-20')`;
  return { requestId, personId };
}

/** Somebody who was only invited, to an address that is held, has asked by word of mouth to see it. */
export async function makeInvitedAsked(site: MadeSite, email = "hemi@example.test"): Promise<{ requestId: string; bookingId: string }> {
  const [requestId, personId, { bookingId }] = [uuidv7(), uuidv7(), await makeBooking(site)];
  await asOwner()`update booking set email = ${email} where id = ${bookingId}`;
  await asOwner()`insert into person (company_id, id, phone, name, name_key) select company_id, ${personId}, phone, name, name_key from booking where id = ${bookingId}`;
  await asOwner()`insert into privacy_request (company_id, id, person_id, kind, text, asked_at, due_on) values (${site.companyId}, ${requestId}, ${personId}, 'access', '', now(), '2027-01-20')`;
  return { requestId, bookingId };
}

const invited = (_at: At, { token }: { token: string }) => makeOwnBookingContext(makeRequest(), token);
const invitedToken = async ({ site }: At) => ({ token: (await makeBooking(site)).token });
const holder = (_at: At, { signOutToken }: { signOutToken: string }) => makeVisitContext(makeRequest(), signOutToken);
const ownToken = async ({ site }: At) => ({ signOutToken: (await addPastVisit(site)).signOutToken });
const asked = async ({ site }: At) => ({ requestId: (await makeAsked(site)).requestId });

export const PRIVACY_CASES: Cases = {
  getOwnRecord: caseOf({ by: "visit", input: ownToken, context: holder, sees: ({ site }) => site.code }),
  askPrivacy: caseOf({
    by: "visit",
    event: "privacy.asked",
    input: async (at) => ({ ...(await ownToken(at)), requestId: uuidv7(), kind: "correction", text: TEXT }),
    context: holder,
    makes: ["requestId"],
    crossed: { requestId: "own" },
  }),
  getInvitedRecord: caseOf({ by: "booking", input: invitedToken, context: invited, sees: ({ site }) => site.code }),
  askInvited: caseOf({
    by: "booking",
    event: "privacy.asked",
    input: async (at) => ({ ...(await invitedToken(at)), requestId: uuidv7(), kind: "correction", text: TEXT }),
    context: invited,
    makes: ["requestId"],
    crossed: { requestId: "own" },
  }),
  sendOwnLink: { by: "member", event: "privacy.link-sent", input: ({ site }) => makeInvitedAsked(site) },
  findHeld: { by: "member", input: ({ site }) => ({ search: site.code }), sees: ({ site }) => site.code },
  getPersonOfTrace: caseOf({ by: "member", input: async ({ site }) => ({ trace: "visit", traceId: (await addPastVisit(site)).visitId }), plain: ["visit"], sees: ({ site }) => site.code }),
  recordRequest: caseOf({
    by: "member",
    event: "privacy.recorded",
    input: async ({ site }) => ({ trace: "visit", traceId: (await addPastVisit(site)).visitId, requestId: uuidv7(), kind: "erasure", text: "Take me out of it", cameOn: "2026-01-20" }),
    makes: ["requestId"],
    crossed: { requestId: "own" },
  }),
  getRequests: { by: "member", input: () => ({}) },
  getRequest: caseOf({ by: "member", input: asked, sees: ({ site }) => site.code }),
  answerRequest: caseOf({ by: "member", event: "privacy.answered", input: async (at) => ({ ...(await asked(at)), state: "done", answer: "It is corrected now", isThem: true }) }),
  correctPerson: caseOf({
    by: "member",
    event: "person.corrected",
    input: async ({ site }) => {
      const { name, phone } = somebody();
      return { personId: (await addPastVisit(site)).personId, name, phone, employer: "Rātā Roofing" };
    },
  }),
};

const work = (form: (personId: string) => Record<string, string>, on = ""): RouteCase => ({
  needs: "privacy.work",
  ok: 303,
  foreign: 404,
  on: ({ path }) => `${path}${on}`,
  send: async ({ site }) => {
    const { requestId, personId } = await makeAsked(site);
    return { path: `/privacy/${requestId}`, form: form(personId) };
  },
});

export const PRIVACY_ROUTES: RouteCases = {
  "GET /privacy": { needs: "privacy.work", ok: 200, send: () => ({ path: "/privacy" }) },
  "GET /privacy/new, search": { needs: "privacy.work", ok: 200, foreign: null, send: ({ site }) => ({ path: `/privacy/new?q=${site.code}` }) },
  "GET /privacy/new": { needs: "privacy.work", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/privacy/new?visit=${(await addPastVisit(site)).visitId}` }) },
  "POST /privacy/new": {
    needs: "privacy.work",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ site }) => {
      const { visitId } = await addPastVisit(site);
      return { path: `/privacy/new?visit=${visitId}`, form: { requestId: uuidv7(), trace: "visit", traceId: visitId, kind: "access", text: "", cameOn: "2026-01-20" } };
    },
  },
  "GET /privacy/:id": { needs: "privacy.work", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/privacy/${(await makeAsked(site)).requestId}` }) },
  "POST /privacy/:id, answer": work(() => ({ intent: "answer", state: "done", answer: "", isThem: "yes" })),
  "POST /privacy/:id, send-link": {
    needs: "privacy.work",
    ok: 303,
    foreign: 404,
    on: ({ path }) => path,
    send: async ({ site }) => {
      const { requestId, bookingId } = await makeInvitedAsked(site);
      return { path: `/privacy/${requestId}`, form: { intent: "send-link", bookingId } };
    },
  },
  "POST /privacy/:id, correct": work((personId) => ({ intent: "correct", personId, name: `Mere ${personId.slice(-6)}`, phone: "021 555 0188", employer: "" })),
  "POST /privacy/:id, erase": { ...work((personId) => ({ intent: "erase", personId, isThem: "yes" }), "?ask=erase"), needs: "person.erase" },
};
