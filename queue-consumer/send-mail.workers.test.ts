import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { askReset } from "#worker/domain/account/reset-password.ts";
import { askSignUp, getSignUp } from "#worker/domain/company/sign-up.ts";
import { inviteMember } from "#worker/domain/member/invite.ts";
import { getInvite } from "#worker/domain/member/join.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { sweepMail } from "#worker/domain/message/sweep.ts";
import type { ConsumerEnv } from "#worker/env.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, randomText, somebody } from "#worker/testing/factories.ts";
import { makeOwnBookingContext } from "#worker/context.ts";
import { cancelBooking } from "#worker/domain/booking/cancel.ts";
import { getBooking } from "#worker/domain/booking/list.ts";
import { bookVisitor } from "#worker/domain/booking/make.ts";
import { getOwnBooking } from "#worker/domain/booking/own.ts";
import { getInvitedRecord } from "#worker/domain/privacy/invited-record.ts";
import { sendOwnLink } from "#worker/domain/privacy/send-link.ts";
import { makeInvitedAsked } from "#worker/testing/cases/privacy.ts";
import { runJob } from "./run-job.ts";

const newAddress = () => `${randomText(12)}@example.test`;

async function received(to: string): Promise<{ subject: string; html: string; text: string }[]> {
  return (await fetch(`${env.RESEND_URL}/emails.json?to=${encodeURIComponent(to)}`)).json();
}

/** The mail about this row, as it stands. */
async function rowOf(subject: string): Promise<{ id: string; state: string; failure: string | null; attempts: number }> {
  const [row] = await asOwner()`select id, state, failure, attempts from mail where subject_id = ${subject} order by created_at desc limit 1`;
  return row as Awaited<ReturnType<typeof rowOf>>;
}

const subjectOf = async (table: string, email: string) => (await asOwner().query(`select id from ${table} where email = $1 order by created_at desc limit 1`, [email]))[0]?.["id"] as string;
const deliver = (mailId: string, settings: ConsumerEnv = env) => runJob(settings, { kind: "mail", mailId }, 1);
const linkIn = (text: string | undefined) => /\/(?:join|sign-up|reset)\/([\w-]{43})/.exec(text ?? "")?.[1] ?? "";

describe("a mail", () => {
  it("of an invite carries a link that opens it, and goes out once however often the message comes", async () => {
    const company = await makeCompany();
    const owner = await makeMember(company, "owner");
    const email = newAddress();
    await inviteMember(owner, { email, name: "Mere Tūhoe", role: "site_manager", siteIds: [company.sites[0].siteId] });
    const { id } = await rowOf(await subjectOf("invite", email));
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    const [mail, ...more] = await received(email);
    expect(more).toEqual([]);
    expect(mail?.text).toContain(company.sites[0].name);
    expect(await getInvite(makeRequest(), { token: linkIn(mail?.text) })).toMatchObject({ email, state: "open" });
    expect(linkIn(mail?.html)).toBe(linkIn(mail?.text));
    expect((await getTeam(owner)).invites).toMatchObject([{ mailState: "sent" }]);
  });

  it("of a sign-up and of a reset carry their links, and no row holds a token", async () => {
    const email = newAddress();
    await askSignUp(makeRequest(), { companyName: "Ōtira Fencing", name: "Hana", email });
    const signUp = await subjectOf("sign_up", email);
    await deliver((await rowOf(signUp)).id);
    const [mail] = await received(email);
    const token = linkIn(mail?.text);
    expect(await getSignUp(makeRequest(), { token })).toMatchObject({ email });
    const [kept] = await asOwner()`select (select string_agg(m::text, '') from mail m where subject_id = ${signUp}) || (select string_agg(s::text, '') from sign_up s where id = ${signUp}) as text`;
    expect(kept?.["text"]).not.toContain(token);
  });

  it("that nobody wants any more does not go out", async () => {
    const company = await makeCompany();
    const owner = await makeMember(company, "owner");
    const email = newAddress();
    for (let time = 0; time < 2; time += 1) await inviteMember(owner, { email, name: "Mere", role: "viewer", siteIds: [] });
    const rows = await asOwner()`select m.id, i.revoked_at from mail m join invite i on i.id = m.subject_id where i.email = ${email}`;
    for (const row of rows) await deliver(row["id"] as string);
    expect(await received(email)).toHaveLength(1);
    const replaced = rows.find((row) => row["revoked_at"] !== null);
    expect(await asOwner()`select state, failure from mail where id = ${replaced?.["id"] as string}`).toEqual([{ state: "failed", failure: "no longer wanted" }]);
  });

  it("to who asked what is held carries the link to that and nothing of it, and none goes out once they were erased", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const send = async (to: string) => {
      const { requestId, bookingId } = await makeInvitedAsked(company.sites[0], to);
      expect(await sendOwnLink(admin, { requestId, bookingId })).toBe("sent");
      return bookingId;
    };
    const [email, erased] = [newAddress(), newAddress()];
    const bookingId = await send(email);
    await deliver((await rowOf(bookingId)).id);
    const [mail] = await received(email);
    const token = /\/b\/([\w-]{43})\/held/.exec(mail?.text ?? "")?.[1] ?? "";
    expect(await getInvitedRecord(makeOwnBookingContext(makeRequest(), token), { token })).toMatchObject({ held: { bookings: [{ id: bookingId }] } });
    expect(mail?.text).not.toContain(company.sites[0].name);
    const gone = await send(erased);
    await asOwner()`update booking set erased_at = now() where id = ${gone}`;
    await deliver((await rowOf(gone)).id);
    expect([await received(erased), (await rowOf(gone)).state]).toEqual([[], "failed"]);
  });

  it("of a booking carries its link, and none goes out once it was called off", async () => {
    const company = await makeCompany();
    const admin = await makeMember(company, "admin");
    const visitor = { siteId: company.sites[0].siteId, ...somebody(), host: "Rangi", note: "Bring boots.", fromOn: "2099-11-24", toOn: "2099-11-25" };
    const [email, other] = [newAddress(), newAddress()];
    const { firstId } = await bookVisitor(admin, { formId: crypto.randomUUID(), visitor: { ...visitor, email } });
    const called = await bookVisitor(admin, { formId: crypto.randomUUID(), visitor: { ...visitor, ...somebody(), email: other } });
    await cancelBooking(admin, { bookingId: called.firstId });
    for (const id of [firstId, firstId, called.firstId]) await deliver(id);
    const mails = await received(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("Test Member gave");
    const token = /\/b\/([\w-]{43})/.exec(mails[0]?.text ?? "")?.[1] ?? "";
    expect(await getOwnBooking(makeOwnBookingContext(makeRequest(), token))).toMatchObject({ bookingId: firstId });
    expect(await received(other)).toEqual([]);
    expect(await getBooking(admin, { bookingId: firstId })).toMatchObject({ token, booking: { mailState: "sent" } });
    expect(await getBooking(await makeMember(company, "viewer"), { bookingId: firstId })).toMatchObject({ token: null });
  });

  it("tells who was told that they are expected that they are not any more, once, without their link", async () => {
    const company = await makeCompany();
    const [admin, email] = [await makeMember(company, "admin"), newAddress()];
    const { firstId } = await bookVisitor(admin, { formId: crypto.randomUUID(), visitor: { siteId: company.sites[0].siteId, ...somebody(), email, host: "", note: "", fromOn: "2099-11-24", toOn: "2099-11-25" } });
    await deliver(firstId);
    expect(await cancelBooking(admin, { bookingId: firstId })).toEqual({ mailStop: null });
    expect(await cancelBooking(admin, { bookingId: firstId })).toBeNull();
    const rows = await asOwner()`select id from mail where subject_id = ${firstId} and kind = 'booking-cancelled'`;
    for (const row of [...rows, ...rows]) await deliver(row["id"] as string);
    const mails = (await received(email)).filter(({ subject }) => subject?.startsWith("Called off"));
    expect([rows.length, mails.length]).toEqual([1, 1]);
    expect(mails[0]?.text).toContain("Tuesday 24 November 2099 to Wednesday 25 November 2099");
    expect(mails[0]?.text).not.toMatch(/\/b\//);
  });

  it("that the service refuses says why on the team page, and is not tried again", async () => {
    const owner = await makeMember(await makeCompany(), "owner");
    const email = newAddress();
    await inviteMember(owner, { email, name: "Mere", role: "viewer", siteIds: [] });
    await deliver((await rowOf(await subjectOf("invite", email))).id, { ...env, RESEND_API_KEY: "re_wrong" });
    expect((await getTeam(owner)).invites).toMatchObject([{ mailState: "failed", mailFailure: "the mail service did not accept our key or our address (invalid_api_key)" }]);
  });

  it("that the service does not take just now waits, is swept up again, and goes out", async () => {
    const email = newAddress();
    await askSignUp(makeRequest(), { companyName: "A", name: "B", email });
    const { id } = await rowOf(await subjectOf("sign_up", email));
    await deliver(id, { ...env, RESEND_URL: `${env.TEST_MAIL_TROUBLE_URL}/500/internal_server_error` });
    const waiting = await rowOf(await subjectOf("sign_up", email));
    expect(waiting).toMatchObject({ state: "queued", attempts: 1 });
    await deliver(id);
    expect(await received(email)).toEqual([]);
    // Before all others that wait: a sweep takes a hundred.
    await asOwner()`update mail set due_at = now() - interval '1 year' where id = ${id}`;
    const announced: string[] = [];
    const request = makeRequest();
    await sweepMail({ ...request, announce: async (job) => void (job.kind === "mail" && announced.push(job.mailId)) });
    expect(announced).toContain(id);
    await deliver(id);
    expect(await received(email)).toHaveLength(1);
  });

  it("about a new password goes out to who has the account, and none to who has not", async () => {
    const member = await makeMember(await makeCompany(), "viewer");
    const email = `${member.claims.memberId}@example.test`;
    for (const address of [email, newAddress()]) await askReset(makeRequest(), { email: address });
    await vi.waitFor(async () => expect(await asOwner()`select count(*)::int as n from password_reset r join account a on a.id = r.account_id where a.email = ${email}`).toEqual([{ n: 1 }]));
    const [row] = await asOwner()`select m.id from mail m join password_reset r on r.id = m.subject_id join account a on a.id = r.account_id where a.email = ${email}`;
    await deliver(row?.["id"] as string);
    expect(linkIn((await received(email))[0]?.text)).toHaveLength(43);
  });
});
