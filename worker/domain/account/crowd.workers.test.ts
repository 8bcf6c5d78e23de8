/** What a crowd of log-ins meets: the line before the check of passwords is full. */
import { beforeAll, expect, it } from "vitest";
import { hashPassword } from "#worker/crypto/password.ts";
import { passwordLine } from "#worker/crypto/password-line.ts";
import { changePassword } from "#worker/domain/account/change-password.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { ask, ORIGIN } from "#worker/testing/ask.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, randomAddress, type MadeMember } from "#worker/testing/factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";
const BUSY = { code: "BUSY", retryAfterSeconds: 5 };
let member: MadeMember;
let email: string;

beforeAll(async () => {
  member = await makeMember(await makeCompany(), "admin");
  email = `${member.claims.memberId}@example.test`;
  await asOwner()`update account set password_hash = ${await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)))} where email = ${email}`;
});

/** Does the work while nobody else gets into the line. */
async function whileFull(work: () => Promise<void>): Promise<void> {
  let disperse = (): void => undefined;
  const holding = new Promise<void>((resolve) => (disperse = resolve));
  // Those behind the first four leave it by themselves, after five seconds.
  const crowd = Promise.allSettled(Array.from({ length: 64 }, () => passwordLine.take(() => holding)));
  try {
    await work();
  } finally {
    disperse();
    await crowd;
  }
}

const countTries = async () => (await asOwner()`select count(*)::int as tries from attempt`)[0];

it("is told to come again in a few seconds, without a trip to the database and without a counted try", async () => {
  const before = await countTries();
  await whileFull(async () => {
    const request = makeRequest({ address: randomAddress() });
    await expect(logIn(request, { email, password: PASSWORD }, null)).rejects.toMatchObject(BUSY);
    await expect(changePassword(member, { password: PASSWORD, newPassword: "four words for nobody" })).rejects.toMatchObject(BUSY);
    expect([request.databaseTrips, member.request.databaseTrips]).toEqual([0, 0]);
  });
  expect(await countTries()).toEqual(before);
  await expect(logIn(makeRequest({ address: randomAddress() }), { email, password: PASSWORD }, null)).resolves.toMatchObject({ outcome: "in" });
});

it("gets the page again with the e-mail in it", async () => {
  const send = () => ask("/log-in", { method: "POST", body: new URLSearchParams({ email, password: PASSWORD, next: "/history" }), headers: { Origin: ORIGIN, Accept: "text/html" } });
  await whileFull(async () => {
    const answer = await send();
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
    const page = await answer.text();
    for (const kept of ["Wait 5 seconds, then press the button again", `value="${email}"`, `value="/history"`]) expect(page).toContain(kept);
    expect(page).not.toContain(PASSWORD);
  });
  expect((await send()).status).toBe(303);
});
