import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { uuidv7 } from "uuidv7";
import { checkInCrew } from "#worker/domain/entry/check-in.ts";
import { decide } from "#worker/domain/entry/decide.ts";
import { correctPerson } from "#worker/domain/person/correct.ts";
import { markLeft } from "#worker/domain/visit/end.ts";
import { signInAgain } from "#worker/domain/visit/sign-in-again.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeMember, type MadeSite } from "#worker/testing/factories.ts";
import { comeIn, leave, numberOf, objectOf, untilObjectHas, watch } from "#worker/testing/watching.ts";
import { makeEntry } from "#worker/testing/world.ts";

let here: MadeSite;
let there: MadeSite;
let admin: MadeMember;

beforeEach(async () => {
  const company = await makeCompany(2);
  [here, there] = company.sites as [MadeSite, MadeSite];
  admin = await makeMember(company, "admin");
});

describe("the number of a register", () => {
  /** Each writer of visits: what it does at the first site, and by how much the numbers of both sites rise. */
  const WRITERS: Record<string, { rises: [number, number]; write: () => Promise<() => Promise<unknown>> }> = {
    "a sign-in": { rises: [1, 0], write: async () => () => comeIn(here) },
    "a sign-out": { rises: [1, 0], write: async () => { const { signOutToken } = await comeIn(here); return () => leave(signOutToken); } },
    "the office, for somebody who left": { rises: [1, 0], write: async () => { const { visitId } = await comeIn(here); return () => markLeft(admin, { id: visitId }); } },
    "a phone that comes again, and was still at another site": { rises: [1, 1], write: async () => { const { signOutToken } = await comeIn(there); return () => signInAgain(makeVisitor(here), { earlierToken: signOutToken, prepared: prepare() }); } },
    "a supervisor's yes": { rises: [1, 0], write: async () => { const { visitId } = await makeEntry(here); return () => decide(admin, { id: visitId, decision: "approve" }); } },
    "a crew of three": {
      rises: [3, 0],
      write: async () => () => checkInCrew(admin, env, { crewId: uuidv7(), siteId: here.siteId, siteCode: here.code, known: [], people: [somebody(), somebody(), somebody()], notices: [] }),
    },
    "a correction of somebody on site": {
      rises: [1, 0],
      write: async () => {
        const { visitId, who } = await comeIn(here);
        const [row] = await asOwner()`select person_id from visit where id = ${visitId}`;
        return () => correctPerson(admin, { personId: row?.["person_id"] as string, name: "Mere Tūhoe", phone: who.phone, employer: who.employer });
      },
    },
  };
  for (const [writer, { rises, write }] of Object.entries(WRITERS)) {
    it(`rises once for each change by ${writer}, and the object is told`, async () => {
      await watch(here, admin);
      await watch(there, admin);
      const act = await write();
      const before = [await numberOf(here), await numberOf(there)];
      await act();
      const after = [await numberOf(here), await numberOf(there)];
      expect(after.map((number, index) => number - (before[index] ?? 0))).toEqual(rises);
      await untilObjectHas(here, after[0] ?? 0);
      await untilObjectHas(there, after[1] ?? 0);
      const rows = await asOwner()`select id from visit where site_id = ${here.siteId} and signed_out_at is null order by id`;
      expect((await objectOf(here).state()).people.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id as string));
    });
  }

  it("stays where it is when a form is sent again, eight times at once too, and when nothing of the register changes", async () => {
    const [prepared, who] = [prepare(), somebody()];
    await Promise.all(Array.from({ length: 8 }, () => signIn(makeVisitor(here), { ...who, prepared })));
    expect(await numberOf(here)).toBe(1);
    await signIn(makeVisitor(here), { ...who, prepared: prepare() });
    await leave(prepared.signOutToken);
    await leave(prepared.signOutToken);
    await markLeft(admin, { id: prepared.visitId });
    await asOwner()`update visit set updated_at = now(), name = 'Erased' where id = ${prepared.visitId}`;
    expect(await numberOf(here)).toBe(2);
  });

  it("lets two who change places, and a crowd, all through", async () => {
    const [one, other] = [await comeIn(here), await comeIn(there)];
    await Promise.all([
      signInAgain(makeVisitor(there), { earlierToken: one.signOutToken, prepared: prepare() }),
      signInAgain(makeVisitor(here), { earlierToken: other.signOutToken, prepared: prepare() }),
      ...Array.from({ length: 25 }, (_, index) => comeIn(index % 2 === 0 ? here : there)),
    ]);
    const rows = await asOwner()`select register_number from visit where site_id = ${here.siteId}`;
    expect(Math.max(...rows.map((row) => Number(row["register_number"])))).toBe(await numberOf(here));
  });
});
