/** Who is expected: the office books them, they prepare and come by their link. */
import { uuidv7 } from "uuidv7";
import { makeOwnBookingContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { sign } from "#worker/crypto/signed.ts";
import { linkTokenOf } from "#worker/domain/account/link-token.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import { asOwner } from "../database.ts";
import { makeRequest, randomText, somebody, type MadeSite } from "../factories.ts";
import { idOf } from "../induction.ts";
import { caseOf, type At, type Cases } from "./case.ts";
import { makeVersion } from "./induction.ts";
import type { RouteCases } from "./route-case.ts";

export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Auckland" }).format(new Date());
const HOST = "Rangi at the office";
const NOTE = "Bring boots.";

/** As a form has them, expected today. */
export const someVisitor = ({ siteId }: MadeSite) => ({ siteId, ...somebody(), email: `${randomText(10)}@example.test`, host: HOST, note: NOTE, fromOn: today(), toOn: today() });

/** Somebody whom the site expects today, under a name that holds its code. */
export async function makeBooking({ companyId, siteId, code }: MadeSite): Promise<{ bookingId: string; token: string }> {
  const { settings } = makeRequest();
  const bookingId = uuidv7();
  const token = linkTokenOf(settings, settings.signingKeys[0]?.id ?? "", "booking", bookingId) ?? "";
  const name = `Hēmi ${code} ${randomText(6)}`;
  await asOwner()`insert into booking (company_id, id, site_id, visitor_type, name, name_key, phone, employer, email, from_on, to_on, token_hash, booked_by, booked_at)
    select ${companyId}, ${bookingId}, ${siteId}, 'visitor', ${name}, ${toKey(name)}, '+64211234567', '', '', ${today()}, ${today()}, ${toByteaText(sha256Of(token))}::bytea, id, now() from member where company_id = ${companyId} limit 1`;
  return { bookingId, token };
}

const ownId = async ({ site }: At) => ({ bookingId: (await makeBooking(site)).bookingId });
const holder = (_at: At, { token }: { token: string }) => makeOwnBookingContext(makeRequest(), token);
/** What the booking is entered by is the caller's whole proof, and no input. */
const byLink = { by: "booking", context: holder, proof: ["token"] } as const;

const made = { by: "member", event: "booking.made", makes: ["formId"], beyond: "NOT_FOUND", plain: [HOST, NOTE] } as const;
const passedOf = (versionId: string) => ({ id: uuidv7(), versionId, language: "en", drawn: [], answers: { [idOf("q1")]: "ticked" }, score: 0, outOf: 0, startedAt: new Date() });

export const BOOKING_CASES: Cases = {
  getBookings: { by: "member", input: ({ site }) => ({ siteId: site.siteId }), crossed: { siteId: "own" }, beyond: "own" },
  "getBookings, one that is there": { by: "member", input: async ({ site }) => ({ after: { on: "2020-01-01", id: (await makeBooking(site)).bookingId } }), crossed: { "after.id": "own" }, beyond: "own", sees: ({ site }) => site.code },
  getBooking: { by: "member", input: ownId, sees: ({ site }) => site.code },
  getBookingPlaces: { by: "member", sees: ({ site }) => site.siteId },
  bookVisitor: caseOf({ ...made, makes: ["formId"], plain: [HOST, NOTE], input: ({ site }) => ({ formId: uuidv7(), visitor: someVisitor(site) }), crossed: { formId: "own" } }),
  importBookings: caseOf({
    ...made,
    makes: ["formId"],
    plain: [HOST, NOTE],
    input: ({ site }) => {
      const { name, phone, email, fromOn } = someVisitor(site);
      // In capitals: a fault shows what was typed, which tells nothing of the site.
      return { formId: uuidv7(), csv: `Site,Name,Phone,E-mail,First day\n${site.name.toUpperCase()},${name},${phone},${email},${fromOn}` };
    },
    crossed: { formId: "own" },
    // A site that is not theirs is no site: the file's line says so.
    beyond: "own",
  }),
  cancelBooking: { by: "member", event: "booking.cancelled", input: ownId },
  getOwnBooking: caseOf<{ token: string }>({ ...byLink, proof: ["token"], input: ({ site }) => makeBooking(site).then(({ token }) => ({ token })), args: (context) => [context], sees: ({ site }) => site.code }),
  prepareBooking: caseOf<{ token: string; passed: ReturnType<typeof passedOf> }>({
    ...byLink,
    proof: ["token"],
    event: "booking.prepared",
    input: async ({ site }) => ({ token: (await makeBooking(site)).token, passed: passedOf((await makeVersion(site)).versionId) }),
    args: (context, { passed }) => [context, { comer: { name: "Hēmi Parata", phone: "+64211234567", employer: "" }, passed }],
    makes: ["passed.id"],
    crossed: { "passed.id": "own" },
  }),
};

const form = (site: MadeSite) => ({ formId: uuidv7(), ...someVisitor(site) });
const csvOf = ({ name, phone, fromOn }: ReturnType<typeof someVisitor>) => `Site,Name,Phone,First day\nNowhere,${name},${phone},${fromOn}`;

export const BOOKING_ROUTES: RouteCases = {
  "GET /bookings": { needs: "booking.list", ok: 200, send: async ({ site }) => (await makeBooking(site), { path: `/bookings?site=${site.siteId}` }) },
  "GET /bookings/new": { needs: "booking.change", ok: 200, send: () => ({ path: "/bookings/new" }) },
  "POST /bookings/new": { needs: "booking.change", ok: 303, foreign: 404, on: () => "/bookings/new", send: ({ site }) => ({ path: "/bookings/new", form: form(site) }) },
  "GET /bookings/import": { needs: "booking.change", ok: 200, send: () => ({ path: "/bookings/import" }) },
  // A site that its member has not: the page again, with the line to mend.
  "POST /bookings/import": { needs: "booking.change", ok: 400, on: () => "/bookings/import", send: ({ site }) => ({ path: "/bookings/import", form: { formId: uuidv7(), csv: csvOf(someVisitor(site)) } }) },
  "GET /bookings/template": { needs: "cookie", ok: 200, send: () => ({ path: "/bookings/template" }) },
  "GET /bookings/:id": { needs: "booking.list", ok: 200, foreign: 404, send: async ({ site }) => ({ path: `/bookings/${(await makeBooking(site)).bookingId}` }) },
  "POST /bookings/:id, cancel": {
    needs: "booking.change",
    ok: 303,
    foreign: 404,
    on: ({ path }) => `${path}?ask=cancel`,
    send: async ({ site }) => ({ path: `/bookings/${(await makeBooking(site)).bookingId}`, form: { intent: "cancel" } }),
  },
};

/** What the page of somebody who is expected sends when they are there. */
export async function arrivalForm(site: MadeSite): Promise<Record<string, string>> {
  const { settings, now } = makeRequest();
  return { intent: "arrive", formKey: await sign(settings.signingKeys, "sign-in-form", { vis: uuidv7(), sit: site.siteId }, now, 600) };
}

const ownPath = async ({ site }: At) => `/b/${(await makeBooking(site)).token}`;

export const OWN_BOOKING_ROUTES: RouteCases = {
  "GET /b/:token": { needs: "anyone", ok: 200, send: async (at) => ({ path: await ownPath(at) }) },
  "POST /b/:token": { needs: "anyone", ok: 303, send: async (at) => ({ path: await ownPath(at), form: await arrivalForm(at.site) }) },
  "GET /b/:token/held": { needs: "anyone", ok: 200, send: async (at) => ({ path: `${await ownPath(at)}/held` }) },
  "POST /b/:token/held": { needs: "anyone", ok: 303, send: async (at) => ({ path: `${await ownPath(at)}/held`, form: { intent: "correction", requestId: uuidv7(), correction: "My name is Hēmi" } }) },
};
