import { beforeEach, describe, expect, it } from "vitest";
import { makeMemberContext, type MemberContext } from "#worker/context.ts";
import { linkTokenOf } from "#worker/domain/account/link-token.ts";
import { getOwnAccount } from "#worker/domain/account/get-account.ts";
import { askSignUp, finishSignUp, getSignUp } from "#worker/domain/company/sign-up.ts";
import { getSettings, requireSecondFactor } from "#worker/domain/company/settings.ts";
import { changeMember, disableMember, enableMember } from "#worker/domain/member/change.ts";
import { inviteMember, revokeInvite } from "#worker/domain/member/invite.ts";
import { getInvite, joinCompany } from "#worker/domain/member/join.ts";
import { getTeam } from "#worker/domain/member/list.ts";
import { markLeft } from "#worker/domain/visit/end.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { getSites } from "#worker/domain/site/list.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, makeVisitor, prepare, randomText, somebody, type MadeCompany } from "#worker/testing/factories.ts";

const PASSWORD = "a kettle under the rimu";

type Member = Awaited<ReturnType<typeof makeMember>>;

let company: MadeCompany;
let owner: Member;

beforeEach(async () => {
  company = await makeCompany(2);
  owner = await makeMember(company, "owner");
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    (value) => (typeof value === "boolean" ? String(value) : "done"),
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

const newAddress = () => `${randomText(12)}@example.test`;
const [first, second] = [() => company.sites[0].siteId, () => company.sites[1]?.siteId ?? ""];

async function tokenOf(table: "invite" | "sign_up", email: string): Promise<string> {
  const [row] = await asOwner().query(`select i.id, m.key_id from ${table} i join mail m on m.subject_id = i.id where i.email = $1 order by i.created_at desc limit 1`, [email]);
  return linkTokenOf(makeRequest().settings, row?.["key_id"] as string, table === "invite" ? "invite" : "sign-up", row?.["id"] as string) ?? "";
}

async function invite(email: string, role: "owner" | "admin" | "site_manager" | "viewer" = "viewer", siteIds: string[] = [], by: MemberContext = owner) {
  await inviteMember(by, { email, name: "Aroha Ngata", role, siteIds });
  return tokenOf("invite", email);
}

const memberSeen = async (id: string) => (await getTeam(owner)).members.find((member) => member.id === id);
const actionsOf = async (companyId: string) => (await asOwner()`select action from audit_event where company_id = ${companyId} order by number`).map((row) => row["action"] as string);

describe("an invite", () => {
  it("makes a member with its role and sites, once, and says who invited", async () => {
    const email = newAddress();
    const token = await invite(email, "site_manager", [first()]);
    expect(await getInvite(makeRequest(), { token })).toMatchObject({ email, role: "site_manager", siteNames: [company.sites[0].name], invitedByName: "Test Member", hasAccount: false, state: "open" });
    expect((await getTeam(owner)).invites).toMatchObject([{ email, mailState: "queued" }]);
    const both = await Promise.all([1, 2].map(() => codeOf(joinCompany(makeRequest(), { token, name: "Aroha Ngata", newPassword: PASSWORD }, null))));
    expect(both.sort()).toEqual(["LINK_DEAD", "done"]);
    const joined = (await getTeam(owner)).members.find((member) => member.email === email);
    expect(joined).toMatchObject({ role: "site_manager", siteIds: [first()], name: "Aroha Ngata" });
    expect((await getTeam(owner)).invites).toEqual([]);
    expect(await getInvite(makeRequest(), { token })).toMatchObject({ state: "used" });
    expect(await actionsOf(company.companyId)).toEqual(["member.invited", "member.joined"]);
  });

  it("ends with its 72 hours, with its withdrawal, and with another to the same address", async () => {
    const email = newAddress();
    const token = await invite(email);
    const again = await invite(email, "admin");
    expect(await getInvite(makeRequest(), { token })).toMatchObject({ state: "revoked" });
    await asOwner()`update invite set expires_at = now() where email = ${email} and revoked_at is null`;
    expect(await getInvite(makeRequest(), { token: again })).toMatchObject({ state: "expired" });
    expect(await codeOf(joinCompany(makeRequest(), { token: again, name: "A B", newPassword: PASSWORD }, null))).toBe("LINK_DEAD");
    const other = newAddress();
    const withdrawn = await invite(other);
    const [open] = (await getTeam(owner)).invites.filter((one) => one.email === other);
    expect(await revokeInvite(owner, { inviteId: open?.id ?? "" })).toBe(true);
    expect(await revokeInvite(owner, { inviteId: open?.id ?? "" })).toBe(false);
    expect(await codeOf(joinCompany(makeRequest(), { token: withdrawn, name: "A B", newPassword: PASSWORD }, null))).toBe("LINK_DEAD");
    expect(await codeOf(getInvite(makeRequest(), { token: "A".repeat(43) }))).toBe("LINK_DEAD");
  });

  it("to an address with an account is taken by that account alone, when it is logged in", async () => {
    const elsewhere = await makeCompany();
    const member = await makeMember(elsewhere, "viewer");
    const email = `${member.claims.memberId}@example.test`;
    const token = await invite(email, "admin");
    expect(await codeOf(joinCompany(makeRequest(), { token, name: "A B", newPassword: PASSWORD }, null))).toBe("OTHER_ACCOUNT");
    expect(await codeOf(joinCompany(makeRequest(), { token, name: "A B" }, await makeMember(elsewhere, "viewer")))).toBe("OTHER_ACCOUNT");
    const claims = await joinCompany(makeRequest(), { token, name: "A B" }, member);
    expect(claims).toMatchObject({ companyId: company.companyId, role: "admin" });
    expect(await codeOf(getOwnAccount(member))).toBe("NOT_LOGGED_IN");
    expect((await getOwnAccount(makeMemberContext(makeRequest(), claims))).companies).toHaveLength(2);
  });

  it("is refused for whom the team has, for a site of another company, and for an owner by an admin", async () => {
    const admin = await makeMember(company, "admin");
    expect(await codeOf(inviteMember(owner, { email: `${admin.claims.memberId}@example.test`, name: "A", role: "viewer", siteIds: [] }))).toBe("INVALID_INPUT");
    expect(await codeOf(inviteMember(owner, { email: newAddress(), name: "A", role: "site_manager", siteIds: [(await makeCompany()).sites[0].siteId] }))).toBe("NOT_FOUND");
    expect(await codeOf(inviteMember(owner, { email: newAddress(), name: "A", role: "site_manager", siteIds: [] }))).toBe("INVALID_INPUT");
    expect(await codeOf(inviteMember(admin, { email: newAddress(), name: "A", role: "owner", siteIds: [] }))).toBe("FORBIDDEN");
    expect(await codeOf(inviteMember(await makeMember(company, "viewer"), { email: newAddress(), name: "A", role: "viewer", siteIds: [] }))).toBe("FORBIDDEN");
    const token = await invite(newAddress(), "owner");
    const [open] = (await getTeam(owner)).invites;
    expect(await codeOf(revokeInvite(admin, { inviteId: open?.id ?? "" }))).toBe("FORBIDDEN");
    expect(await getInvite(makeRequest(), { token })).toMatchObject({ state: "open" });
  });

  it("stops at thirty in fifteen minutes of one member", async () => {
    const outcomes = await Promise.all(Array.from({ length: 33 }, () => codeOf(inviteMember(owner, { email: newAddress(), name: "A", role: "viewer", siteIds: [] }))));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === "TOO_MANY_TRIES")).toHaveLength(3);
  });

  it("stops at the messages of the month, by the company's own limit before its plan's", async () => {
    await asOwner()`update company set plan = 'trial' where company_id = ${company.companyId}`;
    await asOwner()`insert into company_limit (company_id, name, value) values (${company.companyId}, 'messagesPerMonth', 2)`;
    const send = () => codeOf(inviteMember(owner, { email: newAddress(), name: "A", role: "viewer", siteIds: [] }));
    const outcomes = await Promise.all([send(), send(), send()]);
    expect(outcomes.sort()).toEqual(["MESSAGES_USED_UP", "done", "done"]);
    await asOwner()`delete from company_limit where company_id = ${company.companyId}`;
    expect(await send()).toBe("done");
  });
});

describe("a member's role", () => {
  it("acts at the next request, with old and new in the log", async () => {
    const member = await makeMember(company, "admin");
    const seen = await memberSeen(member.claims.memberId);
    expect(await getSites(member)).toHaveLength(2);
    expect(await changeMember(owner, { memberId: member.claims.memberId, version: seen?.version ?? 0, role: "site_manager", siteIds: [second()] })).toBe(true);
    expect((await getSites(member)).map(({ id }) => id)).toEqual([second()]);
    expect(member.entered).toMatchObject({ role: "site_manager", version: 2 });
    const [event] = await asOwner()`select changes from audit_event where company_id = ${company.companyId} and action = 'member.changed'`;
    expect(event?.["changes"]).toEqual({ role: ["admin", "site_manager"], siteIds: [[], [second()]] });
    expect(await codeOf(changeMember(owner, { memberId: member.claims.memberId, version: 1, role: "viewer", siteIds: [] }))).toBe("CONFLICT");
    expect(await codeOf(changeMember(owner, { memberId: member.claims.memberId, version: 2, role: "site_manager", siteIds: [second()] }))).toBe("false");
  });

  it("of the last owner stays, and of two who demote each other at once one stays", async () => {
    const other = await makeMember(company, "owner");
    const demote = (by: Member, whom: Member) => codeOf(changeMember(by, { memberId: whom.claims.memberId, version: 1, role: "viewer", siteIds: [] }));
    const outcomes = await Promise.all([demote(owner, other), demote(other, owner)]);
    expect(outcomes).toContain("true");
    expect(outcomes.filter((outcome) => outcome === "true")).toHaveLength(1);
    const [row] = await asOwner()`select count(*)::int as n from member where company_id = ${company.companyId} and role = 'owner'`;
    expect(row).toEqual({ n: 1 });
    const last = outcomes[0] === "true" ? owner : other;
    expect(await demote(last, last)).toBe("LAST_OWNER");
    expect(await codeOf(disableMember(last, { memberId: last.claims.memberId }))).toBe("LAST_OWNER");
  });

  it("of an owner is no admin's to change", async () => {
    const admin = await makeMember(company, "admin");
    const member = await makeMember(company, "viewer");
    expect(await codeOf(changeMember(admin, { memberId: owner.claims.memberId, version: 1, role: "viewer", siteIds: [] }))).toBe("FORBIDDEN");
    expect(await codeOf(disableMember(admin, { memberId: owner.claims.memberId }))).toBe("FORBIDDEN");
    expect(await codeOf(changeMember(admin, { memberId: member.claims.memberId, version: 1, role: "owner", siteIds: [] }))).toBe("FORBIDDEN");
    expect(await codeOf(changeMember(admin, { memberId: (await makeMember(await makeCompany(), "viewer")).claims.memberId, version: 1, role: "admin", siteIds: [] }))).toBe("NOT_FOUND");
  });
});

it("invites and other events of a company wait for each other, and none is given up", async () => {
  const gate = company.sites[0];
  const visits = await Promise.all(Array.from({ length: 12 }, async () => {
    const prepared = prepare();
    await signIn(makeVisitor(gate), { ...somebody(), prepared });
    return prepared.visitId;
  }));
  const fresh = () => makeMemberContext(makeRequest(), owner.claims);
  const outcomes = await Promise.all(visits.flatMap((id) => [
    codeOf(inviteMember(fresh(), { email: newAddress(), name: "Hana", role: "viewer", siteIds: [] })),
    codeOf(markLeft(fresh(), { id })),
  ]));
  expect(new Set(outcomes)).toEqual(new Set(["done", "true"]));
});

it("a disabled member is out at once, and back with a new log-in when enabled", async () => {
  const member = await makeMember(company, "admin");
  expect(await disableMember(owner, { memberId: member.claims.memberId })).toBe(true);
  expect(await codeOf(getSites(member))).toBe("NOT_LOGGED_IN");
  expect(await disableMember(owner, { memberId: member.claims.memberId })).toBe(false);
  expect(await enableMember(owner, { memberId: member.claims.memberId })).toBe(true);
  expect(await codeOf(getSites(member))).toBe("NOT_LOGGED_IN");
  expect(await actionsOf(company.companyId)).toEqual(["member.disabled", "member.enabled"]);
});

describe("a new company", () => {
  it("begins with the owner whose e-mail was shown to be theirs", async () => {
    const email = newAddress();
    await askSignUp(makeRequest(), { companyName: "Ōhau Roofing", name: "Wiremu Tāne", email });
    const token = await tokenOf("sign_up", email);
    expect(await getSignUp(makeRequest(), { token })).toEqual({ email, companyName: "Ōhau Roofing", name: "Wiremu Tāne", hasAccount: false });
    expect(await codeOf(finishSignUp(makeRequest(), { token }, null))).toBe("INVALID_INPUT");
    const both = await Promise.all([1, 2].map(() => finishSignUp(makeRequest(), { token, newPassword: PASSWORD }, null).catch(() => null)));
    const [claims] = both.filter((one) => one !== null);
    expect(both.filter(Boolean)).toHaveLength(1);
    if (!claims) throw new Error("nobody made it");
    expect(claims).toMatchObject({ companyName: "Ōhau Roofing", memberName: "Wiremu Tāne", role: "owner" });
    const founder = makeMemberContext(makeRequest(), claims);
    expect(await getSettings(founder)).toMatchObject({ plan: "standard", secondFactorRequired: false, members: 1, withoutSecondFactor: 1 });
    expect(await requireSecondFactor(founder, { required: true })).toBe(true);
    expect(await codeOf(getSettings(founder))).toBe("SECOND_FACTOR_REQUIRED");
    expect(await actionsOf(claims.companyId)).toEqual(["company.created", "company.second-factor-set"]);
  });

  it("is asked for three times in fifteen minutes with one address, and not once more", async () => {
    const email = newAddress();
    const ask = () => codeOf(askSignUp(makeRequest(), { companyName: "A", name: "B", email }));
    const outcomes = await Promise.all(Array.from({ length: 5 }, ask));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === "TOO_MANY_TRIES")).toHaveLength(2);
  });
});
