import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeBookingContext, makeOwnBookingContext } from "#worker/context.ts";
import { cancelBooking } from "#worker/domain/booking/cancel.ts";
import { getBooking, getBookings } from "#worker/domain/booking/list.ts";
import { bookVisitor, importBookings } from "#worker/domain/booking/make.ts";
import { getOwnBooking } from "#worker/domain/booking/own.ts";
import type { VisitorInput } from "#worker/domain/booking/schemas.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, prepare, randomText, somebody, type MadeSite } from "#worker/testing/factories.ts";

const dayIn = (days: number, timeZone = "Pacific/Auckland") => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(Date.now() + days * 86_400_000));

/** Somebody new who is expected today and tomorrow. */
const visitorAt = ({ siteId }: MadeSite, more: Partial<VisitorInput> = {}): VisitorInput => ({
  siteId, ...somebody(), visitorType: "visitor", email: `${randomText(10)}@example.test`, host: "Rangi", note: "Bring boots.", fromOn: dayIn(0), toOn: dayIn(1), ...more,
});

async function made(siteCount = 1) {
  const company = await makeCompany(siteCount);
  const [here, there] = company.sites as [MadeSite, MadeSite];
  return { company, here, there, admin: await makeMember(company, "admin") };
}

async function booked(more: Partial<VisitorInput> = {}) {
  const { company, here, admin } = await made();
  const visitor = visitorAt(here, more);
  const { firstId } = await bookVisitor(admin, { formId: uuidv7(), visitor });
  const token = (await getBooking(admin, { bookingId: firstId })).token ?? "";
  return { company, here, admin, visitor, bookingId: firstId, token, own: (now?: Date) => makeOwnBookingContext(makeRequest(now ? { now } : {}), token) };
}

const gateContext = ({ here, token, bookingId }: Awaited<ReturnType<typeof booked>>) =>
  makeBookingContext(makeRequest(), { ...here, siteCode: here.code, timeZone: "Pacific/Auckland" }, { token, bookingId }, siteGateOf(env, here.code));

const comerOf = ({ name, phone, visitorType, employer }: VisitorInput) => ({ name, phone, visitorType, employer });
const rowsOf = (...visitors: VisitorInput[]) => visitors.map(({ name, phone, email, fromOn }) => `${name},${phone},${email},${fromOn}`);
const csvOf = (...visitors: VisitorInput[]) => ["Name,Phone,E-mail,First day", ...rowsOf(...visitors)].join("\n");

async function countsOf(companyId: string) {
  const [row] = await asOwner()`select (select count(*)::int from booking where company_id = ${companyId}) as bookings, (select count(*)::int from mail where about_company_id = ${companyId}) as mails,
    (select count(*)::int from audit_event where company_id = ${companyId} and action = 'booking.made') as events`;
  return row;
}

describe("a booking", () => {
  it("is made once however often its form is sent, with one event and one mail", async () => {
    const { company, here, admin } = await made();
    const form = { formId: uuidv7(), visitor: visitorAt(here) };
    const all = await Promise.all([bookVisitor(admin, form), bookVisitor(admin, form), bookVisitor(admin, form)]);
    expect(all.map(({ made: count }) => count).sort()).toEqual([0, 0, 1]);
    expect(new Set(all.map(({ firstId }) => firstId)).size).toBe(1);
    expect(await countsOf(company.companyId)).toEqual({ bookings: 1, mails: 1, events: 1 });
  });

  it("needs no e-mail: then there is no mail, and none is missed", async () => {
    const { company, here, admin } = await made();
    expect(await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here, { email: "" }) })).toMatchObject({ made: 1, mailed: 0, unmailed: 0, mailStop: null });
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 1, mails: 0 });
  });

  it("says in the office's words what is to be mended, all at once", async () => {
    const { here, admin } = await made();
    const visitor = visitorAt(here, { name: "", phone: "12", email: "x", visitorType: "contractor", employer: "", toOn: dayIn(-1) });
    await expect(bookVisitor(admin, { formId: uuidv7(), visitor })).rejects.toMatchObject({
      fields: { name: "Enter their name", phone: expect.stringContaining("phone number") as string, email: expect.any(String) as string, employer: "Enter the company they work for", toOn: "Choose a last day that is not before the first" },
    });
  });

  it("is refused where its days are over at the site, or the same person is expected on one of them", async () => {
    const { here, admin } = await made();
    const visitor = visitorAt(here);
    const again = (more: Partial<VisitorInput>) => bookVisitor(admin, { formId: uuidv7(), visitor: { ...visitor, ...more } });
    await expect(again({ fromOn: dayIn(-3), toOn: dayIn(-1) })).rejects.toMatchObject({ fields: { toOn: expect.stringContaining("not over") as string } });
    const { firstId } = await again({});
    await expect(again({ fromOn: dayIn(1), toOn: dayIn(5) })).rejects.toMatchObject({ fields: { name: expect.stringContaining("already") as string } });
    expect(await again({ fromOn: dayIn(2), toOn: dayIn(5) })).toMatchObject({ made: 1 });
    await cancelBooking(admin, { bookingId: firstId });
    expect(await again({})).toMatchObject({ made: 1 });
  });

  it("is nobody's to make at a closed site, another company's, or one that a manager has not", async () => {
    const { company, here, there, admin } = await made(2);
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const foreign = (await makeCompany()).sites[0];
    for (const [member, site] of [[manager, there], [admin, foreign], [manager, foreign]] as const) {
      await expect(bookVisitor(member, { formId: uuidv7(), visitor: visitorAt(site) })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await asOwner()`update site set closed_at = now() where id = ${there.siteId}`;
    await expect(bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(there) })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 0, events: 0 });
    expect(await bookVisitor(manager, { formId: uuidv7(), visitor: visitorAt(here) })).toMatchObject({ made: 1 });
  });
});

describe("the visitors that a company may expect at once", () => {
  it("are invited up to the limit and not one past it, by one form or a file, until one is called off or over", async () => {
    const { company, here, admin } = await made();
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'expectedVisitors', 3)`;
    const form = { formId: uuidv7(), csv: csvOf(visitorAt(here), visitorAt(here)) };
    expect(await importBookings(admin, form)).toMatchObject({ made: 2 });
    const full = (asked: number, expected: number) => ({ code: "INVALID_INPUT", fields: { form: expect.stringContaining(`may expect 3 visitors at once. It expects ${expected} now, and these are ${asked} more`) as string } });
    await expect(importBookings(admin, { formId: uuidv7(), csv: csvOf(visitorAt(here), visitorAt(here)) })).rejects.toMatchObject(full(2, 2));
    expect(await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })).toMatchObject({ made: 1 });
    await expect(bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })).rejects.toMatchObject(full(1, 3));
    expect(await importBookings(admin, form)).toMatchObject({ made: 0 });
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 3, events: 3 });
    const [first] = (await getBookings(admin, {})).bookings;
    await cancelBooking(admin, { bookingId: first?.id ?? "" });
    expect(await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })).toMatchObject({ made: 1 });
    await asOwner()`update booking set from_on = current_date - 9, to_on = current_date - 3 where company_id = ${company.companyId} and id <> ${first?.id ?? ""}`;
    expect(await importBookings(admin, { formId: uuidv7(), csv: csvOf(visitorAt(here), visitorAt(here), visitorAt(here)) })).toMatchObject({ made: 3 });
  });

  it("are counted once by two who invite at the same time", async () => {
    const { company, here, admin } = await made();
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'expectedVisitors', 1)`;
    const both = await Promise.allSettled([1, 2].map(() => bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 1 });
  });
});

describe("the month's messages", () => {
  it("go to who is called off, too, as far as they reach: the page says where they did not", async () => {
    const { company, here, admin } = await withLimit(2);
    const ids: string[] = [];
    for (const email of [undefined, ""]) ids.push((await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here, email === undefined ? {} : { email }) })).firstId);
    await asOwner()`update mail set state = 'sent' where about_company_id = ${company.companyId}`;
    expect(await cancelBooking(admin, { bookingId: ids[1] ?? "" })).toEqual({ mailStop: "none" });
    expect(await cancelBooking(admin, { bookingId: ids[0] ?? "" })).toEqual({ mailStop: null });
    expect(await countsOf(company.companyId)).toMatchObject({ mails: 2 });
    const { firstId } = await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) });
    expect(await cancelBooking(admin, { bookingId: firstId })).toEqual({ mailStop: "used-up" });
    const other = await made();
    const queued = (await bookVisitor(other.admin, { formId: uuidv7(), visitor: visitorAt(other.here) })).firstId;
    expect(await cancelBooking(other.admin, { bookingId: queued })).toEqual({ mailStop: "none" });
  });

  const withLimit = async (value: number) => {
    const all = await made();
    await asOwner()`insert into company_limit (company_id, name, value) values (${all.company.companyId}, 'messagesPerMonth', ${value})`;
    return all;
  };

  it("go to the first of a file, and the rest is told as not mailed", async () => {
    const { company, here, admin } = await withLimit(2);
    const visitors = [visitorAt(here, { email: "" }), visitorAt(here), visitorAt(here), visitorAt(here)];
    expect(await importBookings(admin, { formId: uuidv7(), csv: csvOf(...visitors) })).toMatchObject({ made: 4, mailed: 2, unmailed: 1, mailStop: "used-up" });
    const states = (await getBookings(admin, {})).bookings.map(({ email, mailState }) => [email, mailState]);
    expect(Object.fromEntries(states)).toEqual({ "": null, [visitors[1]?.email ?? ""]: "queued", [visitors[2]?.email ?? ""]: "queued", [visitors[3]?.email ?? ""]: null });
    expect(await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })).toMatchObject({ made: 1, mailed: 0, unmailed: 1, mailStop: "used-up" });
    expect(await countsOf(company.companyId)).toEqual({ bookings: 5, mails: 2, events: 5 });
  });

  it("are never overdrawn by two imports at once", async () => {
    const { company, here, admin } = await withLimit(3);
    const file = () => csvOf(visitorAt(here), visitorAt(here));
    const results = await Promise.all([importBookings(admin, { formId: uuidv7(), csv: file() }), importBookings(admin, { formId: uuidv7(), csv: file() })]);
    expect(results.map((result) => ("mailed" in result ? result.mailed : -1)).sort()).toEqual([1, 2]);
    expect(await countsOf(company.companyId)).toEqual({ bookings: 4, mails: 3, events: 4 });
  });

  it("stay unused while mail is switched off, and bookings are made all the same", async () => {
    const { company, here, admin } = await made();
    await asOwner()`insert into kill_switch (name, reason, thrown_at) values ('messages', 'a test', now())`;
    try {
      expect(await bookVisitor(admin, { formId: uuidv7(), visitor: visitorAt(here) })).toMatchObject({ made: 1, mailed: 0, unmailed: 1, mailStop: "switched-off" });
    } finally {
      await asOwner()`delete from kill_switch where name = 'messages'`;
    }
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 1, mails: 0 });
  });
});

describe("an import", () => {
  it("books nobody while one line is wrong, and names every fault by its line", async () => {
    const { company, here, admin } = await made();
    const [right, double] = [visitorAt(here), visitorAt(here)];
    await bookVisitor(admin, { formId: uuidv7(), visitor: double });
    const formId = uuidv7();
    const csv = csvOf(right, { ...right, name: "", phone: "12" });
    expect(await importBookings(admin, { formId, csv })).toMatchObject({ faults: [{ line: 3, column: "Name", message: "Enter their name" }, { line: 3, column: "Phone", message: expect.stringContaining("phone number") as string }] });
    expect(await importBookings(admin, { formId, csv: csvOf(right, double) })).toMatchObject({ faults: [{ line: 3, column: "", message: expect.stringContaining("already") as string }] });
    expect(await importBookings(admin, { formId, csv: csvOf(right, visitorAt(here, { fromOn: dayIn(-2) })) })).toMatchObject({ faults: [{ line: 3, column: "First day", message: expect.stringContaining("is over") as string }] });
    expect(await countsOf(company.companyId)).toMatchObject({ bookings: 1, events: 1 });
    expect(await importBookings(admin, { formId, csv: csvOf(right) })).toMatchObject({ made: 1 });
  });

  it("of 500 is one of 500, and sent again changes nothing", async () => {
    const { company, here, admin } = await made();
    const form = { formId: uuidv7(), csv: csvOf(...Array.from({ length: 500 }, () => visitorAt(here, { email: "" }))) };
    expect(await importBookings(admin, form)).toMatchObject({ made: 500 });
    expect(await importBookings(admin, form)).toMatchObject({ made: 0, mailed: 0, unmailed: 0 });
    expect(await countsOf(company.companyId)).toEqual({ bookings: 500, mails: 0, events: 500 });
  });

  it("knows the sites that its member has by their names, and no other", async () => {
    const { company, here, there, admin } = await made(2);
    const manager = await makeMember(company, "site_manager", [here.siteId]);
    const lines = (site: MadeSite) => `Site,Name,Phone,First day\n${site.name},Hēmi,${somebody().phone},${dayIn(0)}`;
    expect(await importBookings(manager, { formId: uuidv7(), csv: lines(there) })).toMatchObject({ faults: [{ line: 2, column: "Site" }] });
    expect(await importBookings(admin, { formId: uuidv7(), csv: lines(there) })).toMatchObject({ made: 1 });
    expect(await importBookings(manager, { formId: uuidv7(), csv: lines(here) })).toMatchObject({ made: 1 });
  });
});

describe("the list of who is expected", () => {
  it("has the next first, is filtered by site, day and words, and pages", async () => {
    const { here, there, admin } = await made(2);
    const [late, soon, elsewhere] = [visitorAt(here, { name: "Late Parata", fromOn: dayIn(5), toOn: dayIn(6) }), visitorAt(here, { name: "Māia Soon" }), visitorAt(there, { name: "Elsewhere Tū", fromOn: dayIn(1), toOn: dayIn(1), employer: "Rātā Roofing Ltd" })];
    for (const visitor of [late, soon, elsewhere]) await bookVisitor(admin, { formId: uuidv7(), visitor });
    const namesOf = async (filter: Parameters<typeof getBookings>[1]) => (await getBookings(admin, filter)).bookings.map(({ name }) => name);
    expect(await namesOf({})).toEqual(["Māia Soon", "Elsewhere Tū", "Late Parata"]);
    expect(await namesOf({ siteId: here.siteId })).toEqual(["Māia Soon", "Late Parata"]);
    expect(await namesOf({ on: dayIn(1) })).toEqual(["Māia Soon", "Elsewhere Tū"]);
    for (const search of ["maia", "soon maia", soon.phone]) expect(await namesOf({ search })).toEqual(["Māia Soon"]);
    expect(await namesOf({ search: "rata" })).toEqual(["Elsewhere Tū"]);
    const first = await getBookings(admin, { pageRows: 2 });
    expect(first.hasMore).toBe(true);
    const last = first.bookings[1];
    expect(await namesOf({ pageRows: 2, after: { on: last?.fromOn ?? "", id: last?.id ?? "" } })).toEqual(["Late Parata"]);
    await cancelBooking(admin, { bookingId: first.bookings[0]?.id ?? "" });
    expect(await namesOf({})).toEqual(["Elsewhere Tū", "Late Parata"]);
    expect(await namesOf({ view: "cancelled" })).toEqual(["Māia Soon"]);
  });
});

describe("a booking's link", () => {
  it("shows it, and signs its holder in on its days: the list then says that they are here", async () => {
    const one = await booked();
    expect(await getOwnBooking(one.own())).toMatchObject({ bookingId: one.bookingId, name: one.visitor.name, siteCode: one.here.code, induction: null, open: null });
    expect(await signIn(gateContext(one), { ...comerOf(one.visitor), prepared: prepare() })).toMatchObject({ outcome: "signed_in" });
    expect(await getOwnBooking(one.own())).toMatchObject({ open: { since: expect.any(Date) as Date } });
    expect(await asOwner()`select actor_kind, actor_id from audit_event where company_id = ${one.company.companyId} and action = 'visit.signed-in'`).toEqual([{ actor_kind: "booking", actor_id: one.bookingId }]);
  });

  it("lets nobody in who was called off, at a closed site, or on another day; its page says so", async () => {
    const cancelled = await booked();
    await cancelBooking(cancelled.admin, { bookingId: cancelled.bookingId });
    expect(await cancelBooking(cancelled.admin, { bookingId: cancelled.bookingId })).toBeNull();
    const closed = await booked();
    await asOwner()`update site set closed_at = now() where id = ${closed.here.siteId}`;
    const later = await booked({ fromOn: dayIn(1), toOn: dayIn(2) });
    for (const [one, code] of [[cancelled, "BOOKING_CANCELLED"], [closed, "SITE_CLOSED"], [later, "NOT_BOOKED_TODAY"]] as const) {
      await expect(signIn(gateContext(one), { ...comerOf(one.visitor), prepared: prepare() })).rejects.toMatchObject({ code });
    }
    expect(await getOwnBooking(cancelled.own())).toMatchObject({ isCancelled: true });
    expect(await getOwnBooking(closed.own())).toMatchObject({ isClosed: true });
  });

  it("is worth nothing once its person is erased, long after its days, for a paused company, or made up", async () => {
    const erased = await booked();
    await asOwner()`update booking set name = 'Erased', erased_at = now() where id = ${erased.bookingId}`;
    await expect(getOwnBooking(erased.own())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const [event] = await asOwner()`select openings - array['address', 'userAgent', 'place'] as openings from audit_event where subject_id = ${erased.bookingId} and action = 'booking.made'`;
    expect(event?.["openings"]).toEqual({});
    const old = await booked();
    await asOwner()`update booking set from_on = current_date - 100, to_on = current_date - 92 where id = ${old.bookingId}`;
    await expect(getOwnBooking(old.own())).rejects.toMatchObject({ code: "NOT_FOUND" });
    const paused = await booked();
    await asOwner()`update company set suspended_at = now() where company_id = ${paused.company.companyId}`;
    await expect(getOwnBooking(paused.own())).rejects.toMatchObject({ code: "COMPANY_SUSPENDED" });
    await expect(getOwnBooking(makeOwnBookingContext(makeRequest(), randomText(43)))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
