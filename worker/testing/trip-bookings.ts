/** The trips of the office's pages of who is expected. */
import { env } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { arrivalForm, makeBooking, someVisitor } from "./cases/booking.ts";
import { makeCompany, makeMember, makeRequest, type MadeSite } from "./factories.ts";
import type { Case, Sent } from "./trip-case.ts";

/** Asked by an admin of a new company, of its site. */
const asked = (send: (site: MadeSite) => Promise<Sent> | Sent) => async (): Promise<Sent> => {
  const company = await makeCompany();
  const { claims } = await makeMember(company, "admin");
  const cookie = (await writeSession(makeRequest(), claims)).split(";")[0] ?? "";
  return { ...(await send(company.sites[0])), cookie };
};

const office = (path: string): Case[] => [
  { when: "a member looks", trips: 1, status: 200, send: asked(() => ({ path })) },
  { when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path }) },
];
const own = async (site: MadeSite) => `/bookings/${(await makeBooking(site)).bookingId}`;
const csvOf = (site: MadeSite, phone?: string) => {
  const visitor = someVisitor(site);
  return `Name,Phone,First day\n${visitor.name},${phone ?? visitor.phone},${visitor.fromOn}`;
};

/** At a site of its own, whose page was looked at a moment ago where `isWarm`. */
async function expected({ isWarm = false, form }: { isWarm?: boolean; form?: (site: MadeSite) => Promise<Record<string, string>> } = {}): Promise<Sent> {
  const company = await makeCompany();
  const [site] = company.sites;
  await makeMember(company, "admin");
  const { token } = await makeBooking(site);
  if (isWarm) await announceSiteChange(env, site.code);
  return { path: `/b/${token}`, ...(form && { form: await form(site) }) };
}

export const BOOKINGS: Record<string, Case[]> = {
  "GET /b/:token": [
    { when: "somebody who is expected looks", trips: 1, status: 200, send: () => expected({ isWarm: true }) },
    { when: "the first look at a site", trips: 1, ofObject: 1, because: "the site's object reads the site once", status: 200, send: () => expected() },
    { when: "a token that cannot be one", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/b/nothing" }) },
  ],
  "POST /b/:token": [
    { when: "one tap at the gate", trips: 2, because: "the booking says who comes and where, and then they are signed in", status: 303, send: () => expected({ isWarm: true, form: arrivalForm }) },
    { when: "a stale form", trips: 2, because: "the page comes again, as it is now", status: 400, send: () => expected({ isWarm: true, form: async () => ({ intent: "arrive", formKey: "old" }) }) },
  ],
  "GET /bookings": [...office("/bookings"), { when: "a day that is none, and the page again", trips: 1, status: 400, send: asked(() => ({ path: "/bookings?day=soon" })) }],
  "GET /bookings/new": office("/bookings/new"),
  "POST /bookings/new": [
    { when: "somebody is invited", trips: 1, status: 303, send: asked((site) => ({ path: "/bookings/new", form: { formId: uuidv7(), ...someVisitor(site) } })) },
    { when: "no name, and the page again", trips: 1, status: 400, send: asked((site) => ({ path: "/bookings/new", form: { formId: uuidv7(), ...someVisitor(site), name: "" } })) },
  ],
  "GET /bookings/import": office("/bookings/import"),
  "POST /bookings/import": [
    { when: "a file", trips: 2, because: "the lines name sites, which are read before they are checked", status: 303, send: asked((site) => ({ path: "/bookings/import", form: { formId: uuidv7(), csv: csvOf(site) } })) },
    { when: "a file with a fault, and the page again", trips: 2, because: "the lines are checked against the sites, which the page shows again", status: 400, send: asked((site) => ({ path: "/bookings/import", form: { formId: uuidv7(), csv: csvOf(site, "12") } })) },
  ],
  "GET /bookings/template": [
    { when: "a member downloads it", trips: 0, because: "it holds nothing of any company", status: 200, send: asked(() => ({ path: "/bookings/template" })) },
    { when: "a stranger", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path: "/bookings/template" }) },
  ],
  "GET /bookings/:id": [{ when: "a member looks", trips: 1, status: 200, send: asked(async (site) => ({ path: await own(site) })) }],
  "POST /bookings/:id": [{ when: "it is called off", trips: 1, status: 303, send: asked(async (site) => ({ path: await own(site), form: { intent: "cancel" } })) }],
};
