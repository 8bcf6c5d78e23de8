import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { dayOfBooking } from "#worker/domain/booking/own.ts";
import { getBooking, getBookings } from "#worker/domain/booking/list.ts";
import { bookVisitor } from "#worker/domain/booking/make.ts";
import { cancelBooking } from "#worker/domain/booking/cancel.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { makeVersion } from "#worker/testing/cases/induction.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, somebody } from "#worker/testing/factories.ts";
import { idOf, makeBlock, makeContent } from "#worker/testing/induction.ts";
import { makePhone } from "#worker/testing/phone.ts";

const dayIn = (days: number) => new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Auckland" }).format(new Date(Date.now() + days * 86_400_000));
const READ = makeContent([makeBlock("acknowledgement", "q1", { required: true })]);

/** A visitor who is expected at a site that asks this induction of visitors; none where it is null. */
async function expected({ content = READ, fromOn = dayIn(0), toOn = dayIn(1) }: { content?: Content | null; fromOn?: string; toOn?: string } = {}) {
  const company = await makeCompany();
  const [site] = company.sites;
  const admin = await makeMember(company, "admin");
  if (content) {
    const { templateId, versionId } = await makeVersion(site, content);
    await asOwner()`insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) values (${company.companyId}, ${templateId}, 'visitor', ${site.siteId}, ${versionId})`;
  }
  await announceSiteChange(env, site.code);
  const visitor = { siteId: site.siteId, ...somebody(), visitorType: "visitor" as const, email: "", host: "Rangi", note: "", fromOn, toOn };
  const { firstId: bookingId } = await bookVisitor(admin, { formId: uuidv7(), visitor });
  const path = `/b/${(await getBooking(admin, { bookingId })).token ?? ""}`;
  return { company, site, admin, bookingId, path, phone: makePhone() };
}

type Expected = Awaited<ReturnType<typeof expected>>;

/** Begins the induction and sends its one step. */
async function prepare({ phone, path }: Expected, form: Record<string, string> = { [idOf("q1")]: "ticked" }) {
  const { to } = await phone.send(path, { intent: "prepare" });
  return { way: to ?? "", ...(await phone.send(to ?? "", { step: "1", ...form })) };
}

/** Of the page as this phone has it. */
const keyOf = async ({ path, phone }: Expected, by = phone) => /name="formKey" value="([^"]+)"/.exec((await by.send(path)).text)?.[1] ?? "";

const arrive = async (one: Expected, phone: ReturnType<typeof makePhone>, more: Record<string, string> = {}) => phone.send(one.path, { intent: "arrive", formKey: await keyOf(one, phone), ...more });

const countOf = async ({ company: { companyId } }: Expected) =>
  (await asOwner()`select (select count(*)::int from visit where company_id = ${companyId}) as visits, (select count(*)::int from completion where company_id = ${companyId}) as completions,
    (select count(*)::int from person where company_id = ${companyId}) as people, (select count(*)::int from entry where company_id = ${companyId}) as entries`)[0];

describe("somebody who is expected", () => {
  it("does the induction at home, once however often it is sent, and is in with one tap, from another phone too", async () => {
    const one = await expected();
    const { phone, path, admin, bookingId } = one;
    expect((await phone.send(path)).text).toContain("Do the induction now");
    const begun = await phone.send(path, { intent: "prepare" });
    const way = begun.to ?? "";
    expect(way).toMatch(/^\/i\//);
    expect((await phone.send(path)).text).toContain("Go on with the induction");
    const sent = await Promise.all([1, 2].map(() => phone.send(way, { step: "1", [idOf("q1")]: "ticked" })));
    expect(sent.map(({ status, to }) => [status, to])).toEqual([[303, path], [303, path]]);
    expect(await phone.send(way)).toMatchObject({ status: 303, to: path });
    expect(await countOf(one)).toEqual({ visits: 0, completions: 1, people: 1, entries: 0 });
    expect((await getBookings(admin, {})).bookings).toMatchObject([{ id: bookingId, inducted: true, isHere: false }]);
    const atTheGate = makePhone();
    expect((await atTheGate.send(path)).text).toContain("I&#x27;m here, sign me in");
    const { status, to } = await arrive(one, atTheGate);
    expect([status, to]).toEqual([303, expect.stringMatching(/^\/v\/[\w-]{43}$/)]);
    expect((await atTheGate.send(path)).text).toContain(to);
    expect((await phone.send(path)).text).not.toContain("/v/");
    expect(await countOf(one)).toEqual({ visits: 1, completions: 1, people: 1, entries: 0 });
    expect((await getBookings(admin, {})).bookings).toMatchObject([{ id: bookingId, isHere: true, arrivedAt: expect.any(Date) as Date }]);
  });

  it("is in once however often they tap, and told so from another phone", async () => {
    const one = await expected({ content: null });
    const other = makePhone();
    const [formKey, anotherKey] = [await keyOf(one, one.phone), await keyOf(one, other)];
    const taps = await Promise.all([1, 2, 3].map(() => one.phone.send(one.path, { intent: "arrive", formKey })));
    expect(new Set(taps.map(({ to }) => to)).size).toBe(1);
    const again = await other.send(one.path, { intent: "arrive", formKey: anotherKey });
    expect(again.status).toBe(409);
    expect(again.text).toContain("You are already signed in here");
    expect(again.text).not.toContain("/v/");
    const elsewhere = await keyOf(await expected({ content: null }));
    expect((await other.send(one.path, { intent: "arrive", formKey: elsewhere })).status).toBe(400);
    expect(await countOf(one)).toMatchObject({ visits: 1 });
  });

  it("is told at home what would hold them up at the gate, and never of a ban", async () => {
    const one = await expected({ content: null, fromOn: dayIn(2), toOn: dayIn(2) });
    const { site, bookingId, company, phone, path } = one;
    const rule = async (rules: object) => {
      await asOwner()`update site set rules = ${JSON.stringify(rules)}::jsonb where id = ${site.siteId}`;
      await announceSiteChange(env, site.code);
      return (await phone.send(path)).text;
    };
    const open = await rule({ hours: { effect: "ask", week: Array(7).fill({ from: "06:30", to: "17:00" }) } });
    expect([open.includes("06:30–17:00"), open.includes("need to let you in")]).toEqual([true, false]);
    const asked = await rule({ approval: ["visitor"] });
    expect([asked.includes("The site will need to let you in"), asked.includes("Ask for Rangi when you come.")]).toEqual([true, true]);
    expect(await rule({ hours: { effect: "stop", week: Array(7).fill(null) } })).toMatch(/Talk to the site before you come[\s\S]*The site is closed on \w+day/);
    await asOwner()`update booking set visitor_type = 'contractor', employer = 'Nobody knows them' where id = ${bookingId}`;
    expect(await rule({ papers: { effect: "stop", kinds: ["insurance"] } })).toMatch(/Talk to the site before you come[\s\S]*is not on this site&#x27;s list of contractors/);
    expect(await rule({ papers: { effect: "ask", kinds: ["insurance"] } })).toContain("The site will need to let you in");
    const before = await rule({});
    await asOwner()`insert into ban (company_id, id, site_id, name, name_key, phone, reason, banned_by, banned_at)
      select b.company_id, ${uuidv7()}, null, b.name, b.name_key, b.phone, 'a test', b.booked_by, now() from booking b where b.company_id = ${company.companyId}`;
    const banned = await rule({});
    const plain = (text: string) => text.replace(/name="formKey" value="[^"]+"/, "").replace(/name="request-id" content="[^"]+"/, "");
    expect(plain(banned)).toBe(plain(before));
  });

  it("says beside the button that it is for the gate", async () => {
    const { phone, path } = await expected({ content: null });
    expect((await phone.send(path)).text).toContain("Only press this when you are at the gate.");
    expect((await phone.send(`${path}?lang=mi`)).text).toContain("Kia tae rā anō koe ki te kūaha");
  });

  it("is led to the induction where one tap comes before it", async () => {
    const one = await expected();
    expect((await one.phone.send(one.path)).text).not.toContain("sign me in");
    const plain = await expected({ content: null });
    const formKey = await keyOf(plain);
    const { templateId, versionId } = await makeVersion(plain.site, READ);
    await asOwner()`insert into live_induction (company_id, template_id, visitor_type, site_id, version_id) values (${plain.company.companyId}, ${templateId}, 'visitor', ${plain.site.siteId}, ${versionId})`;
    // The page of a minute ago did not know of it, and the booking as it was read says so now.
    expect((await plain.phone.send(plain.path, { intent: "arrive", formKey })).to).toMatch(/^\/i\//);
    expect(await countOf(plain)).toMatchObject({ visits: 0 });
  });

  it.each([["ask", "Do this at the gate with a supervisor"], ["stop", "Talk to the site office before you come"]] as const)("is told what to do for an answer that has the gate %s, and nothing is kept of it", async (critical, title) => {
    const one = await expected({ content: makeContent([makeBlock("yes_no", "q1", { required: true, right: "yes", critical })]) });
    const { status, text, way } = await prepare(one, { [idOf("q1")]: "no" });
    expect(status).toBe(403);
    expect(text).toContain(title);
    expect(await countOf(one)).toEqual({ visits: 0, completions: 0, people: 0, entries: 0 });
    expect(await one.phone.send(way, { step: "1", [idOf("q1")]: "yes" })).toMatchObject({ status: 303, to: one.path });
    expect(await countOf(one)).toMatchObject({ completions: 1 });
  });

  it("reads the board before the tap", async () => {
    const one = await expected({ content: null });
    const id = uuidv7();
    await asOwner()`insert into notice (company_id, id, site_id, kind, severity, title, text, from_on, put_up_by, put_up_at)
      select ${one.company.companyId}, ${id}, ${one.site.siteId}, 'hazard', 'high', 'Trench', '', '2026-01-01', id, now() from member where company_id = ${one.company.companyId} limit 1`;
    await announceSiteChange(env, one.site.code);
    expect(await arrive(one, one.phone)).toMatchObject({ status: 303, to: `${one.path}?unread` });
    expect((await arrive(one, one.phone, { notice: id, notices: "yes" })).to).toMatch(/^\/v\//);
  });

  it("accepts the company's terms with the tap, as they are in force", async () => {
    const one = await expected({ content: null });
    const [id, admin] = [uuidv7(), one.admin.claims.memberId];
    await asOwner()`insert into terms_version (company_id, id, number, texts, published_by, published_at) values (${one.company.companyId}, ${id}, 1, ${JSON.stringify({ en: "Wear boots." })}::jsonb, ${admin}, now())`;
    await announceSiteChange(env, one.site.code);
    expect((await one.phone.send(one.path)).text).toContain("Wear boots.");
    expect((await arrive(one, one.phone)).status).toBe(409);
    expect((await arrive(one, one.phone, { terms: id })).to).toMatch(/^\/v\//);
    expect(await asOwner()`select terms_version_id, booking_id from visit where company_id = ${one.company.companyId}`).toEqual([{ terms_version_id: id, booking_id: one.bookingId }]);
  });

  it("is told what is so before and after the days, once it is called off, and at a closed site; no press gets further", async () => {
    const before = await expected({ content: null, fromOn: dayIn(1), toOn: dayIn(2) });
    const called = await expected({ content: null });
    await cancelBooking(called.admin, { bookingId: called.bookingId });
    const closed = await expected();
    await asOwner()`update site set closed_at = now() where id = ${closed.site.siteId}`;
    const over = await expected({ content: null });
    await asOwner()`update booking set from_on = current_date - 10, to_on = current_date - 5 where id = ${over.bookingId}`;
    const formKey = /name="formKey" value="([^"]+)"/;
    for (const [one, words] of [[before, "On the day open this page at the gate"], [called, "You are not expected any more"], [closed, "The site is closed"], [over, "That visit is over"]] as const) {
      const { status, text } = await one.phone.send(one.path);
      expect([status, text.includes(words), text.includes("sign me in")], words).toEqual([200, true, false]);
      // The key of a page of the same site that was open before.
      const key = formKey.exec(text)?.[1] ?? "";
      for (const intent of ["arrive", "prepare"]) {
        const answer = await one.phone.send(one.path, { intent, ...(key && { formKey: key }) });
        expect(answer.to ?? "", `${words}: ${intent}`).not.toMatch(/^\/[vi]\//);
      }
      expect(await countOf(one)).toMatchObject({ visits: 0, completions: 0 });
    }
  });

  it("can finish no induction at home once it was called off: their page says so", async () => {
    const one = await expected();
    const { to } = await one.phone.send(one.path, { intent: "prepare" });
    await cancelBooking(one.admin, { bookingId: one.bookingId });
    expect(await one.phone.send(to ?? "", { step: "1", [idOf("q1")]: "ticked" })).toMatchObject({ status: 303, to: one.path });
    expect(await countOf(one)).toMatchObject({ completions: 0 });
  });
});

describe("the days of a booking", () => {
  const days = { fromOn: "2026-09-27", toOn: "2026-09-28", timeZone: "Pacific/Auckland" };

  it.each([
    ["2026-09-26T11:59:59Z", "before"],
    ["2026-09-26T12:00:00Z", "today"],
    // The clock goes forward on the 27th: that day has 23 hours.
    ["2026-09-27T10:59:59Z", "today"],
    ["2026-09-28T10:59:59Z", "today"],
    ["2026-09-28T11:00:00Z", "over"],
  ])("go by the site's clock, midnight and daylight saving included: at %s it is %s", (at, is) => {
    expect(dayOfBooking(days, new Date(at))).toBe(is);
  });

  it("are the Chatham Islands' own there", () => {
    const chatham = { fromOn: "2026-11-24", toOn: "2026-11-24", timeZone: "Pacific/Chatham" };
    expect(["2026-11-23T10:14:59Z", "2026-11-23T10:15:00Z", "2026-11-24T10:15:00Z"].map((at) => dayOfBooking(chatham, new Date(at)))).toEqual(["before", "today", "over"]);
  });
});
