/** What is held about somebody, by the link of an invitation, and that link sent to the address that is held. */
import { beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { makeOwnBookingContext } from "#worker/context.ts";
import { getBooking } from "#worker/domain/booking/list.ts";
import { bookVisitor } from "#worker/domain/booking/make.ts";
import { asOwner } from "#worker/testing/database.ts";
import { someVisitor } from "#worker/testing/cases/booking.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, type MadeCompany, type MadeMember, type MadeSite } from "#worker/testing/factories.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { askInvited, getInvitedRecord } from "./invited-record.ts";
import { recordRequest } from "./record.ts";
import type { RequestKind } from "./schemas.ts";
import { sendOwnLink } from "./send-link.ts";
import { answerRequest, getRequest } from "./work.ts";

let company: MadeCompany;
let here: MadeSite;
let there: MadeSite;
let admin: MadeMember;

beforeAll(async () => {
  company = await makeCompany(2);
  [here, there] = company.sites as [MadeSite, MadeSite];
  admin = await makeMember(company, "admin");
});

async function invite(more: Partial<ReturnType<typeof someVisitor>> = {}) {
  const visitor = { ...someVisitor(here), ...more };
  const { firstId: bookingId } = await bookVisitor(admin, { formId: uuidv7(), visitor });
  return { visitor, bookingId, token: (await getBooking(admin, { bookingId })).token ?? "" };
}

const by = (token: string) => makeOwnBookingContext(makeRequest(), token);
const look = (token: string) => getInvitedRecord(by(token), { token });
const ask = (token: string, kind: RequestKind, requestId = uuidv7()) => askInvited(by(token), { token, requestId, kind, text: "It is wrong" });

/** Written down by the office of whoever the invitation is of. */
async function writeDown(bookingId: string, kind: RequestKind = "access"): Promise<string> {
  const requestId = uuidv7();
  await recordRequest(admin, { trace: "booking", traceId: bookingId, requestId, kind, text: "", cameOn: "2026-01-20" });
  return requestId;
}

const mailsOf = async (bookingId: string) => (await asOwner()`select kind from mail where subject_id = ${bookingId} and kind = 'own-record'`).length;
const end = (bookingId: string, days: number) => asOwner()`update booking set from_on = current_date - ${days}::integer, to_on = current_date - ${days}::integer where id = ${bookingId}`;

describe("the link of an invitation", () => {
  it("shows who never came what the invitation holds, and takes one request of a kind", async () => {
    const { visitor, token } = await invite();
    const { state, held } = await look(token);
    expect([state, held]).toMatchObject(["invited", { name: visitor.name, employer: visitor.employer, visitCount: 0, visits: [], bookings: [{ siteName: here.name, email: visitor.email, note: visitor.note }] }]);
    const requestId = uuidv7();
    expect([await ask(token, "correction", requestId), await ask(token, "correction", requestId), await ask(token, "correction")]).toEqual(["asked", "asked", "open"]);
    expect((await look(token)).requests).toMatchObject([{ id: requestId, kind: "correction", state: "open", text: "It is wrong" }]);
    expect(await getRequest(admin, { requestId })).toMatchObject({ isOfInvited: true, address: null, held: { name: visitor.name } });
  });

  it("shows nothing of other visits under the same name and number until the office has made sure who asks", async () => {
    const { visitor, token } = await invite();
    const { name, phone, visitorType, employer } = visitor;
    await signIn(makeVisitor(there), { name, phone, visitorType, employer, prepared: prepare() });
    expect(JSON.stringify(await look(token))).not.toContain(there.name);
    const requestId = uuidv7();
    await ask(token, "access", requestId);
    await answerRequest(admin, { requestId, state: "done", answer: "", isThem: true });
    const { state, held } = await look(token);
    expect([state, held?.visits.map(({ siteName }) => siteName)]).toEqual(["all", [there.name]]);
  });

  it("shows nothing by another's token, once it is over for long, and once they were erased", async () => {
    const [one, other] = [await invite(), await invite()];
    await expect(getInvitedRecord(by(one.token), { token: other.token })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(look("x".repeat(43))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await end(one.bookingId, 95);
    await expect(look(one.token)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await asOwner()`update booking set erased_at = now() where id = ${other.bookingId}`;
    await expect(look(other.token)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("their link by mail", () => {
  it("goes once an hour to the address that is held, and opens for 7 days whatever became of the invitation", async () => {
    const { visitor, bookingId, token } = await invite();
    await end(bookingId, 95);
    const requestId = await writeDown(bookingId);
    expect((await getRequest(admin, { requestId })).address).toEqual({ bookingId, email: visitor.email });
    const pressed = await Promise.all([1, 2, 3].map(() => sendOwnLink(admin, { requestId, bookingId })));
    expect(pressed.sort()).toEqual(["before", "before", "sent"]);
    expect(await mailsOf(bookingId)).toBe(1);
    expect(await asOwner()`select action from audit_event where subject_id = ${requestId} order by number`).toEqual([{ action: "privacy.recorded" }, { action: "privacy.link-sent" }]);
    expect(await look(token)).toMatchObject({ state: "invited", requests: [{ id: requestId, kind: "access", state: "open" }] });
    await asOwner()`update privacy_request set link_sent_at = now() - interval '61 minutes' where id = ${requestId}`;
    expect(await sendOwnLink(admin, { requestId, bookingId })).toBe("sent");
    await asOwner()`update privacy_request set link_sent_at = now() - interval '8 days' where id = ${requestId}`;
    await expect(look(token)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("goes to nobody else's invitation, to none without an address, and not beyond the month's messages", async () => {
    const [one, other, without] = [await invite(), await invite(), await invite({ email: "" })];
    const requestId = await writeDown(one.bookingId);
    await expect(sendOwnLink(admin, { requestId, bookingId: other.bookingId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const silent = await writeDown(without.bookingId);
    expect((await getRequest(admin, { requestId: silent })).address).toBeNull();
    await expect(sendOwnLink(admin, { requestId: silent, bookingId: without.bookingId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'messagesPerMonth', 1)`;
    expect(await sendOwnLink(admin, { requestId, bookingId: one.bookingId })).toBe("used-up");
    await asOwner()`delete from company_limit where company_id = ${company.companyId}`;
    expect([await mailsOf(one.bookingId), await mailsOf(other.bookingId)]).toEqual([0, 0]);
  });

  it("takes a new token where the key of the old one is gone", async () => {
    const { bookingId, token } = await invite();
    await asOwner()`update booking set token_hash = sha256('gone') where id = ${bookingId}`;
    expect(await sendOwnLink(admin, { requestId: await writeDown(bookingId), bookingId })).toBe("sent");
    expect((await look(token)).state).toBe("invited");
  });
});
