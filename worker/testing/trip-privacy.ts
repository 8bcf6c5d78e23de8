/** The trips of what people ask about their data, and of the office's work on it. */
import { uuidv7 } from "uuidv7";
import { writeSession } from "#worker/http/session-cookie.ts";
import { makeBooking } from "./cases/booking.ts";
import { makeAsked, makeInvitedAsked } from "./cases/privacy.ts";
import { makeCompany, makeMember, makeRequest, type MadeSite } from "./factories.ts";
import type { Case, Sent } from "./trip-case.ts";
import { makeVisit } from "./world.ts";

/** By the link of a visit. */
const byLink = (form?: Record<string, string>) => async (): Promise<Sent> => {
  const path = `/v/${(await makeVisit((await makeCompany()).sites[0])).signOutToken}/held`;
  return form ? { path, form: { requestId: uuidv7(), ...form } } : { path };
};

/** By the link of an invitation. */
const byInvitation = (form?: Record<string, string>) => async (): Promise<Sent> => {
  const company = await makeCompany();
  await makeMember(company, "admin");
  const path = `/b/${(await makeBooking(company.sites[0])).token}/held`;
  return form ? { path, form: { requestId: uuidv7(), ...form } } : { path };
};

/** By an admin of a new company, of its site. */
const byAdmin = (send: (site: MadeSite) => Promise<Sent> | Sent) => async (): Promise<Sent> => {
  const company = await makeCompany();
  const cookie = (await writeSession(makeRequest(), (await makeMember(company, "admin")).claims)).split(";")[0] ?? "";
  return { ...(await send(company.sites[0])), cookie };
};

const work = (form: Record<string, string>) => byAdmin(async (site) => ({ path: `/privacy/${(await makeAsked(site)).requestId}`, form }));

export const PRIVACY: Record<string, Case[]> = {
  "GET /v/:token/held": [
    { when: "what is held about a visitor", trips: 1, status: 200, send: byLink() },
    { when: "a token that cannot be one", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/v/nothing/held" }) },
  ],
  "POST /v/:token/held": [
    { when: "a request", trips: 1, status: 303, send: byLink({ intent: "erasure", erasure: "" }) },
    { when: "a correction without words, and the page again", trips: 1, status: 400, send: byLink({ intent: "correction", correction: "" }) },
    { when: "the same page in our other language", trips: 1, status: 200, send: byLink({ intent: "stay", correction: "My name is Hēmi" }) },
  ],
  "GET /b/:token/held": [
    { when: "what is held about who was invited", trips: 1, status: 200, send: byInvitation() },
    { when: "a token that cannot be one", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/b/nothing/held" }) },
  ],
  "POST /b/:token/held": [{ when: "a request", trips: 1, status: 303, send: byInvitation({ intent: "erasure", erasure: "" }) }],
  "GET /privacy": [
    { when: "an admin looks", trips: 1, status: 200, send: byAdmin(() => ({ path: "/privacy" })) },
    { when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: "/privacy" }) },
  ],
  "GET /privacy/new": [{ when: "an admin looks for somebody", trips: 1, status: 200, send: byAdmin((site) => ({ path: `/privacy/new?q=${site.code}` })) }, { when: "an admin looks", trips: 1, status: 200, send: byAdmin(async (site) => ({ path: `/privacy/new?visit=${(await makeVisit(site)).visitId}` })) }],
  "POST /privacy/new": [
    { when: "it is written down", trips: 1, status: 303, send: byAdmin(async (site) => ({ path: "/privacy/new", form: { requestId: uuidv7(), trace: "visit", traceId: (await makeVisit(site)).visitId, kind: "access", text: "", cameOn: "2026-01-20" } })) },
    {
      when: "no kind was chosen, and the page again", trips: 1, status: 400,
      send: byAdmin(async (site) => {
        const { visitId } = await makeVisit(site);
        return { path: `/privacy/new?visit=${visitId}`, form: { requestId: uuidv7(), trace: "visit", traceId: visitId, kind: "", text: "", cameOn: "2026-01-20" } };
      }),
    },
  ],
  "GET /privacy/:id": [{ when: "an admin looks", trips: 1, status: 200, send: byAdmin(async (site) => ({ path: `/privacy/${(await makeAsked(site)).requestId}` })) }],
  "POST /privacy/:id": [
    { when: "an answer", trips: 1, status: 303, send: work({ intent: "answer", state: "done", answer: "It is corrected", isThem: "yes" }) },
    { when: "a refusal without its reason, and the page again", trips: 1, status: 400, send: work({ intent: "answer", state: "refused", answer: "" }) },
    {
      when: "their link by mail", trips: 1, status: 303,
      send: byAdmin(async (site) => {
        const { requestId, bookingId } = await makeInvitedAsked(site);
        return { path: `/privacy/${requestId}`, form: { intent: "send-link", bookingId } };
      }),
    },
    {
      when: "a correction", trips: 1, status: 303,
      send: byAdmin(async (site) => {
        const { requestId, personId } = await makeAsked(site);
        return { path: `/privacy/${requestId}`, form: { intent: "correct", personId, name: "Hēmi Parata", phone: "021 555 0199", employer: "" } };
      }),
    },
    {
      when: "an erasure", trips: 1, status: 303,
      send: byAdmin(async (site) => {
        const { requestId, personId } = await makeAsked(site);
        return { path: `/privacy/${requestId}`, form: { intent: "erase", personId, isThem: "yes" } };
      }),
    },
    { when: "an erasure without the tick, and the page again", trips: 1, status: 400, send: work({ intent: "erase", personId: uuidv7() }) },
  ],
};
