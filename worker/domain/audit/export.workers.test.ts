import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { closeSite } from "#worker/domain/site/close.ts";
import { signIn } from "#worker/domain/visit/sign-in.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { ask } from "#worker/testing/ask.ts";
import { addEvents, addManyEvents, inFiles, keptSince, makeChain, makeChore, moveBack, plainEvents } from "#worker/testing/chains.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeVisitor, prepare, somebody, type MadeMember } from "#worker/testing/factories.ts";
import { archiveEvents } from "./archive.ts";
import { exportEvents } from "./export.ts";
import { checkLine, readLine, startOfChain } from "./line.ts";

type Filter = Parameters<typeof exportEvents>[2];

async function take(member: MadeMember, filter: Filter = {}): Promise<string[]> {
  const { body } = await exportEvents(member, env.FILES, filter);
  const text = await new Response(body).text();
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text.split("\n").slice(0, -1);
}

const numbersOf = (lines: string[]) => lines.map((line) => readLine(line)?.parts.number);

/** Follows the lines from the beginning of the chain; gives the last number. */
function follow(companyId: string, lines: string[]): number {
  let place = startOfChain(companyId);
  for (const line of lines) {
    const checked = checkLine(line, companyId, place);
    if ("fault" in checked) throw new Error(`${checked.fault} at ${place.number + 1}`);
    place = checked.place;
  }
  return place.number;
}

/** 30 events, of which three files hold the first 23. */
async function archived() {
  const company = await makeChain(25);
  await moveBack(company.companyId, 23, 100);
  const chore = await makeChore(company.companyId);
  while ((await archiveEvents(chore, env.FILES, keptSince())) > 0);
  await addEvents(company.companyId, plainEvents(2));
  return company;
}

describe("an export of the log", () => {
  it("holds everything from the first event to its own, files and table in one stream", async () => {
    const company = await archived();
    const admin = await makeMember(company, "admin");
    const lines = await take(admin);
    expect(follow(company.companyId, lines)).toBe(31);
    expect(readLine(lines.at(-1) ?? "")?.parts).toMatchObject({ action: "audit.exported", actorKind: "member", actorId: admin.claims.memberId, changes: {} });
    expect(follow(company.companyId, await take(admin))).toBe(32);
  });

  it("holds what a filter means, out of files and table alike, and says in the log what was asked for", async () => {
    const company = await archived();
    const { companyId } = company;
    const admin = await makeMember(company, "owner");
    const [first] = (await asOwner()`select subject_id as id from audit_event where company_id = ${companyId} and action = 'visit.signed-in' order by number limit 1`) as [{ id: string }];
    expect(numbersOf(await take(admin, { who: "system" }))).toEqual([26, 27, 28]);
    expect(numbersOf(await take(admin, { who: "visitors" }))).toEqual(expect.arrayContaining([2, 3, 5, 23, 24, 30]));
    expect(numbersOf(await take(admin, { action: "visit.signed-in" }))).toHaveLength(27);
    expect(numbersOf(await take(admin, { row: `visit:${first.id}` }))).toEqual([24]);
    const old = new Date(Date.now() - 95 * 86_400_000).toISOString().slice(0, 10);
    expect(numbersOf(await take(admin, { toOn: old }))).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    expect(numbersOf(await take(admin, { fromOn: old, who: "system" }))).toEqual([26, 27, 28]);
    expect(numbersOf(await take(admin, { who: admin.claims.memberId }))).toEqual([31, 32, 33, 34, 35, 36, 37]);
    const asked = await asOwner()`select changes from audit_event where company_id = ${companyId} and action = 'audit.exported' order by number`;
    expect(asked.slice(3, 6).map(({ changes }) => changes as object)).toEqual([{ row: `visit:${first.id}` }, { toOn: old }, { who: "system", fromOn: old }]);
  });

  it("loses nothing that moves to a file while it is being sent", async () => {
    const company = await makeChain(12);
    const admin = await makeMember(company, "admin");
    await moveBack(company.companyId, 9, 100);
    const { body } = await exportEvents(admin, env.FILES, {});
    while ((await archiveEvents(await makeChore(company.companyId), env.FILES, keptSince())) > 0);
    expect(follow(company.companyId, (await new Response(body).text()).split("\n").slice(0, -1))).toBe(13);
  });

  it("reads a page at a time, and no page that nobody takes", async () => {
    const company = await archived();
    const admin = await makeMember(company, "admin");
    const before = admin.request.databaseTrips;
    const { body } = await exportEvents(admin, env.FILES, {});
    expect(admin.request.databaseTrips - before).toBe(1);
    const reader = body.getReader();
    await reader.read();
    expect(admin.request.databaseTrips - before).toBe(2);
    await reader.cancel();
    expect(admin.request.databaseTrips - before).toBe(2);
  });

  it("holds a thousand events of five thousand at a time, each thousand read when the one before was taken", async () => {
    const company = await makeCompany();
    await addManyEvents(company.companyId, 50);
    const admin = await makeMember(company, "admin");
    const { through, body } = await exportEvents(admin, env.FILES, {});
    const reader = body.getReader();
    const began = admin.request.databaseTrips;
    let place = startOfChain(company.companyId);
    const held: [trips: number, lines: number][] = [];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = new TextDecoder().decode(piece.value).split("\n").slice(0, -1);
      held.push([admin.request.databaseTrips - began, lines.length]);
      for (const line of lines) {
        const checked = checkLine(line, company.companyId, place);
        if ("fault" in checked) throw new Error(`${checked.fault} at ${place.number + 1}`);
        place = checked.place;
      }
    }
    // Whole thousands, one a trip and none ahead of its reader; the last piece is the export's own event.
    expect(held).toEqual([...Array.from({ length: 5 }, (_, index): [number, number] => [index + 1, 1_000]), [6, 1]]);
    expect([place.number, through]).toEqual([5_001, 5_001]);
  }, 60_000);

  it("says which file is gone", async () => {
    const company = await archived();
    await env.FILES.delete(inFiles(`audit/${company.companyId}/11-20.ndjson`));
    const lines = await take(await makeMember(company, "admin"));
    expect(lines.filter((line) => line.includes("missing")).map((line) => JSON.parse(line) as object)).toEqual([{ missing: `audit/${company.companyId}/11-20.ndjson`, from: 11, to: 20 }]);
    expect(numbersOf(lines)).toContain(21);
  });

  it("ends when the session does", async () => {
    const company = await makeChain(3);
    const admin = await makeMember(company, "admin");
    const { body } = await exportEvents(admin, env.FILES, {});
    await asOwner()`update session set revoked_at = now() where id = ${admin.sessionId}`;
    await expect(new Response(body).text()).rejects.toMatchObject({ code: "NOT_LOGGED_IN" });
  });

  it("has the company's own day in its name", async () => {
    const company = await makeChain(1);
    const member = await makeMember(company, "owner");
    const cookie = (await writeSession(member.request, member.claims)).split(";")[0] ?? "";
    const dayIn = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(Date.now());
    // A day and an hour apart, so that one of them is never on the day of UTC.
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      await asOwner()`update company set time_zone = ${timeZone} where company_id = ${company.companyId}`;
      const before = dayIn(timeZone);
      const answer = await ask("/audit/export", { headers: { Cookie: cookie } });
      await answer.arrayBuffer();
      expect([before, dayIn(timeZone)].map((day) => `${day}.ndjson`)).toContain(/-(\d{4}-\d\d-\d\d\.ndjson)"$/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1]);
    }
  });

  it("is for owners and admins, and leaves no event when it is refused", async () => {
    const company = await makeCompany();
    for (const role of ["site_manager", "viewer"] as const) {
      await expect(exportEvents(await makeMember(company, role), env.FILES, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(exportEvents(await makeMember(company, "admin"), env.FILES, { who: "nobody" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(await asOwner()`select from audit_event where company_id = ${company.companyId}`).toHaveLength(0);
  });

  it("holds one company's events and no other's", async () => {
    const [mine, theirs] = [await makeCompany(), await makeCompany()];
    const admin = await makeMember(mine, "admin");
    await signIn(makeVisitor(theirs.sites[0]), { ...somebody(), prepared: prepare() });
    await closeSite(admin, env, { siteId: mine.sites[0].siteId });
    expect(follow(mine.companyId, await take(admin))).toBe(2);
  });
});
