/** The trips of the pages before the office: log-in, sign-up, new password, invitation. */
import { TOTP } from "otpauth";
import { uuidv7 } from "uuidv7";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { addAuthenticator, beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, randomText } from "./factories.ts";
import type { Case } from "./trip-case.ts";

const PASSWORD = "kōwhai-blossom-42";
const NEW_PASSWORD = "a quiet harbour at dawn";
const NO_LINK = `${"x".repeat(42)}A`;

const newEmail = () => `${randomText(12)}@example.test`;
const hashText = (token: string) => `\\x${toHex(sha256Of(token))}`;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** An admin who logs in with this password. */
async function makePerson() {
  const company = await makeCompany();
  const member = await makeMember(company, "admin");
  const email = `${member.claims.memberId}@example.test`;
  await asOwner()`update account set password_hash = ${await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)))} where email = ${email}`;
  return { company, member, email };
}

/** The same, with an app for codes. Gives one that is good now. */
async function makeCareful() {
  const { member, email } = await makePerson();
  const { secret, sealed } = await beginAuthenticator(member, email);
  const app = new TOTP({ secret });
  await addAuthenticator(member, { password: PASSWORD, sealed, code: app.generate({ timestamp: Date.now() - 30_000 }) });
  return { email, code: app.generate() };
}

/** Somebody whose password was right a moment ago. */
async function beginStep() {
  const { email, code } = await makeCareful();
  const came = await logIn(makeRequest(), { email, password: PASSWORD }, null);
  if (came.outcome !== "second-step") throw new Error("no second step was asked for");
  return { code, cookie: `__Host-second-step=${came.token}` };
}

async function signUpLink(email = newEmail()): Promise<string> {
  const token = randomText(43);
  await asOwner()`insert into sign_up (id, email, company_name, member_name, token_hash, expires_at) values (${uuidv7()}, ${email}, 'Rātā Roofing', 'Aroha Ngata', ${hashText(token)}::bytea, ${inAnHour()})`;
  return `/sign-up/${token}`;
}

async function resetLink(): Promise<string> {
  const [{ email }, token] = [await makePerson(), randomText(43)];
  await asOwner()`insert into password_reset (id, account_id, token_hash, expires_at) select ${uuidv7()}, id, ${hashText(token)}::bytea, ${inAnHour()} from account where email = ${email}`;
  return `/reset/${token}`;
}

async function inviteLink(revokedAt: string | null = null, email = newEmail()): Promise<string> {
  const [{ companyId }, token] = [await makeCompany(), randomText(43)];
  await asOwner()`insert into invite (company_id, id, email, name, role, token_hash, expires_at, revoked_at) values (${companyId}, ${uuidv7()}, ${email}, 'Hana Parata', 'viewer', ${hashText(token)}::bytea, ${inAnHour()}, ${revokedAt})`;
  return `/join/${token}`;
}

/** The link of somebody who has a log-in already, and the cookie of theirs. */
async function ownLink(make: (email: string) => Promise<string>) {
  const { member, email } = await makePerson();
  return { path: await make(email), cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "" };
}

const BEFORE = "refused before the database is asked";
const READ_FIRST = "the link is read first: making a password's hash is work outside the database";
const AGAIN = "and the page again";

export const ENTRANCE: Record<string, Case[]> = {
  "GET /log-in": [{ when: "anybody", trips: 0, because: "the page holds nothing of anybody", status: 200, send: () => ({ path: "/log-in" }) }],
  "POST /log-in": [
    { when: "a log-in", trips: 2, because: "the hash is read first: checking a password is work outside the database", status: 303, send: async () => ({ path: "/log-in", form: { email: (await makePerson()).email, password: PASSWORD, next: "" } }) },
    { when: "a log-in that needs a second step", trips: 1, status: 303, send: async () => ({ path: "/log-in", form: { email: (await makeCareful()).email, password: PASSWORD, next: "" } }) },
    { when: "a wrong password", trips: 2, because: "the failure is written down; an unknown e-mail costs as many", status: 401, send: async () => ({ path: "/log-in", form: { email: (await makePerson()).email, password: "something else", next: "" } }) },
    { when: "no e-mail", trips: 0, because: BEFORE, status: 400, send: () => ({ path: "/log-in", form: { email: "", password: "x", next: "" } }) },
    { when: "a passkey that is none", trips: 2, because: "the try is counted, then the failure is written down: whose it is nobody knows", status: 401, send: () => ({ path: "/log-in", form: { passkeyResponse: "{}", passkeyToken: "x", next: "" } }) },
  ],
  "GET /log-in/passkey": [{ when: "anybody", trips: 0, because: "a challenge is signed, not kept", status: 200, send: () => ({ path: "/log-in/passkey" }) }],
  "GET /log-in/second-step": [
    { when: "after the password", trips: 1, status: 200, send: async () => ({ path: "/log-in/second-step", cookie: (await beginStep()).cookie }) },
    { when: "without it", trips: 0, because: "it leads to the log-in page", status: 303, send: () => ({ path: "/log-in/second-step" }) },
  ],
  "POST /log-in/second-step": [
    { when: "the right code", trips: 2, because: "the secret is read first: checking a code is work outside the database", status: 303, send: async () => { const { code, cookie } = await beginStep(); return { path: "/log-in/second-step", form: { way: "code", code }, cookie }; } },
    { when: "a wrong code", trips: 3, because: `the failure is written down, ${AGAIN}`, status: 401, send: async () => ({ path: "/log-in/second-step", form: { way: "code", code: "12" }, cookie: (await beginStep()).cookie }) },
    { when: "no code", trips: 1, status: 400, send: async () => ({ path: "/log-in/second-step", form: { way: "code", code: "" }, cookie: (await beginStep()).cookie }) },
    { when: "without the password", trips: 0, because: "it leads to the log-in page", status: 303, send: () => ({ path: "/log-in/second-step", form: { way: "code", code: "123456" } }) },
  ],
  "GET /sign-up": [{ when: "anybody", trips: 0, because: "the page holds nothing of anybody", status: 200, send: () => ({ path: "/sign-up" }) }],
  "POST /sign-up": [
    { when: "a new company", trips: 1, status: 200, send: () => ({ path: "/sign-up", form: { companyName: "Rātā Roofing", name: "Aroha Ngata", email: newEmail() } }) },
    { when: "wrong input", trips: 0, because: BEFORE, status: 400, send: () => ({ path: "/sign-up", form: { companyName: "", name: "", email: "" } }) },
  ],
  "GET /sign-up/:token": [
    { when: "a live link", trips: 1, status: 200, send: async () => ({ path: await signUpLink() }) },
    { when: "a link that was made up", trips: 1, status: 404, send: () => ({ path: `/sign-up/${NO_LINK}` }) },
    { when: "a token that can't be one", trips: 0, because: "it has not the form of one", status: 404, send: () => ({ path: "/sign-up/nothing" }) },
  ],
  "POST /sign-up/:token": [
    { when: "a new log-in", trips: 2, because: READ_FIRST, status: 303, send: async () => ({ path: await signUpLink(), form: { intent: "new", newPassword: NEW_PASSWORD } }) },
    { when: "a log-in that is there", trips: 2, because: READ_FIRST, status: 303, send: async () => ({ ...(await ownLink(signUpLink)), form: { intent: "own" } }) },
    { when: "a short password, and the page again", trips: 1, status: 400, send: async () => ({ path: await signUpLink(), form: { intent: "new", newPassword: "short" } }) },
    { when: "somebody else logs out", trips: 1, status: 303, send: async () => ({ ...(await ownLink(() => signUpLink())), form: { intent: "other" } }) },
  ],
  "GET /reset": [{ when: "anybody", trips: 0, because: "the page holds nothing of anybody", status: 200, send: () => ({ path: "/reset" }) }],
  "POST /reset": [
    { when: "an address, known or not", trips: 2, because: "the try is counted; what depends on the address happens behind the answer", status: 200, send: () => ({ path: "/reset", form: { email: newEmail() } }) },
    { when: "no address", trips: 0, because: BEFORE, status: 400, send: () => ({ path: "/reset", form: { email: "" } }) },
  ],
  "GET /reset/:token": [
    { when: "a live link", trips: 1, status: 200, send: async () => ({ path: await resetLink() }) },
    { when: "a link that was made up", trips: 1, status: 404, send: () => ({ path: `/reset/${NO_LINK}` }) },
  ],
  "POST /reset/:token": [
    { when: "a new password", trips: 2, because: READ_FIRST, status: 303, send: async () => ({ path: await resetLink(), form: { newPassword: NEW_PASSWORD } }) },
    { when: "a common one", trips: 2, because: `the password is held against the e-mail, ${AGAIN}`, status: 400, send: async () => ({ path: await resetLink(), form: { newPassword: "password1234" } }) },
  ],
  "GET /join/:token": [
    { when: "a live link", trips: 1, status: 200, send: async () => ({ path: await inviteLink() }) },
    { when: "a withdrawn one", trips: 1, status: 410, send: async () => ({ path: await inviteLink(new Date().toISOString()) }) },
    { when: "a link that was made up", trips: 1, status: 404, send: () => ({ path: `/join/${NO_LINK}` }) },
  ],
  "POST /join/:token": [
    { when: "a new log-in", trips: 2, because: READ_FIRST, status: 303, send: async () => ({ path: await inviteLink(), form: { intent: "new", name: "Hana Parata", newPassword: NEW_PASSWORD } }) },
    { when: "a log-in that is there", trips: 2, because: READ_FIRST, status: 303, send: async () => ({ ...(await ownLink((email) => inviteLink(null, email))), form: { intent: "own", name: "Hana Parata" } }) },
    { when: "somebody else's session", trips: 3, because: `the database knows whose it is, ${AGAIN}`, status: 409, send: async () => ({ ...(await ownLink(async () => inviteLink(null, (await makePerson()).email))), form: { intent: "own", name: "Hana Parata" } }) },
  ],
};
