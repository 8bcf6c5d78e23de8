/**
 * Every operation, in every role and context, with another company's ids in every place: what is not allowed is refused, what is not
 * one's own is not there, nothing is written but what should be, and every write stands in the chain. An operation is in it by existing.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantContext } from "#worker/context.ts";
import { MEMBER_ROLES, may, type MemberRole, type Permission } from "#worker/permissions.ts";
import { CASES, operationOf } from "./cases/all.ts";
import type { Answer, Case, Noted } from "./cases/case.ts";
import { asOwner } from "./database.ts";
import { expectUnchanged, keepWriteLog, readDigest, type Digest } from "./digest.ts";
import { expectEvents, expectPersonalApart, expectWholeChains } from "./events.ts";
import { makeRequest } from "./factories.ts";
import { pathsOfIds, secretsOf, textsOf, valueAt, withValueAt } from "./ids.ts";
import { actorOf, attempt, contextOf, foreignTo, forge, HINDRANCES, makeAt, requestOf, type Called, type Outcome } from "./operation-calls.ts";
import { listOperations } from "./operations.ts";
import { makeActor, marksOf, marksOfSite, takeWorlds, type World } from "./world.ts";

const operations = new Map(listOperations().map((found) => [found.name, found]));
let [cells, crossed] = [0, 0];

keepWriteLog();

/** One meeting of an operation with somebody; counted. */
async function cell(work: () => Promise<void>): Promise<void> {
  cells += 1;
  crossed += 1;
  await work();
  crossed -= 1;
}

const textOf = ({ value }: Outcome) => JSON.stringify(value ?? null);
const saidOf = (outcome: Outcome) => outcome.code ?? (outcome.error instanceof Error ? outcome.error.message : textOf(outcome));

function expectAnswer(outcome: Outcome, answer: Answer, marks: string[], about: string): void {
  if (answer === "fails") return expect(outcome.error, about).toBeDefined();
  if (typeof answer === "string" && answer !== "own") return expect(saidOf(outcome), about).toBe(answer);
  expect(outcome.error, about).toBeUndefined();
  expect(marks.filter((mark) => textOf(outcome).includes(mark)), about).toEqual([]);
  if (typeof answer === "object") expect(outcome.value ?? null, about).toEqual(answer.value);
}

async function eventsOf(one: Case, at: Called, input: unknown, outcome: Outcome): Promise<Noted[]> {
  if (one.events) return one.events(at, outcome.value as never);
  if (!one.event) return [];
  const own = { companyId: at.world.company.companyId, action: one.event, ...(await actorOf(one, at, input)) };
  return one.everywhere ? [own, { ...own, companyId: at.world.elsewhere.companyId, actorId: at.actor.elsewhereId }] : [own];
}

/** Everything that a call that was right must have done, and nothing else. */
async function expectDone(one: Case, at: Called, context: unknown, input: unknown, outcome: Outcome, before: Digest): Promise<void> {
  expect(saidOf(outcome)).toBe(textOf(outcome));
  const noted = await eventsOf(one, at, input, outcome);
  const { requestId, address } = requestOf(context);
  const personal = [at.actor.email, at.actor.claims.memberName, address ?? "", ...textsOf(input).filter((text) => /[@ ]/.test(text) && !one.plain?.includes(text))];
  expectPersonalApart(await expectEvents(requestId, noted), { personal, secrets: secretsOf(input) });
  await expectWholeChains([...new Set([at.world.company.companyId, ...noted.map(({ companyId }) => companyId)])]);
  if (noted.length === 0) await expectUnchanged(before, one.counts);
  if (one.sees) expect(textOf(outcome)).toContain(one.sees(at));
}

it("knows by its log of writes what was written, the same values once more and what was there too shortly to be seen, and nothing of what was rolled back or met no row", async () => {
  const sql = asOwner();
  const lift = () => sql`delete from kill_switch where name = 'a test of the log'`;
  const put = () => sql`insert into kill_switch (name, reason, thrown_at) values ('a test of the log', '', now())`;
  for (const write of [() => sql.transaction([put(), lift()]), put, () => sql`update kill_switch set reason = reason where name = 'a test of the log'`, lift]) {
    const before = await readDigest();
    await write();
    await expect(expectUnchanged(before)).rejects.toThrow("kill_switch");
  }
  const before = await readDigest();
  await expect(sql.transaction([put(), sql`select 1 / 0`])).rejects.toThrow("division");
  await lift();
  await expectUnchanged(before);
});

it("has a case for every operation, and none for what is gone", () => {
  expect([...operations.keys()].filter((name) => !Object.keys(CASES).some((key) => operationOf(key) === name))).toEqual([]);
  expect(Object.keys(CASES).filter((key) => !operations.has(operationOf(key)))).toEqual([]);
});

for (const [name, one] of Object.entries(CASES)) {
  const operation = operations.get(operationOf(name));
  if (!operation) continue;

  describe(name, () => {
    let world: World;
    let other: World;
    /** What it asks for, learnt by watching it. */
    let permission: Permission | undefined;
    const mayCall = (role: MemberRole) => one.by !== "member" || permission === undefined || may(role, permission);
    const roles = one.by === "member" ? MEMBER_ROLES : (["owner"] as const);
    const hasContext = one.by !== "stranger";

    beforeAll(async () => {
      [world, other] = await takeWorlds();
      const at = await makeAt(world, "owner");
      const input = await one.input?.(at);
      permission = (await attempt(operation, one, at, contextOf(one, at, input), input)).asked[0];
      await one.after?.(at);
    });

    it("is done for whoever may, and refused to whoever may not, and the chain says so", async () => {
      for (const role of roles) {
        await cell(async () => {
          const at = await makeAt(world, role);
          const input = await one.input?.(at);
          const context = contextOf(one, at, input);
          const before = await readDigest();
          const outcome = await attempt(operation, one, at, context, input);
          expect(outcome.asked).toEqual(permission ? [permission] : []);
          if (mayCall(role)) await expectDone(one, at, context, input, outcome, before);
          else {
            expect(saidOf(outcome), role).toBe("FORBIDDEN");
            await expectUnchanged(before, [], role);
          }
          await one.after?.(at);
        });
      }
    });

    /** The call of somebody of this world whose input has, at the path, what was made for another. */
    async function expectNothingFound(role: MemberRole, path: string, theirInput: unknown, marks: string[]): Promise<void> {
      const at = await makeAt(world, role);
      const ownInput = await one.input?.(at);
      const theirs = valueAt(theirInput, path);
      expect(valueAt(ownInput, path), `${path} is the same for both`).not.toEqual(theirs);
      const isNew = one.makes?.includes(path) === true;
      // What a call makes it may make; not there, though.
      const watched = isNew ? other.company.companyId : undefined;
      const before = await readDigest(watched);
      const input = withValueAt(ownInput, path, theirs);
      // The system's own proof is what it was given.
      const outcome = await attempt(operation as never, one, at, contextOf(one, at, one.by === "system" ? input : ownInput), input);
      const about = `${role}, another's ${path || "id"}`;
      expectAnswer(outcome, one.crossed?.[path] ?? "NOT_FOUND", marks, about);
      await expectUnchanged(before, isNew ? [] : one.counts, about, watched);
    }

    it("finds nothing of another company by its ids, and changes nothing", async () => {
      for (const role of roles.filter(mayCall)) {
        const theirs = await makeAt(other, "owner");
        const input = await one.input?.(theirs);
        const paths = pathsOfIds(input).filter((path) => !one.proof?.includes(path));
        if (paths.some((path) => one.makes?.includes(path))) expect(saidOf(await attempt(operation, one, theirs, contextOf(one, theirs, input), input))).not.toMatch(/^[A-Z_]+$/);
        for (const path of paths) await cell(() => expectNothingFound(role, path, input, marksOf(other)));
      }
    });

    if (one.own) it("finds as little of a colleague by theirs", async () => {
      const colleague = await makeAt(world, "owner");
      const input = await one.input?.(colleague);
      // Both of them are members there.
      for (const path of pathsOfIds(input).filter((id) => id !== "companyId")) await cell(() => expectNothingFound("viewer", path, input, [colleague.actor.email]));
    });

    if (one.by === "member" && !one.own) it("shows and gives the manager of another site nothing of this one", async () => {
      if (!mayCall("site_manager")) return;
      await cell(async () => {
        const at = await makeAt(world, "admin");
        const input = await one.input?.(at);
        const manager = await makeActor(world, "site_manager", [world.there]);
        const before = await readDigest();
        const outcome = await attempt(operation, one, { ...at, actor: manager }, manager, input);
        const [path] = pathsOfIds(input);
        const answer = path === undefined ? "own" : (one.crossed?.[path] ?? "NOT_FOUND");
        expectAnswer(outcome, one.beyond ?? answer, marksOfSite(world.here), "the manager of another site");
        await expectUnchanged(before, one.counts);
      });
    });

    if (hasContext) it("answers no context of another kind, past the code's own check neither", async () => {
      if (!permission) return;
      const calls: { kind: string; at: Called; context: TenantContext; input: unknown }[] = [];
      for (const { kind, mayEnter, make } of foreignTo(one.by)) {
        if (mayEnter(permission)) continue;
        const at = await makeAt(world, "owner");
        const input = await one.input?.(at);
        const context = await make(at);
        if (one.by === "member") calls.push({ kind, at, context, input });
        calls.push({ kind: `${kind}, past the code`, at, context: forge(context, at), input });
      }
      const before = await readDigest();
      for (const { kind, at, context, input } of calls) {
        await cell(async () => expect(saidOf(await attempt(operation, one, at, context, input)), kind).toBe("FORBIDDEN"));
      }
      await expectUnchanged(before);
    });

    if (one.by === "member") it("is refused to an owner whose session, company or second factor stands in the way", async () => {
      for (const { what, code, but, raise, lift } of HINDRANCES) {
        if (!permission || but.includes(permission)) continue;
        await cell(async () => {
          const at = await makeAt(world, "owner");
          const input = await one.input?.(at);
          await raise(at);
          try {
            const before = await readDigest();
            expect(saidOf(await attempt(operation, one, at, at.actor, input)), what).toBe(code);
            await expectUnchanged(before, [], what);
          } finally {
            await lift(at);
          }
        });
      }
    });

    if (hasContext) it("stops when the deployment's switch for it is thrown", async () => {
      const switches = (await asOwner()`select name from switched_permission where permission = ${permission ?? ""}`) as { name: string }[];
      for (const { name: thrown } of switches) {
        await cell(async () => {
          const at = await makeAt(world, "owner");
          const input = await one.input?.(at);
          const context = contextOf(one, at, input);
          await asOwner()`insert into kill_switch (name, reason, thrown_at) values (${thrown}, 'a test', now())`;
          try {
            const before = await readDigest();
            expect(saidOf(await attempt(operation, one, at, context, input)), thrown).toBe("SWITCHED_OFF");
            await expectUnchanged(before);
          } finally {
            await asOwner()`delete from kill_switch where name = ${thrown}`;
          }
        });
      }
    });

    if (one.by === "visitor") it("takes no site but that of its link", async () => {
      for (const site of [other.here, world.there]) {
        await cell(async () => {
          const at = await makeAt(world, "owner");
          const input = await one.input?.(at);
          const context = { ...(contextOf(one, at, input) as object), request: makeRequest(), siteId: site.siteId };
          const before = await readDigest();
          expectAnswer(await attempt(operation, one, at, context, input), one.misled ?? "NOT_FOUND", marksOfSite(site), "a site of which it has no link");
          await expectUnchanged(before, one.counts);
        });
      }
    });
  });
}

afterAll(() => {
  console.log(`every-operation: ${operations.size} operations × ${MEMBER_ROLES.length} roles, 4 other contexts, another company, another site, a colleague, ${HINDRANCES.length} hindrances and the switches = ${cells} cells, ${crossed} crossed`);
});
