/** Whatever works once or so many times, asked for by several at the same moment: the database lets them take turns. */
import { beforeAll, describe, expect, it } from "vitest";
import { makeMemberContext } from "#worker/context.ts";
import { hashRecoveryCode } from "#worker/crypto/recovery-codes.ts";
import { changePassword } from "#worker/domain/account/change-password.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { logInWithPasskey } from "#worker/domain/account/passkey-log-in.ts";
import { makeRecoveryCodes } from "#worker/domain/account/recovery-codes.ts";
import { askReset, finishReset } from "#worker/domain/account/reset-password.ts";
import { finishSecondStep } from "#worker/domain/account/second-step.ts";
import { switchCompany } from "#worker/domain/account/switch-company.ts";
import { digestOfEmail } from "#worker/domain/account/tries.ts";
import { finishSignUp } from "#worker/domain/company/sign-up.ts";
import { changeMember, disableMember } from "#worker/domain/member/change.ts";
import { joinCompany } from "#worker/domain/member/join.ts";
import { redirectLog } from "#worker/log.ts";
import type { MemberRole } from "#worker/permissions.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import { ask } from "./ask.ts";
import { cookieOf } from "./cases/route-case.ts";
import { challengeFor, codeOf, freshEmail, giveAuthenticator, givePasskey, giveRecoveryCode, makeInvite, makeReset, makeSignUp, stepOf } from "./cases/rows.ts";
import { asOwner } from "./database.ts";
import { expectWholeChains } from "./events.ts";
import { makeCompany, makeRequest, randomAddress } from "./factories.ts";
import { makeActor, makeStranger, makeWorld, PASSWORD, type Actor, type World } from "./world.ts";

const newPassword = "tōtara bucket 5 weather";
let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

/** How each ended: "done", or the code of its refusal. */
async function endingsOf(works: Promise<unknown>[]): Promise<string[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => (end.status === "fulfilled" ? "done" : ((end.reason as { code?: string }).code ?? String(end.reason)))).sort();
}

/** So many at once, all the same. */
const atOnce = (count: number, work: (index: number) => Promise<unknown>) => endingsOf(Array.from({ length: count }, (_, index) => work(index)));

const endings = (...counts: [ending: string, count: number][]) => counts.flatMap(([ending, count]) => Array<string>(count).fill(ending)).sort();

async function count(table: string, condition: string, ...params: unknown[]): Promise<number> {
  const [row] = await asOwner().query(`select count(*)::int as n from ${table} where ${condition}`, params);
  return row?.["n"] as number;
}

const liveSessions = ({ accountId, sessionId }: Actor) => count("session s join member m on m.company_id = s.company_id and m.id = s.member_id", "m.account_id = $1 and s.id <> $2 and s.revoked_at is null", accountId, sessionId);

describe("tries at the log-in", () => {
  it("of twenty at once are five, whoever is first", async () => {
    const { email } = await makeActor(world, "admin");
    const address = randomAddress();
    expect(await atOnce(20, () => logIn(makeRequest({ address }), { email, password: "something else" }, null))).toEqual(endings(["WRONG_LOG_IN", 5], ["TOO_MANY_TRIES", 15]));
    expect(await endingsOf([logIn(makeRequest({ address }), { email, password: PASSWORD }, null)])).toEqual(["TOO_MANY_TRIES"]);
    expect(await endingsOf([logIn(makeRequest(), { email, password: PASSWORD }, null)])).toEqual(["done"]);
  });

  it("of an address that nobody has are as many, and cost as many trips", async () => {
    const actor = await makeActor(world, "admin");
    const trips: number[] = [];
    for (const email of [actor.email, freshEmail(world)]) {
      const address = randomAddress();
      expect(await atOnce(8, () => logIn(makeRequest({ address }), { email, password: "something else" }, null))).toEqual(endings(["WRONG_LOG_IN", 5], ["TOO_MANY_TRIES", 3]));
      const request = makeRequest();
      await logIn(request, { email, password: "something else" }, null).catch(() => undefined);
      trips.push(request.databaseTrips);
      const stranger = makeStranger();
      await askReset(stranger.request, { email });
      const before = stranger.request.databaseTrips;
      await stranger.settled();
      trips.push(before, stranger.request.databaseTrips);
    }
    expect(trips.slice(0, 3)).toEqual(trips.slice(3));
    expect(trips[0]).toBe(2);
  });

  it("by strangers lock out strangers, and not the device that was here before", async () => {
    const { email } = await makeActor(world, "admin");
    const variables = { LIMIT_LOG_IN_TRIES_PER_ACCOUNT: "4" };
    expect(await atOnce(10, () => logIn(makeRequest({ variables }), { email, password: "something else" }, null))).toEqual(endings(["WRONG_LOG_IN", 4], ["TOO_MANY_TRIES", 6]));
    expect(await endingsOf([logIn(makeRequest({ variables }), { email, password: PASSWORD }, null)])).toEqual(["TOO_MANY_TRIES"]);
    const device = { id: crypto.randomUUID(), accounts: [digestOfEmail(email)] };
    expect(await endingsOf([logIn(makeRequest({ variables }), { email, password: PASSWORD }, device)])).toEqual(["done"]);
    // A device of somebody else's is a stranger's.
    expect(await endingsOf([logIn(makeRequest({ variables }), { email, password: PASSWORD }, { ...device, accounts: [digestOfEmail("x@example.test")] })])).toEqual(["TOO_MANY_TRIES"]);
  });

  it("with wrong codes are five of twenty, too", async () => {
    const actor = await makeActor(world, "admin");
    await giveAuthenticator(actor);
    const [token, address] = [await stepOf(actor), randomAddress()];
    expect(await atOnce(20, () => finishSecondStep(makeRequest({ address }), { token, recoveryCode: "0000-0000-0000-0000-0000-0000" }, null))).toEqual(endings(["WRONG_CODE", 5], ["TOO_MANY_TRIES", 15]));
  });
});

describe("what works once, asked for four times at once, works once", () => {
  it("an invite of a new address", async () => {
    const email = freshEmail(world);
    const { token } = await makeInvite(world.company.companyId, email);
    expect(await atOnce(4, () => joinCompany(makeRequest(), { token, name: "Mere Tau", newPassword }, null))).toEqual(endings(["done", 1], ["LINK_DEAD", 3]));
    expect(await count("member m join account a on a.id = m.account_id", "a.email = $1", email)).toBe(1);
    expect(await count("audit_event", "company_id = $1 and action = 'member.joined'", world.company.companyId)).toBe(1);
  });

  it("an invite of an address with a log-in", async () => {
    const actor = await makeActor(world, "viewer");
    const { companyId } = await makeCompany();
    const { token } = await makeInvite(companyId, actor.email);
    const ends = await atOnce(4, () => joinCompany(makeRequest(), { token, name: "Mere Tau" }, actor));
    expect(ends.filter((end) => end === "done")).toHaveLength(1);
    expect(await count("member", "company_id = $1", companyId)).toBe(1);
  });

  it("a new address that has two invites and a sign-up: one account comes of it", async () => {
    const email = freshEmail(world);
    const links = [await makeInvite((await makeCompany()).companyId, email), await makeInvite((await makeCompany()).companyId, email)];
    const signUp = await makeSignUp(email);
    const ends = await endingsOf([
      ...links.map(({ token }) => joinCompany(makeRequest(), { token, name: "Mere Tau", newPassword }, null)),
      finishSignUp(makeRequest(), { token: signUp, newPassword }, null),
    ]);
    expect(ends).toEqual(endings(["done", 1], ["OTHER_ACCOUNT", 2]));
    expect(await count("account", "email = $1", email)).toBe(1);
    expect(await count("member m join account a on a.id = m.account_id", "a.email = $1", email)).toBe(1);
  });

  it("a sign-up", async () => {
    const email = freshEmail(world);
    const token = await makeSignUp(email);
    expect(await atOnce(4, () => finishSignUp(makeRequest(), { token, newPassword }, null))).toEqual(endings(["done", 1], ["LINK_DEAD", 3]));
    expect(await count("member m join account a on a.id = m.account_id", "a.email = $1", email)).toBe(1);
  });

  it("a reset's link", async () => {
    const actor = await makeActor(world, "viewer");
    const token = await makeReset(actor);
    expect(await atOnce(4, () => finishReset(makeRequest(), { token, newPassword }))).toEqual(endings(["done", 1], ["LINK_DEAD", 3]));
    expect(await count("audit_event", "company_id = $1 and action = 'password.reset' and subject_id = $2", world.company.companyId, actor.claims.memberId)).toBe(1);
    expect(await count("mail", "subject_id = $1 and kind = 'password-changed'", actor.accountId)).toBe(1);
  });

  it("a code of an authenticator app", async () => {
    const actor = await makeActor(world, "viewer");
    const code = codeOf(await giveAuthenticator(actor));
    const token = await stepOf(actor);
    expect(await atOnce(4, () => finishSecondStep(makeRequest(), { token, code }, null))).toEqual(endings(["done", 1], ["WRONG_CODE", 3]));
    expect(await liveSessions(actor)).toBe(1);
  });

  it("a recovery code", async () => {
    const actor = await makeActor(world, "viewer");
    await giveAuthenticator(actor);
    const [token, recoveryCode] = [await stepOf(actor), await giveRecoveryCode(actor)];
    expect(await atOnce(4, () => finishSecondStep(makeRequest(), { token, recoveryCode }, null))).toEqual(endings(["done", 1], ["WRONG_CODE", 3]));
    expect(await liveSessions(actor)).toBe(1);
  });

  it("an answer of a passkey, by itself and after a password, and never again", async () => {
    const actor = await makeActor(world, "viewer");
    const { authenticator } = await givePasskey(actor);
    const alone = await challengeFor(makeRequest(), "");
    const answer = { response: await authenticator.assert(alone.options, { signCount: 1 }), token: alone.token };
    expect(await atOnce(4, () => logInWithPasskey(makeRequest(), answer))).toEqual(endings(["done", 1], ["WRONG_LOG_IN", 3]));
    const second = await challengeFor(makeRequest(), actor.accountId);
    const passkey = { response: await authenticator.assert(second.options, { signCount: 2 }), token: second.token };
    const token = await stepOf(actor);
    expect(await atOnce(4, () => finishSecondStep(makeRequest(), { token, passkey }, null))).toEqual(endings(["done", 1], ["WRONG_CODE", 3]));
    // The first answer as a second step, and the second one by itself.
    expect(await endingsOf([finishSecondStep(makeRequest(), { token, passkey: answer }, null), logInWithPasskey(makeRequest(), passkey), logInWithPasskey(makeRequest(), answer)])).toEqual(endings(["WRONG_CODE", 1], ["WRONG_LOG_IN", 2]));
    expect(await liveSessions(actor)).toBe(2);
  });

  it("an answer of a passkey that does not count", async () => {
    const actor = await makeActor(world, "viewer");
    const { authenticator } = await givePasskey(actor);
    const { options, token } = await challengeFor(makeRequest(), "");
    const response = await authenticator.assert(options);
    expect(await atOnce(4, () => logInWithPasskey(makeRequest(), { response, token }))).toEqual(endings(["done", 1], ["WRONG_LOG_IN", 3]));
    expect(await liveSessions(actor)).toBe(1);
  });

  it("a change of one's own password", async () => {
    const actor = await makeActor(world, "viewer");
    const ends = await atOnce(4, () => changePassword(makeMemberContext(makeRequest(), actor.claims), { password: PASSWORD, newPassword }));
    expect(ends.filter((end) => end === "done")).toHaveLength(1);
    expect(await count("audit_event", "company_id = $1 and action = 'account.password-changed' and actor_id = $2", world.company.companyId, actor.claims.memberId)).toBe(1);
  });

  it("new recovery codes, which are those of the one that was done", async () => {
    const actor = await makeActor(world, "viewer");
    const ends = await Promise.allSettled(Array.from({ length: 4 }, () => makeRecoveryCodes(makeMemberContext(makeRequest(), actor.claims), { password: PASSWORD })));
    const [done, ...more] = ends.filter((end) => end.status === "fulfilled").map(({ value }) => value);
    expect(more).toEqual([]);
    const hashes = (done?.recoveryCodes ?? []).map((code) => toByteaText(hashRecoveryCode(actor.accountId, code) ?? new Uint8Array()));
    expect(hashes).toHaveLength(10);
    expect(await count("recovery_code", "account_id = $1 and code_hash = any ($2::bytea[])", actor.accountId, hashes)).toBe(10);
    expect(await count("recovery_code", "account_id = $1", actor.accountId)).toBe(10);
  });

  it("a switch to another company", async () => {
    const actor = await makeActor(world, "viewer");
    const ends = await atOnce(4, () => switchCompany(makeMemberContext(makeRequest(), actor.claims), { companyId: world.elsewhere.companyId }));
    expect(ends).toEqual(endings(["done", 1], ["NOT_LOGGED_IN", 3]));
    expect(await liveSessions(actor)).toBe(1);
  });
});

describe("two owners who touch each other at once leave one owner", () => {
  const touches: [what: string, touch: (by: Actor, whom: Actor) => Promise<unknown>][] = [
    ["by demoting", (by, { claims }) => changeMember(by, { memberId: claims.memberId, version: 1, role: "viewer", siteIds: [] })],
    ["by disabling", (by, { claims }) => disableMember(by, { memberId: claims.memberId })],
    ["by stepping down both", (by) => changeMember(by, { memberId: by.claims.memberId, version: 1, role: "viewer", siteIds: [] })],
  ];
  for (const [what, touch] of touches) {
    it(what, async () => {
      for (let round = 0; round < 5; round += 1) {
        const company = await makeCompany();
        const at = { ...world, company };
        const [one, other] = [await makeActor(at, "owner"), await makeActor(at, "owner")];
        const ends = await endingsOf([touch(one, other), touch(other, one)]);
        expect(ends.filter((end) => end === "done")).toHaveLength(1);
        expect(await count("member", "company_id = $1 and role = 'owner' and disabled_at is null", company.companyId)).toBe(1);
        await expectWholeChains([company.companyId]);
      }
    });
  }
});

describe("a change of what a member may do", () => {
  /** One look at the team's page with the cookie that they have: its status, and what it cost. */
  async function look(cookie: string): Promise<{ status: number; trips: number | undefined; cookies: string[] }> {
    const lines: { event: string; databaseTrips: number }[] = [];
    const restore = redirectLog((line) => lines.push(JSON.parse(line) as (typeof lines)[number]));
    const response = await ask("/team", { headers: { Accept: "text/html", Cookie: cookie, "CF-Connecting-IP": randomAddress() } });
    restore();
    return { status: response.status, trips: lines.find(({ event }) => event === "request")?.databaseTrips, cookies: response.headers.getSetCookie() };
  }

  it("acts at their very next request, and costs it no trip", async () => {
    const owner = await makeActor(world, "owner");
    const actor = await makeActor(world, "admin");
    let cookie = await cookieOf(actor.claims);
    expect(await look(cookie)).toMatchObject({ status: 200, trips: 1, cookies: [] });
    const turn = async (version: number, role: MemberRole) => changeMember(makeMemberContext(makeRequest(), owner.claims), { memberId: actor.claims.memberId, version, role, siteIds: [] });
    await turn(1, "viewer");
    // The refusal is written down, in a trip of its own.
    expect(await look(cookie)).toMatchObject({ status: 403, trips: 2 });
    await turn(2, "owner");
    const raised = await look(cookie);
    expect(raised).toMatchObject({ status: 200, trips: 1 });
    expect(raised.cookies).toHaveLength(1);
    cookie = raised.cookies[0]?.split(";")[0] ?? "";
    expect(await look(cookie)).toMatchObject({ status: 200, trips: 1, cookies: [] });
    await disableMember(makeMemberContext(makeRequest(), owner.claims), { memberId: actor.claims.memberId });
    expect(await look(cookie)).toMatchObject({ status: 302, trips: 1, cookies: [expect.stringContaining("Max-Age=0") as string] });
  });

  it("reaches a request that was under way while it was made, or the next", async () => {
    const owner = await makeActor(world, "owner");
    const actor = await makeActor(world, "admin");
    const cookie = await cookieOf(actor.claims);
    const looks = Array.from({ length: 6 }, () => look(cookie));
    await disableMember(owner, { memberId: actor.claims.memberId });
    const statuses = (await Promise.all(looks)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 302)).toEqual([]);
    expect(await look(cookie)).toMatchObject({ status: 302 });
  });
});

it("leaves every chain whole after all that", () => expectWholeChains([world.company.companyId, world.elsewhere.companyId]));
