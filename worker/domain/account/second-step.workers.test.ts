import { TOTP } from "otpauth";
import { expect, it } from "vitest";
import { hashPassword } from "#worker/crypto/password.ts";
import { addAuthenticator, beginAuthenticator } from "#worker/domain/account/authenticator.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { finishSecondStep } from "#worker/domain/account/second-step.ts";
import { digestOfEmail } from "#worker/domain/account/tries.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest, randomAddress } from "#worker/testing/factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";

it.each([["a device that was here before", true], ["a strange device", false]])("lets somebody with a second step log in more often than a wrong password may be tried, on %s", async (_what, isKnown) => {
  const member = await makeMember(await makeCompany(), "admin");
  const email = `${member.claims.memberId}@example.test`;
  await asOwner()`update account set password_hash = ${await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)))} where email = ${email}`;
  const { secret, sealed } = await beginAuthenticator(member, email);
  const { recoveryCodes } = await addAuthenticator(member, { password: PASSWORD, sealed, code: new TOTP({ secret }).generate() });
  const device = isKnown ? { id: crypto.randomUUID(), accounts: [digestOfEmail(email)] } : null;
  const request = makeRequest({ address: randomAddress() });
  expect(recoveryCodes).toHaveLength(10);
  for (const recoveryCode of recoveryCodes ?? []) {
    const came = await logIn(request, { email, password: PASSWORD }, device);
    if (came.outcome !== "second-step") throw new Error("no second step was asked for");
    expect(await finishSecondStep(request, { token: came.token, recoveryCode }, device)).toMatchObject({ email, claims: { memberId: member.claims.memberId } });
  }
});
