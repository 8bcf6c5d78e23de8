/** What the cron takes away, and what it leaves. */
import { beforeAll, expect, it } from "vitest";
import { asOwner } from "./database.ts";
import { makeCompany, makeMember, makeRequest, type MadeCompany } from "./factories.ts";

let company: MadeCompany;

beforeAll(async () => {
  company = await makeCompany();
});

/** A session that was opened so many days ago, lives twelve hours, and may have been ended an hour after it began. */
async function addSession(openedDaysAgo: number, isRevoked: boolean): Promise<string> {
  const { sessionId } = await makeMember(company, "viewer");
  await asOwner()`update session set last_used_at = now() - make_interval(days => ${openedDaysAgo}), expires_at = now() - make_interval(days => ${openedDaysAgo}, hours => -12),
    revoked_at = case when ${isRevoked} then now() - make_interval(days => ${openedDaysAgo}, hours => -1) end where id = ${sessionId}`;
  return sessionId;
}

const left = async (ids: string[]) => (await asOwner()`select id from session where id = any (${ids}::uuid[])`).map(({ id }) => id as string).sort();

it("sessions go 30 days after they ended, whether they ran out or were ended, and no others", async () => {
  const over = [await addSession(32, false), await addSession(32, true), await addSession(400, false)];
  const [justOver, justRevoked] = [await addSession(30, true), await addSession(31, true)];
  const stays = [await addSession(29, false), await addSession(29, true), await addSession(0, false), await addSession(0, true), await addSession(30, false), justOver];
  expect(await makeRequest().platform.purgeExpired()).toBeGreaterThanOrEqual(over.length + 1);
  expect(await left([...over, justRevoked, ...stays])).toEqual([...stays].sort());
  expect(await makeRequest().platform.purgeExpired()).toBe(0);
});

it("a thousand sessions go at a time, and what happened in them stays in the log", async () => {
  const { claims } = await makeMember(company, "viewer");
  const count = async () => {
    const [row] = await asOwner()`select (select count(*)::int from session where member_id = ${claims.memberId} and expires_at < now()) as sessions, (select count(*)::int from audit_event) as events`;
    return row as { sessions: number; events: number };
  };
  await asOwner()`insert into session (company_id, id, member_id, secret_hash, expires_at)
    select ${company.companyId}::uuid, gen_random_uuid(), ${claims.memberId}::uuid, sha256(uuid_send(gen_random_uuid())), now() - interval '31 days' from generate_series(1, 1200)`;
  const { events } = await count();
  expect(await makeRequest().platform.purgeExpired()).toBe(1_000);
  expect(await count()).toEqual({ sessions: 200, events });
  expect(await makeRequest().platform.purgeExpired()).toBe(200);
});
