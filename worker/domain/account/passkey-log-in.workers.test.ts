import { beforeAll, describe, expect, it } from "vitest";
import { makeMemberContext } from "#worker/context.ts";
import { hashPassword } from "#worker/crypto/password.ts";
import { logIn } from "#worker/domain/account/log-in.ts";
import { askPasskey, logInWithPasskey } from "#worker/domain/account/passkey-log-in.ts";
import { addPasskey, beginPasskey } from "#worker/domain/account/passkeys.ts";
import { finishSecondStep, getSecondStep } from "#worker/domain/account/second-step.ts";
import { makeAuthenticator } from "#worker/testing/authenticator.ts";
import { asOwner } from "#worker/testing/database.ts";
import { makeCompany, makeMember, makeRequest } from "#worker/testing/factories.ts";

const PASSWORD = "kōwhai blossom 42 rata";

let email: string;
let memberId: string;
let authenticator: Awaited<ReturnType<typeof makeAuthenticator>>;

beforeAll(async () => {
  const member = await makeMember(await makeCompany(), "admin");
  ({ memberId } = member.claims);
  email = `${memberId}@example.test`;
  await asOwner()`update account set password_hash = ${await hashPassword(PASSWORD, crypto.getRandomValues(new Uint8Array(16)))} where email = ${email}`;
  authenticator = await makeAuthenticator(makeRequest().settings.appOrigin);
  const offer = await beginPasskey(member, { password: PASSWORD });
  const { claims } = await addPasskey(member, { password: PASSWORD, token: offer.token, response: await authenticator.register(offer.options), name: "My phone" });
  expect(makeMemberContext(makeRequest(), claims).claims.memberId).toBe(memberId);
});

describe("a passkey", () => {
  it("opens a session by itself, without an e-mail, and its answer works once", async () => {
    const { options, token } = await askPasskey(makeRequest());
    const response = await authenticator.assert(options);
    expect(await logInWithPasskey(makeRequest(), { response, token })).toMatchObject({ email, claims: { memberId } });
    await expect(logInWithPasskey(makeRequest(), { response, token })).rejects.toMatchObject({ code: "WRONG_LOG_IN" });
  });

  it("is a second step after the password", async () => {
    const came = await logIn(makeRequest(), { email, password: PASSWORD }, null);
    if (came.outcome !== "second-step") throw new Error("no second step was asked for");
    const { ways, passkey } = await getSecondStep(makeRequest(), { token: came.token });
    expect(ways).toEqual({ totp: false, passkey: true });
    const response = await authenticator.assert(passkey?.options ?? "");
    expect(await finishSecondStep(makeRequest(), { token: came.token, passkey: { response, token: passkey?.token ?? "" } })).toMatchObject({ email, claims: { memberId } });
  });
});
