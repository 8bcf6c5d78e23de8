/** Who may do what to whom: the code's tables against what the database answers, for every pair and for random histories. */
import { beforeAll, describe, expect, it } from "vitest";
import { makeMemberContext } from "#worker/context.ts";
import { changeMember, disableMember, enableMember } from "#worker/domain/member/change.ts";
import { inviteMember, revokeInvite } from "#worker/domain/member/invite.ts";
import { may, MEMBER_ROLES, PERMISSIONS_OF, rolesToGive, type MemberRole, type Permission } from "#worker/permissions.ts";
import { freshEmail } from "./cases/rows.ts";
import { asOwner } from "./database.ts";
import { expectWholeChains } from "./events.ts";
import { makeCompany, makeMember, makeRequest, type MadeCompany, type MadeMember } from "./factories.ts";
import { fc } from "./fast-check.ts";
import { codeOf, enter } from "./raw-sql.ts";
import { makeActor, makeWorld, type Actor, type World } from "./world.ts";

const answerOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

describe("for each pair of roles the code and the database say the same", () => {
  let world: World;
  const actors = {} as Record<MemberRole, Actor>;

  beforeAll(async () => {
    world = await makeWorld();
    for (const role of MEMBER_ROLES) actors[role] = await makeActor(world, role, [world.here]);
  });

  const mayTouch = (by: MemberRole, ...roles: MemberRole[]) => roles.every((role) => rolesToGive(by).includes(role));

  it("of every permission: a context for it is entered by those alone who have it", async () => {
    const all = [...new Set(Object.values(PERMISSIONS_OF).flat())] as Permission[];
    for (const role of MEMBER_ROLES) {
      for (const permission of all) expect(await codeOf(enter(actors[role], permission)), `${role} ${permission}`).toBe(may(role, permission) ? "accepted" : "IL403");
    }
  });

  it("of who gives which role to whom", async () => {
    for (const by of MEMBER_ROLES) {
      for (const was of MEMBER_ROLES) {
        for (const given of MEMBER_ROLES.filter((role) => role !== was)) {
          const { claims } = await makeActor(world, was, [world.here]);
          const context = makeMemberContext(makeRequest(), actors[by].claims);
          const input = { memberId: claims.memberId, version: 1, role: given, siteIds: [world.here.siteId] };
          expect(await answerOf(changeMember(context, input)), `${by} makes ${was} ${given}`).toBe(mayTouch(by, was, given) ? "done" : "FORBIDDEN");
        }
      }
    }
  });

  it("of who disables, enables, invites and withdraws whom", async () => {
    for (const by of MEMBER_ROLES) {
      for (const role of MEMBER_ROLES) {
        const context = () => makeMemberContext(makeRequest(), actors[by].claims);
        const { claims } = await makeActor(world, role, [world.here]);
        const expected = mayTouch(by, role) ? "done" : "FORBIDDEN";
        for (const work of [disableMember, enableMember]) expect(await answerOf(work(context(), { memberId: claims.memberId })), `${by}, ${work.name} ${role}`).toBe(expected);
        const email = freshEmail(world);
        expect(await answerOf(inviteMember(context(), { email, name: "Mere Tau", role, siteIds: [world.here.siteId] })), `${by} invites ${role}`).toBe(expected);
        if (expected === "FORBIDDEN") await inviteMember(makeMemberContext(makeRequest(), actors.owner.claims), { email, name: "Mere Tau", role, siteIds: [world.here.siteId] });
        const [invite] = await asOwner()`select id from invite where email = ${email} and revoked_at is null`;
        expect(await answerOf(revokeInvite(context(), { inviteId: invite?.["id"] as string })), `${by} withdraws ${role}`).toBe(expected);
      }
    }
  });
});

interface Step {
  by: number;
  whom: number;
  what: "disable" | "enable" | MemberRole;
}

/** What a company's members are, as this test believes it. */
interface Believed {
  role: MemberRole;
  version: number;
  isDisabled: boolean;
  /** Disabling ended their session: they can't act again in it. */
  isOut: boolean;
}

/** What the step must be answered with; the belief is changed accordingly. */
function foresee(members: Believed[], { by, whom, what }: Step): string {
  const [actor, member] = [members[by], members[whom]] as [Believed, Believed];
  const isLastOwner = member.role === "owner" && !members.some((other) => other !== member && other.role === "owner" && !other.isDisabled);
  const isRole = what !== "disable" && what !== "enable";
  if (actor.isOut) return "NOT_LOGGED_IN";
  if (![member.role, ...(isRole ? [what] : [])].every((role) => rolesToGive(actor.role).includes(role))) return "FORBIDDEN";
  if (isRole) {
    if (what === member.role) return "done";
    if (isLastOwner && !member.isDisabled) return "LAST_OWNER";
    Object.assign(member, { role: what, version: member.version + 1 });
    return "done";
  }
  if (member.isDisabled === (what === "disable")) return "done";
  if (what === "disable" && isLastOwner) return "LAST_OWNER";
  Object.assign(member, { isDisabled: what === "disable", version: member.version + 1, isOut: member.isOut || what === "disable" });
  return "done";
}

async function take(members: MadeMember[], believed: Believed[], company: MadeCompany, { by, whom, what }: Step): Promise<string> {
  const [actor, member] = [members[by], members[whom]] as [MadeMember, MadeMember];
  const context = makeMemberContext(makeRequest(), actor.claims);
  const { memberId } = member.claims;
  if (what === "disable") return answerOf(disableMember(context, { memberId }));
  if (what === "enable") return answerOf(enableMember(context, { memberId }));
  return answerOf(changeMember(context, { memberId, version: believed[whom]?.version ?? 0, role: what, siteIds: [company.sites[0].siteId] }));
}

const FIRST: MemberRole[] = ["owner", "owner", "admin", "viewer"];
const step = fc.record({ by: fc.nat(3), whom: fc.nat(3), what: fc.constantFrom("disable" as const, "enable" as const, ...MEMBER_ROLES) });

it("whatever members do to each other, in whatever order, is answered as foreseen, and an owner is left", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const company = await makeCompany();
      const members = await Promise.all(FIRST.map((role) => makeMember(company, role)));
      const believed = FIRST.map((role): Believed => ({ role, version: 1, isDisabled: false, isOut: false }));
      for (const one of steps) {
        const before = structuredClone(believed);
        expect(await take(members, before, company, one), JSON.stringify(one)).toBe(foresee(believed, one));
      }
      const rows = await asOwner()`select id, role, version, disabled_at is not null as "isDisabled" from member where company_id = ${company.companyId}`;
      const known = new Map(rows.map(({ id, ...row }) => [id as string, row]));
      expect(members.map(({ claims }) => known.get(claims.memberId))).toEqual(believed.map(({ role, version, isDisabled }) => ({ role, version, isDisabled })));
      expect(believed.some(({ role, isDisabled }) => role === "owner" && !isDisabled)).toBe(true);
      await expectWholeChains([company.companyId]);
    }),
    { numRuns: 12 },
  );
});
