/** The second step of a log-in can't be walked round: not by a new password, not by leaving it out, not by another way in. */
import { TOTP } from "otpauth";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { addAuthenticator, beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { linkTokenOf } from "#worker/domain/account/link-token.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { makeSession } from "#worker/domain/account/new-session.ts";
import { askReset, finishReset } from "#worker/domain/account/reset-password.ts";
import { finishSecondStep } from "#worker/domain/account/second-step.ts";
import type { ShownFactor } from "#worker/store/account-store.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, type MadeMember } from "#worker/testing/factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";
const NEW_PASSWORD = "a quiet harbour at dawn";
let passwordHash: string;
let email: string;
let member: MadeMember;
let secret: string;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)));
});

/** Somebody whose log-in has a second step. */
async function makeCareful() {
  member = await makeMember(await makeCompany(), "owner", [], { passwordHash });
  email = `${member.claims.memberId}@example.test`;
  const offer = await beginAuthenticator(member, email);
  ({ secret } = offer);
  await addAuthenticator(member, { password: PASSWORD, sealed: offer.sealed, code: new TOTP({ secret }).generate({ timestamp: Date.now() - 30_000 }) });
}

async function resetPassword() {
  const work: Promise<unknown>[] = [];
  await askReset(makeRequest({ defer: (one) => void work.push(one) }), { email });
  await Promise.all(work);
  const [row] = await asOwner()`select r.id, m.key_id from password_reset r join mail m on m.subject_id = r.id where r.account_id = ${member.accountId} and r.used_at is null`;
  const token = linkTokenOf(makeRequest().settings, row?.["key_id"] as string, "reset", row?.["id"] as string) ?? "";
  await finishReset(makeRequest(), { token, newPassword: NEW_PASSWORD });
}

describe("the second step of a log-in", () => {
  it("is asked for after the password was set anew by mail, and a step begun before is worth nothing", async () => {
    await makeCareful();
    const before = await logIn(makeRequest(), { email, password: PASSWORD }, null);
    await resetPassword();
    const after = await logIn(makeRequest(), { email, password: NEW_PASSWORD }, null);
    if (before.outcome !== "second-step" || after.outcome !== "second-step") throw new Error("no second step was asked for");
    const code = new TOTP({ secret }).generate();
    await expect(finishSecondStep(makeRequest(), { token: before.token, code })).rejects.toMatchObject({ code: "NOT_LOGGED_IN" });
    expect(await finishSecondStep(makeRequest(), { token: after.token, code })).toMatchObject({ email });
  });

  it("is asked for by the database, whatever the code above it forgets", async () => {
    await makeCareful();
    const [row] = await asOwner()`select password_hash from account where id = ${member.accountId}`;
    const open = (second: ShownFactor | null, passwordDigest: string | null) => {
      const request = makeRequest();
      return request.accounts.openSession({ accountId: member.accountId, passwordDigest, session: makeSession(request), second, spent: null, tries: [], origin: request });
    };
    const digest = toHex(sha256Of(row?.["password_hash"] as string));
    const refused: [second: ShownFactor | null, digest: string | null][] = [
      [null, digest],
      [null, null],
      [{ kind: "totp", counter: 1 }, digest],
      [{ kind: "totp", counter: 99_999_999 }, null],
      [{ kind: "recovery-code", codeHash: sha256Of("no code") }, digest],
      [{ kind: "passkey", passkeyId: crypto.randomUUID(), signCount: 1 }, digest],
      [{ kind: "passkey", passkeyId: crypto.randomUUID(), signCount: 1 }, null],
    ];
    for (const [second, shown] of refused) await expect(open(second, shown)).rejects.toMatchObject({ code: "NOT_LOGGED_IN" });
    expect(await open({ kind: "totp", counter: 99_999_999 }, digest)).toMatchObject({ memberId: member.claims.memberId });
  });
});
