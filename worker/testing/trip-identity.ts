/** The trips of the office's pages about people: team, settings, one's own account. */
import { TOTP } from "otpauth";
import { uuidv7 } from "uuidv7";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import type { MemberRole } from "#worker/permissions.ts";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, randomText } from "./factories.ts";
import type { Case, Sent } from "./trip-case.ts";

const PASSWORD = "kōwhai-blossom-42";
const newEmail = () => `${randomText(12)}@example.test`;

/** Somebody of a company of their own, whose password is known. */
async function makePerson(role: MemberRole = "owner") {
  const company = await makeCompany();
  const member = await makeMember(company, role);
  const email = `${member.claims.memberId}@example.test`;
  await asOwner()`update account set password_hash = ${await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)))} where email = ${email}`;
  return { company, member, email, cookie: (await writeSession(makeRequest(), member.claims)).split(";")[0] ?? "" };
}

type Person = Awaited<ReturnType<typeof makePerson>>;
type Form = Record<string, string>;

/** The path, and the form where one is sent, of somebody made for this one request. */
const as = (role: MemberRole, sent: (person: Person) => Promise<Omit<Sent, "cookie">> | Omit<Sent, "cookie">) => async (): Promise<Sent> => {
  const person = await makePerson(role);
  return { ...(await sent(person)), cookie: person.cookie };
};

async function colleagueOf({ company }: Person): Promise<string> {
  return (await makeMember(company, "viewer")).claims.memberId;
}

async function openInvite({ company }: Person): Promise<string> {
  const id = uuidv7();
  await asOwner()`insert into invite (company_id, id, email, name, role, token_hash, expires_at) values (${company.companyId}, ${id}, ${newEmail()}, 'Hana Parata', 'viewer',
    ${`\\x${toHex(sha256Of(randomText(43)))}`}::bytea, now() + interval '1 hour')`;
  return id;
}

/** Another company of the same account. */
async function otherCompany({ member }: Person): Promise<string> {
  const { companyId } = await makeCompany();
  await asOwner()`insert into member (company_id, id, account_id, name, role) select ${companyId}, ${uuidv7()}, account_id, name, 'viewer' from member where id = ${member.claims.memberId}`;
  return companyId;
}

async function setUp({ member, email }: Person, password = PASSWORD): Promise<Form> {
  const { secret, sealed } = await beginAuthenticator(member, email);
  return { intent: "add", email, password, sealed, code: new TOTP({ secret }).generate() };
}

const CHECKED = "the password's hash is read first: checking it is work outside the database";
const AND_PAGE = "and the page shows how things are";
const CODES = `${CHECKED}; the page with the codes is shown under the session's new secret`;

/** A page of the office as one of its members sees it, and as a stranger does not. */
const page = (path: string, role: MemberRole = "owner"): Case[] => [
  { when: "a member looks", trips: 1, status: 200, send: as(role, () => ({ path })) },
  { when: "a stranger looks", trips: 0, because: "there is no session to ask about", status: 302, send: () => ({ path }) },
];

export const IDENTITY: Record<string, Case[]> = {
  "GET /team": [
    ...page("/team"),
    { when: "somebody whose role does not allow it looks", trips: 2, because: "the refusal is written down, in a trip of its own", status: 403, send: as("viewer", () => ({ path: "/team" })) },
  ],
  "POST /team": [
    { when: "a member is disabled", trips: 1, status: 303, send: as("owner", async (person) => ({ path: "/team", form: { intent: "disable", memberId: await colleagueOf(person) } })) },
    { when: "an invite is withdrawn", trips: 1, status: 303, send: as("admin", async (person) => ({ path: "/team", form: { intent: "withdraw", inviteId: await openInvite(person) } })) },
    { when: "the last owner is disabled", trips: 2, because: `it is refused, ${AND_PAGE}`, status: 409, send: as("owner", ({ member }) => ({ path: "/team", form: { intent: "disable", memberId: member.claims.memberId } })) },
  ],
  "GET /team/invite": page("/team/invite"),
  "POST /team/invite": [
    { when: "an invite", trips: 1, status: 303, send: as("admin", () => ({ path: "/team/invite", form: { name: "Hana Parata", email: newEmail(), role: "viewer" } })) },
    { when: "no e-mail", trips: 1, status: 400, send: as("admin", () => ({ path: "/team/invite", form: { name: "Hana Parata", email: "", role: "viewer" } })) },
    { when: "somebody who is in the team", trips: 2, because: `it is refused, ${AND_PAGE}`, status: 400, send: as("admin", ({ email }) => ({ path: "/team/invite", form: { name: "Hana Parata", email, role: "viewer" } })) },
  ],
  "GET /team/roles": [{ when: "a member looks", trips: 0, because: "it holds nothing of any company", status: 200, send: as("viewer", () => ({ path: "/team/roles" })) }],
  "GET /team/:id": [{ when: "a member looks", trips: 1, status: 200, send: as("owner", async (person) => ({ path: `/team/${await colleagueOf(person)}` })) }],
  "POST /team/:id": [
    { when: "another role", trips: 1, status: 303, send: as("owner", async (person) => ({ path: `/team/${await colleagueOf(person)}`, form: { version: "1", role: "admin" } })) },
    { when: "a version that is over", trips: 2, because: `it is refused, ${AND_PAGE}`, status: 409, send: as("owner", async (person) => ({ path: `/team/${await colleagueOf(person)}`, form: { version: "2", role: "admin" } })) },
  ],
  "GET /settings": page("/settings", "admin"),
  "POST /settings": [
    { when: "a second factor is asked for", trips: 1, status: 303, send: as("owner", () => ({ path: "/settings", form: { intent: "require" } })) },
    { when: "photos are allowed", trips: 1, ofObject: 1, because: "the site's object reads the site again, so that the gate knows at once", status: 303, send: as("owner", () => ({ path: "/settings", form: { intent: "photos-on" } })) },
  ],
  "GET /account": page("/account", "viewer"),
  "POST /account": [
    { when: "the other sessions end", trips: 1, status: 303, send: as("viewer", () => ({ path: "/account", form: { intent: "end-others" } })) },
    { when: "a switch to another company", trips: 1, status: 303, send: as("viewer", async (person) => ({ path: "/account", form: { intent: "switch", companyId: await otherCompany(person) } })) },
  ],
  "GET /account/password": page("/account/password"),
  "POST /account/password": [
    { when: "a new password", trips: 2, because: CHECKED, status: 303, send: as("viewer", () => ({ path: "/account/password", form: { password: PASSWORD, newPassword: "a quiet harbour at dawn" } })) },
    { when: "a wrong password", trips: 2, because: `it is refused, ${AND_PAGE}`, status: 400, send: as("viewer", () => ({ path: "/account/password", form: { password: "something else", newPassword: "a quiet harbour at dawn" } })) },
  ],
  "GET /account/authenticator": page("/account/authenticator"),
  "POST /account/authenticator": [
    { when: "it is set up", trips: 3, because: CODES, status: 200, send: as("viewer", async (person) => ({ path: "/account/authenticator", form: await setUp(person) })) },
    { when: "a wrong password", trips: 2, because: `it is refused, ${AND_PAGE}`, status: 400, send: as("viewer", async (person) => ({ path: "/account/authenticator", form: await setUp(person, "something else") })) },
  ],
  "GET /account/passkeys": page("/account/passkeys"),
  "POST /account/passkeys": [
    { when: "script asks for what the device is asked with", trips: 1, status: 200, send: as("viewer", () => ({ path: "/account/passkeys?_data=routes%2Faccount.passkeys%2Froute", form: { intent: "begin", password: PASSWORD, name: "Laptop" } })) },
    { when: "one that is gone is removed", trips: 2, because: CHECKED, status: 409, send: as("viewer", () => ({ path: "/account/passkeys", form: { intent: "remove", password: PASSWORD, passkeyId: uuidv7() } })) },
  ],
  "GET /account/recovery-codes": page("/account/recovery-codes"),
  "POST /account/recovery-codes": [{ when: "new ones", trips: 3, because: CODES, status: 200, send: as("viewer", () => ({ path: "/account/recovery-codes", form: { password: PASSWORD } })) }],
};
