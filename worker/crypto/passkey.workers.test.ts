import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { beforeAll, describe, expect, it } from "vitest";
import { makeAuthenticator, toCbor, type Algorithm, type Fault } from "#worker/testing/authenticator.ts";
import { fc } from "#worker/testing/fast-check.ts";
import { toBase64Url } from "./digest.ts";
import { makeAssertionOptions, makeRegistrationOptions, readAssertion, verifyAssertion, verifyRegistration, type NewPasskey } from "./passkey.ts";

const origin = "https://app.inductlite.nz";
const challenge = Uint8Array.from({ length: 32 }, (_, index) => index);
const account = { id: "01935f6e-0000-7000-8000-000000000001", email: "mere@tui.co.nz", name: "Mere Parata" };
const registrationOptions = makeRegistrationOptions({ origin, challenge, account, existing: [] });
const assertionOptions = makeAssertionOptions({ origin, challenge });
const elsewhere = "https://app.inductlite.nz.evil.example";

const expected = { expectedChallenge: toBase64Url(challenge), expectedOrigin: origin, expectedRPID: "app.inductlite.nz", requireUserVerification: true };

/** What the other implementation says of the same response. */
const otherOnRegistration = (response: string) => verifyRegistrationResponse({ response: JSON.parse(response) as never, ...expected }).then(({ verified }) => verified, () => false);
const otherOnAssertion = (response: string, { credentialId, publicKey, signCount }: NewPasskey) =>
  verifyAuthenticationResponse({ response: JSON.parse(response) as never, ...expected, credential: { id: toBase64Url(credentialId), publicKey: publicKey.slice(), counter: signCount } }).then(
    ({ verified }) => verified,
    () => false,
  );

async function register(algorithm: Algorithm = -7, fault: Fault = {}) {
  const authenticator = await makeAuthenticator(origin, algorithm);
  const passkey = await verifyRegistration({ response: await authenticator.register(registrationOptions, fault), challenge, origin });
  if (!passkey) throw new Error("the passkey was refused");
  return { authenticator, passkey: { ...passkey, accountId: account.id } };
}

/** What both ceremonies refuse. */
const FAULTS: [string, Fault][] = [
  ["another challenge", { challenge: toBase64Url(new Uint8Array(32)) }],
  ["an empty challenge", { challenge: "" }],
  ["another origin", { origin: elsewhere }],
  ["our host on another port", { origin: `${origin}:8443` }],
  ["our host without TLS", { origin: "http://app.inductlite.nz" }],
  ["another relying party", { rpId: "inductlite.nz" }],
  ["nobody present", { flags: 0x5c }],
  ["nobody verified", { flags: 0x59 }],
  ["a backup of what can't be backed up", { flags: 0x55 }],
  ["bytes after the end", { tail: [0] }],
];

describe.each([["ES256", -7], ["EdDSA", -8], ["RS256", -257]] as const)("a passkey of %s", (_, algorithm) => {
  it("is registered, and opens again and again; another implementation agrees", async () => {
    const { authenticator, passkey } = await register(algorithm);
    expect(passkey).toMatchObject({ credentialId: authenticator.credentialId, publicKey: authenticator.cose, signCount: 0, isBackedUp: true, transports: ["internal", "hybrid"], aaguid: "abababab-abab-abab-abab-abababababab" });
    expect(await otherOnRegistration(await authenticator.register(registrationOptions))).toBe(true);
    for (let times = 0; times < 3; times++) {
      const response = await authenticator.assert(assertionOptions);
      expect(readAssertion(response)).toEqual({ credentialId: authenticator.credentialId, accountId: account.id });
      expect(await verifyAssertion({ response, challenge, origin, passkey })).toEqual({ signCount: 0, isBackedUp: true, isCountSuspect: false });
      expect(await otherOnAssertion(response, passkey)).toBe(true);
    }
  });

  it("does not open with another key's signature", async () => {
    const { authenticator, passkey } = await register(algorithm);
    const other = await makeAuthenticator(origin, algorithm);
    const response = await other.assert(assertionOptions, { credentialId: authenticator.credentialId });
    expect(await verifyAssertion({ response, challenge, origin, passkey })).toBeNull();
    expect(await otherOnAssertion(response, passkey)).toBe(false);
  });

  it("does not open with a signature of another length", async () => {
    const { authenticator, passkey } = await register(algorithm);
    const sent = JSON.parse(await authenticator.assert(assertionOptions)) as { response: { signature: string } };
    for (const signature of [sent.response.signature.slice(0, -4), `${sent.response.signature}AAAA`, "AA", "A".repeat(1364)]) {
      const response = JSON.stringify({ ...sent, response: { ...sent.response, signature } });
      expect(await verifyAssertion({ response, challenge, origin, passkey })).toBeNull();
    }
  });
});

describe("a registration", () => {
  it.each([...FAULTS, ["a log-in's client data", { type: "webauthn.get" }], ["no key", { flags: 0x1d }], ["the id of another key", { credentialId: new Uint8Array(32) }], ["an id of no bytes", { credentialId: new Uint8Array() }]])(
    "is refused with %s; another implementation agrees",
    async (_, fault) => {
      const authenticator = await makeAuthenticator(origin);
      const response = await authenticator.register(registrationOptions, fault);
      expect(await verifyRegistration({ response, challenge, origin })).toBeNull();
      // Theirs leaves it to the caller whether the id is the key's own.
      if (!fault.credentialId) expect(await otherOnRegistration(response)).toBe(false);
    },
  );

  it("from inside another site's page is refused", async () => {
    const authenticator = await makeAuthenticator(origin);
    for (const clientData of [{ crossOrigin: true }, { topOrigin: elsewhere }]) {
      expect(await verifyRegistration({ response: await authenticator.register(registrationOptions, { clientData }), challenge, origin })).toBeNull();
    }
  });

  it("may say more than we ask: extensions, further client data, an attestation that nobody reads", async () => {
    const extensions = [...toCbor([["credProtect", 2]])];
    const { passkey } = await register(-7, { flags: 0xdd, tail: extensions, fmt: "packed", clientData: { other_keys_can_be_added_here: "do not compare" } });
    expect(passkey.signCount).toBe(0);
  });

  it("keeps the names of transports that it can, and no others", async () => {
    expect((await register(-7, { transports: ["usb", "<b>", 7, "nfc"] })).passkey.transports).toEqual([]);
    expect((await register(-7, { transports: ["usb", "<b>", "smart-card"] })).passkey.transports).toEqual(["usb", "smart-card"]);
    expect((await register(-7, { transports: "usb" })).passkey.transports).toEqual([]);
  });

  it("with one byte of its authenticator data changed is never taken where another implementation refuses it", async () => {
    const response = JSON.parse(await (await makeAuthenticator(origin)).register(registrationOptions)) as { response: { attestationObject: string } };
    const object = Uint8Array.from(atob(response.response.attestationObject.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    let refused = 0;
    for (let index = object.length - 164; index < object.length; index++) {
      const changed = object.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x04;
      const text = JSON.stringify({ ...response, response: { ...response.response, attestationObject: toBase64Url(changed) } });
      const isTaken = (await verifyRegistration({ response: text, challenge, origin })) !== null;
      if (!isTaken) refused += 1;
      else expect(await otherOnRegistration(text), `byte ${index}`).toBe(true);
    }
    // All but the authenticator's make and its count: those are whatever it says.
    expect(refused).toBe(164 - 16 - 4);
  });
});

describe("an assertion", () => {
  let made: Awaited<ReturnType<typeof register>>;
  beforeAll(async () => {
    made = await register();
  });

  it.each([...FAULTS, ["a registration's client data", { type: "webauthn.create" }]])("is refused with %s; another implementation agrees", async (_, fault) => {
    const flags = fault.flags === undefined ? {} : { flags: fault.flags & ~0x40 };
    const response = await made.authenticator.assert(assertionOptions, { ...fault, ...flags });
    expect(await verifyAssertion({ response, challenge, origin, passkey: made.passkey })).toBeNull();
    expect(await otherOnAssertion(response, made.passkey)).toBe(false);
  });

  it("is refused from inside another site's page, for another account, and for another passkey", async () => {
    const { authenticator, passkey } = made;
    const verify = async (fault: Fault) => verifyAssertion({ response: await authenticator.assert(assertionOptions, fault), challenge, origin, passkey });
    expect(await verify({ clientData: { crossOrigin: true } })).toBeNull();
    expect(await verify({ clientData: { topOrigin: elsewhere } })).toBeNull();
    expect(await verify({ userHandle: toBase64Url(new TextEncoder().encode(account.id.replace(/1$/, "2"))) })).toBeNull();
    expect(await verify({ credentialId: new Uint8Array(32) })).toBeNull();
    expect(await verify({ userHandle: null })).toMatchObject({ signCount: 0 });
  });

  it("whose count does not go up is told of, but where neither side counts", async () => {
    const { authenticator, passkey } = made;
    const verify = async (kept: number, sent: number) =>
      verifyAssertion({ response: await authenticator.assert(assertionOptions, { signCount: sent }), challenge, origin, passkey: { ...passkey, signCount: kept } });
    expect(await verify(0, 0)).toMatchObject({ signCount: 0, isCountSuspect: false });
    expect(await verify(0, 1)).toMatchObject({ signCount: 1, isCountSuspect: false });
    expect(await verify(7, 4_000_000_000)).toMatchObject({ signCount: 4_000_000_000, isCountSuspect: false });
    expect(await verify(7, 7)).toMatchObject({ signCount: 7, isCountSuspect: true });
    expect(await verify(7, 6)).toMatchObject({ signCount: 6, isCountSuspect: true });
    expect(await verify(7, 0)).toMatchObject({ signCount: 0, isCountSuspect: true });
  });

  it("is refused with any byte of what is signed, or of the signature, changed or missing", async () => {
    const { authenticator, passkey } = made;
    const sent = JSON.parse(await authenticator.assert(assertionOptions)) as { response: Record<string, string> };
    for (const part of ["clientDataJSON", "authenticatorData", "signature"]) {
      const bytes = Uint8Array.from(atob((sent.response[part] ?? "").replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
      for (let index = 0; index < bytes.length; index++) {
        const changed = bytes.slice();
        changed[index] = (changed[index] ?? 0) ^ 0x01;
        for (const wrong of [changed, bytes.slice(0, index)]) {
          const response = JSON.stringify({ ...sent, response: { ...sent.response, [part]: toBase64Url(wrong) } });
          expect(await verifyAssertion({ response, challenge, origin, passkey }), `${part}, byte ${index}`).toBeNull();
        }
      }
    }
    expect(await verifyAssertion({ response: JSON.stringify(sent), challenge, origin, passkey })).not.toBeNull();
  });
});

describe("the options", () => {
  it("ask for a verified person and a key that can be found without an e-mail, here alone", () => {
    const existing = [{ credentialId: Uint8Array.of(1, 2, 3), transports: ["usb"] }];
    const asked = JSON.parse(makeRegistrationOptions({ origin: "http://localhost:8787", challenge, account, existing })) as Record<string, unknown>;
    expect(asked).toMatchObject({
      rp: { id: "localhost" },
      user: { id: toBase64Url(new TextEncoder().encode(account.id)), name: "mere@tui.co.nz", displayName: "Mere Parata" },
      challenge: toBase64Url(challenge),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      excludeCredentials: [{ type: "public-key", id: "AQID", transports: ["usb"] }],
    });
    expect(JSON.parse(makeAssertionOptions({ origin, challenge }))).toMatchObject({ rpId: "app.inductlite.nz", userVerification: "required", allowCredentials: [] });
    expect(JSON.parse(makeAssertionOptions({ origin, challenge, allowed: existing }))).toMatchObject({ allowCredentials: [{ type: "public-key", id: "AQID", transports: ["usb"] }] });
  });
});

describe("what is no response", () => {
  const passkey = { credentialId: Uint8Array.of(1), accountId: account.id, publicKey: Uint8Array.of(0xa0), signCount: 0 };
  const expectRefused = async (response: string) => {
    expect(await verifyRegistration({ response, challenge, origin })).toBeNull();
    expect(await verifyAssertion({ response, challenge, origin, passkey })).toBeNull();
  };

  it.each(["", "null", "[]", "{", '"x"', "{}", '{"id":"AQ","type":"public-key"}', '{"id":"AQ","type":"public-key","response":null}', '{"__proto__":{"id":"AQ"}}'])("%j is refused", async (response) => {
    await expectRefused(response);
    expect(readAssertion(response)).toBeNull();
  });

  it("is refused when it is huge, or nested deep", async () => {
    const { authenticator } = await register();
    const good = await authenticator.register(registrationOptions);
    await expectRefused(good.replace('"id"', `"padding":"${"x".repeat(40_000)}","id"`));
    await expectRefused("[".repeat(30_000));
    const nested = (bytes: Uint8Array) => good.replace(/"attestationObject":"[^"]+"/, `"attestationObject":"${toBase64Url(bytes)}"`);
    await expectRefused(nested(new Uint8Array(20_000).fill(0x81)));
    await expectRefused(nested(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)));
    await expectRefused(nested(Uint8Array.of(0xa1, 0x68, ...new TextEncoder().encode("authData"), 0x5a, 0xff, 0xff, 0xff, 0xff)));
  });

  it("is refused when it is cut anywhere", async () => {
    const { authenticator } = await register();
    const good = JSON.parse(await authenticator.register(registrationOptions)) as { response: { attestationObject: string } };
    for (let length = 0; length < good.response.attestationObject.length; length += 1) {
      await expectRefused(JSON.stringify({ ...good, response: { ...good.response, attestationObject: good.response.attestationObject.slice(0, length) } }));
    }
  });

  it("of any kind is refused without an error", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), expectRefused));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const part = toBase64Url(bytes);
        await expectRefused(JSON.stringify({ id: "AQ", type: "public-key", response: { clientDataJSON: part, attestationObject: part, authenticatorData: part, signature: part } }));
      }),
    );
  });
});
