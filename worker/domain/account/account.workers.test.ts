import { TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { makeMemberContext, type MemberContext, type SessionClaims } from "#worker/context.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { addAuthenticator, beginAuthenticator, removeAuthenticator } from "#worker/domain/account/authenticator.ts";
import { changePassword } from "#worker/domain/account/change-password.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { linkTokenOf } from "#worker/domain/account/link-token.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { askReset, finishReset, getReset } from "#worker/domain/account/reset-password.ts";
import { finishSecondStep, getSecondStep } from "#worker/domain/account/second-step.ts";
import { endOtherSessions, endSession } from "#worker/domain/account/sessions.ts";
import { switchCompany } from "#worker/domain/account/switch-company.ts";
import { digestOfEmail } from "#worker/domain/account/tries.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { DomainError } from "#worker/errors.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, randomAddress, type MadeCompany } from "#worker/testing/factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";
let hash: string;
let company: MadeCompany;

beforeAll(async () => {
  hash = await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)));
  company = await makeCompany();
});

/** A member whose password is known, and their e-mail. */
async function makePerson(role: "owner" | "admin" | "viewer" = "admin", of: MadeCompany = company) {
  const member = await makeMember(of, role);
  const email = `${member.claims.memberId}@example.test`;
  await asOwner()`update account set password_hash = ${hash} where email = ${email}`;
  return { member, email };
}

/** The member with the claims that a change gave. */
const withClaims = (claims: SessionClaims): MemberContext => makeMemberContext(makeRequest(), claims);

async function enter(email: string, password = PASSWORD, address = randomAddress()) {
  return logIn(makeRequest({ address }), { email, password }, null);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

const eventsOf = (companyId: string, action: string) => asOwner()`select * from audit_event where company_id = ${companyId} and action = ${action} order by number`;

/** What the app shows, so many steps of 30 seconds from now. */
const codeAt = (base32: string, stepsLater = 0) => new TOTP({ secret: base32 }).generate({ timestamp: Date.now() + stepsLater * 30_000 });

describe("log-in", () => {
  it("opens a session in the chain of its company, whatever the case of the e-mail", async () => {
    const { email, member } = await makePerson();
    const entered = await enter(` ${email.toUpperCase()} `);
    expect(entered).toMatchObject({ outcome: "in", email, claims: { companyId: company.companyId, memberId: member.claims.memberId, role: "admin" } });
    const [event] = (await eventsOf(company.companyId, "session.opened")).filter((row) => row["actor_id"] === member.claims.memberId);
    expect(event).toMatchObject({ actor_kind: "member" });
    expect(Object.keys(event?.["openings"] as object)).toEqual(["address", "userAgent"]);
  });

  it("tells whoever is in no company any more that their access was ended, once the password was right, and nobody else", async () => {
    const { email, member } = await makePerson();
    await asOwner()`update member set disabled_at = now() where id = ${member.claims.memberId}`;
    expect(await codeOf(enter(email, "something else"))).toBe("WRONG_LOG_IN");
    expect(await codeOf(enter(email))).toBe("ACCESS_ENDED");
    await asOwner()`update account set totp_secret = '\\x00' where email = ${email}`;
    expect(await enter(email)).toMatchObject({ outcome: "second-step" });
  });

  it("writes a failure into the company's chain, and one of nobody into the deployment's", async () => {
    const { email, member } = await makePerson();
    expect(await codeOf(enter(email, "something else"))).toBe("WRONG_LOG_IN");
    const events = await eventsOf(company.companyId, "log-in.failed");
    expect(events.filter((row) => row["subject_id"] === member.claims.memberId)).toHaveLength(1);
    const nobody = `nobody-${member.claims.memberId}@example.test`;
    const request = makeRequest();
    expect(await codeOf(logIn(request, { email: nobody, password: "something else" }, null))).toBe("WRONG_LOG_IN");
    expect(request.databaseTrips).toBe(2);
    const [noted] = await asOwner()`select openings -> 'email' ->> 'value' as email from audit_event where company_id = '00000000-0000-0000-0000-000000000000' and request_id = ${request.requestId}`;
    expect(noted).toEqual({ email: nobody });
  });

  it("admits five wrong ones of twenty at once by account and client, and the sixth not even with the right password", async () => {
    const { email } = await makePerson();
    const address = randomAddress();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => codeOf(enter(email, "something else", address))));
    expect(outcomes.filter((outcome) => outcome === "WRONG_LOG_IN")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === "TOO_MANY_TRIES")).toHaveLength(15);
    expect(await codeOf(enter(email, PASSWORD, address))).toBe("TOO_MANY_TRIES");
    expect(await codeOf(enter(email, PASSWORD))).toBe("done");
  });

  it("says at the last try but one that one is left, of an account and of an address that nobody has", async () => {
    const { email } = await makePerson();
    for (const address of [email, `${crypto.randomUUID()}@example.test`]) {
      const client = randomAddress();
      const left: unknown[] = [];
      for (let time = 0; time < 6; time += 1) left.push(await enter(address, "something else", client).catch((error: unknown) => (error instanceof DomainError ? (error.triesLeft ?? error.code) : error)));
      expect(left).toEqual(["WRONG_LOG_IN", "WRONG_LOG_IN", "WRONG_LOG_IN", 1, 0, "TOO_MANY_TRIES"]);
    }
  });

  it("is locked by strangers for strangers alone: a device that was here before still gets in", async () => {
    const { email } = await makePerson();
    const wrong = Array.from({ length: 10 }, () => randomAddress());
    for (const address of wrong) await Promise.all(Array.from({ length: 5 }, () => codeOf(enter(email, "something else", address))));
    expect(await codeOf(enter(email))).toBe("TOO_MANY_TRIES");
    const device = { id: crypto.randomUUID(), accounts: [digestOfEmail(email)] };
    expect(await codeOf(logIn(makeRequest(), { email, password: PASSWORD }, device))).toBe("done");
  });

  it("forgets the failures once the right password was given", async () => {
    const { email } = await makePerson();
    const address = randomAddress();
    for (let time = 0; time < 4; time += 1) await codeOf(enter(email, "something else", address));
    expect(await codeOf(enter(email, PASSWORD, address))).toBe("done");
    expect(await codeOf(enter(email, "something else", address))).toBe("WRONG_LOG_IN");
  });
});

describe("the second step", () => {
  it("is set up, asked for, taken once, and its recovery codes work once each", async () => {
    const { member, email } = await makePerson();
    const offer = await beginAuthenticator(member, email);
    expect(await codeOf(addAuthenticator(member, { password: PASSWORD, sealed: offer.sealed, code: "000000" }))).toBe("INVALID_INPUT");
    expect(await codeOf(addAuthenticator(member, { password: "wrong one here", sealed: offer.sealed, code: codeAt(offer.secret) }))).toBe("INVALID_INPUT");
    const { claims, recoveryCodes } = await addAuthenticator(member, { password: PASSWORD, sealed: offer.sealed, code: codeAt(offer.secret, -1) });
    expect(recoveryCodes).toHaveLength(10);
    expect(await codeOf(getOwnAccount(member))).toBe("NOT_LOGGED_IN");
    expect(await getOwnAccount(withClaims(claims))).toMatchObject({ email, hasTotp: true, recoveryCodesLeft: 10 });
    expect((await eventsOf(company.companyId, "account.authenticator-added")).filter((row) => row["actor_id"] === claims.memberId)).toHaveLength(1);

    const entered = await enter(email);
    if (entered.outcome !== "second-step") throw new Error("no second step was asked for");
    expect(await getSecondStep(makeRequest(), { token: entered.token })).toEqual({ email, ways: { totp: true, passkey: false }, passkey: null });
    expect(await codeOf(finishSecondStep(makeRequest(), { token: entered.token, code: codeAt(offer.secret, -1) }))).toBe("WRONG_CODE");
    const code = codeAt(offer.secret);
    const twice = await Promise.all([1, 2].map(() => codeOf(finishSecondStep(makeRequest(), { token: entered.token, code }))));
    expect(twice.sort()).toEqual(["WRONG_CODE", "done"]);
    const [recoveryCode = ""] = recoveryCodes ?? [];
    const both = await Promise.all([1, 2].map(() => codeOf(finishSecondStep(makeRequest(), { token: entered.token, recoveryCode }))));
    expect(both.sort()).toEqual(["WRONG_CODE", "done"]);
    expect(await getOwnAccount(withClaims(claims))).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await codeOf(finishSecondStep(makeRequest(), { token: "forged", code }))).toBe("NOT_LOGGED_IN");

    await removeAuthenticator(withClaims(claims), { password: PASSWORD });
    expect(await enter(email)).toMatchObject({ outcome: "in" });
  });

  it("that a company asks of its owners leaves them nothing but their own account until they have one", async () => {
    const strict = await makeCompany();
    const { member, email } = await makePerson("owner", strict);
    await asOwner()`update company set second_factor_required = true where company_id = ${strict.companyId}`;
    expect(await codeOf(getTeam(member))).toBe("SECOND_FACTOR_REQUIRED");
    const offer = await beginAuthenticator(member, email);
    const { claims } = await addAuthenticator(member, { password: PASSWORD, sealed: offer.sealed, code: codeAt(offer.secret) });
    expect((await getTeam(withClaims(claims))).members).toHaveLength(1);
    expect(await codeOf(removeAuthenticator(withClaims(claims), { password: PASSWORD }))).toBe("LAST_SECOND_FACTOR");
    const { member: viewer } = await makePerson("viewer", strict);
    expect(await codeOf(getOwnAccount(viewer))).toBe("done");
  });
});

describe("one's own password and sessions", () => {
  it("a new password ends the other sessions and keeps this one under a new secret", async () => {
    const { member, email } = await makePerson();
    const other = await enter(email);
    expect(await codeOf(changePassword(member, { password: "not mine at all", newPassword: "pōhutukawa on the cliff 9" }))).toBe("INVALID_INPUT");
    expect(await codeOf(changePassword(member, { password: PASSWORD, newPassword: "password1234" }))).toBe("INVALID_INPUT");
    const claims = await changePassword(member, { password: PASSWORD, newPassword: "pōhutukawa on the cliff 9" });
    expect(await codeOf(getOwnAccount(withClaims(claims)))).toBe("done");
    expect(await codeOf(getOwnAccount(member))).toBe("NOT_LOGGED_IN");
    if (other.outcome === "in") expect(await codeOf(getOwnAccount(withClaims(other.claims)))).toBe("NOT_LOGGED_IN");
    expect(await codeOf(enter(email))).toBe("WRONG_LOG_IN");
    expect(await enter(email, "pōhutukawa on the cliff 9")).toMatchObject({ outcome: "in" });
  });

  it("ends one session or all others, and nobody else's", async () => {
    const { member, email } = await makePerson();
    const [one, two] = [await enter(email), await enter(email)];
    const account = await getOwnAccount(member);
    expect(account.sessions.map(({ isThis }) => isThis).filter(Boolean)).toHaveLength(1);
    expect(account.sessions).toHaveLength(3);
    const { member: stranger } = await makePerson();
    expect(await endSession(stranger, { sessionId: account.sessions[0]?.id ?? "" })).toBe(false);
    const ending = account.sessions.find(({ isThis }) => !isThis);
    expect(await endSession(member, { sessionId: ending?.id ?? "" })).toBe(true);
    expect(await endOtherSessions(member)).toBe(1);
    for (const entered of [one, two]) if (entered.outcome === "in") expect(await codeOf(getOwnAccount(withClaims(entered.claims)))).toBe("NOT_LOGGED_IN");
    expect(await codeOf(getOwnAccount(member))).toBe("done");
  });
});

describe("a forgotten password", () => {
  async function linkOf(email: string): Promise<string> {
    const [row] = await asOwner()`select r.id, m.key_id from password_reset r join account a on a.id = r.account_id join mail m on m.subject_id = r.id where a.email = ${email} and r.used_at is null`;
    return linkTokenOf(makeRequest().settings, row?.["key_id"] as string, "reset", row?.["id"] as string) ?? "";
  }

  it("is set anew by the link, once, and every session ends", async () => {
    const { member, email } = await makePerson();
    const request = makeRequest();
    const deferred: Promise<unknown>[] = [];
    await askReset({ ...request, defer: (work) => void deferred.push(work) }, { email });
    expect(await Promise.all(deferred)).toHaveLength(1);
    const token = await linkOf(email);
    expect(await getReset(makeRequest(), { token })).toEqual({ email });
    expect(await codeOf(finishReset(makeRequest(), { token, newPassword: "short" }))).toBe("INVALID_INPUT");
    const both = await Promise.all([1, 2].map(() => codeOf(finishReset(makeRequest(), { token, newPassword: "a quiet harbour at dawn" }))));
    expect(both.sort()).toEqual(["LINK_DEAD", "done"]);
    expect(await codeOf(getOwnAccount(member))).toBe("NOT_LOGGED_IN");
    expect(await enter(email, "a quiet harbour at dawn")).toMatchObject({ outcome: "in" });
    expect(await codeOf(getReset(makeRequest(), { token }))).toBe("LINK_DEAD");
  });

  it("answers the same for an address that nobody has, and waits for neither", async () => {
    const request = makeRequest();
    const deferred: Promise<unknown>[] = [];
    await askReset({ ...request, defer: (work) => void deferred.push(work) }, { email: `nobody-${request.requestId}@example.test` });
    expect(await Promise.all(deferred)).toHaveLength(1);
    const [noted] = await asOwner()`select action from audit_event where company_id = '00000000-0000-0000-0000-000000000000' and request_id = ${request.requestId}`;
    expect(noted).toEqual({ action: "password.reset-asked" });
  });
});

describe("an account of two companies", () => {
  it("switches between them: one session ends, the other begins and ends when the first would have", async () => {
    const { member } = await makePerson("viewer");
    const second = await makeCompany();
    await asOwner()`insert into member (company_id, id, account_id, name, role) select ${second.companyId}, ${crypto.randomUUID()}, account_id, 'Same Person', 'owner' from member where company_id = ${company.companyId} and id = ${member.claims.memberId}`;
    expect((await getOwnAccount(member)).companies).toHaveLength(2);
    const claims = await switchCompany(member, { companyId: second.companyId });
    expect(claims).toMatchObject({ companyId: second.companyId, role: "owner", expiresAt: member.claims.expiresAt });
    expect(await codeOf(getOwnAccount(member))).toBe("NOT_LOGGED_IN");
    expect(await codeOf(getTeam(withClaims(claims)))).toBe("done");
    expect(await codeOf(switchCompany(withClaims(claims), { companyId: (await makeCompany()).companyId }))).toBe("NOT_FOUND");
    expect(await eventsOf(second.companyId, "session.opened")).toHaveLength(1);
  });
});
