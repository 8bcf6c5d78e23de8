/**
 * Passkeys: WebAuthn's server half. The relying party is the host of the deployment's APP_ORIGIN; a person is always
 * verified (PIN, finger, face), and the key is one that can be found without an e-mail. No attestation is asked for.
 * Challenges are 32 random bytes, made, kept and used up by the caller. Options and responses travel as JSON text.
 */
import { readAttestationObject, readAuthenticatorData, type AuthenticatorData } from "#worker/crypto/authenticator-data.ts";
import { ALGORITHMS, importCoseKey, isSignedBy } from "#worker/crypto/cose-key.ts";
import { sha256Of, toBase64Url, toHex } from "#worker/crypto/digest.ts";
import { parseAssertion, parseClientData, parseRegistration } from "#worker/crypto/passkey-response.ts";

/** A passkey as the browser is told of it. */
export interface KnownPasskey {
  credentialId: Uint8Array;
  transports: string[];
}

export interface NewPasskey extends KnownPasskey {
  /** COSE, to be kept as it is. */
  publicKey: Uint8Array;
  signCount: number;
  /** It is on more than one device, or will be. */
  isBackedUp: boolean;
  /** The make of the authenticator, as a UUID; all zeros where it doesn't say. It proves nothing. */
  aaguid: string;
}

/** What we asked, with the challenge that was made for it. `origin` is APP_ORIGIN. */
interface Asked {
  response: string;
  challenge: Uint8Array;
  origin: string;
}

/** Long enough to look for a key in a drawer. */
const TIMEOUT_MS = 5 * 60 * 1000;

const toDescriptor = ({ credentialId, transports }: KnownPasskey) => ({ type: "public-key", id: toBase64Url(credentialId), transports });

/**
 * The options for `createPasskey()` in the browser. `existing` are the account's passkeys: an authenticator that holds one makes
 * no second. The account's id becomes the user handle, which comes back at each use.
 */
export function makeRegistrationOptions(asked: { origin: string; challenge: Uint8Array; account: { id: string; email: string; name: string }; existing: KnownPasskey[] }): string {
  return JSON.stringify({
    rp: { id: new URL(asked.origin).hostname, name: "InductLite" },
    user: { id: toBase64Url(new TextEncoder().encode(asked.account.id)), name: asked.account.email, displayName: asked.account.name },
    challenge: toBase64Url(asked.challenge),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    excludeCredentials: asked.existing.map(toDescriptor),
    timeout: TIMEOUT_MS,
  });
}

/** The options for `askForPasskey()` in the browser. Without `allowed`, the person chooses among all they have for us. */
export function makeAssertionOptions(asked: { origin: string; challenge: Uint8Array; allowed?: KnownPasskey[] }): string {
  return JSON.stringify({
    rpId: new URL(asked.origin).hostname,
    challenge: toBase64Url(asked.challenge),
    userVerification: "required",
    allowCredentials: (asked.allowed ?? []).map(toDescriptor),
    timeout: TIMEOUT_MS,
  });
}

/** The new passkey, or null when the response is malformed, or answers another challenge, origin or relying party, or verified nobody. */
export async function verifyRegistration({ response, challenge, origin }: Asked): Promise<NewPasskey | null> {
  const sent = parseRegistration(response);
  if (!sent || !isAnswer(sent.response.clientDataJSON, "webauthn.create", challenge, origin)) return null;
  const data = readAttestationObject(sent.response.attestationObject);
  if (!data?.credential || !isVerifiedHere(data, origin) || !isSame(data.credential.id, sent.id)) return null;
  const { id, publicKey, aaguid } = data.credential;
  if (!(await importCoseKey(publicKey))) return null;
  return { credentialId: id, publicKey, aaguid, signCount: data.signCount, isBackedUp: data.isBackedUp, transports: sent.response.transports };
}

/**
 * Which passkey a response claims to be of, to look it up by; null when it is malformed. NOTHING IS PROVED YET.
 * `accountId` is null when the authenticator didn't say.
 */
export function readAssertion(response: string): { credentialId: Uint8Array; accountId: string | null } | null {
  const sent = parseAssertion(response);
  if (!sent) return null;
  return { credentialId: sent.id, accountId: sent.response.userHandle ?? null };
}

export interface AssertionFacts {
  /** To be kept in place of the one before. */
  signCount: number;
  isBackedUp: boolean;
  /** The authenticator counts, and not upwards: the key may have been copied. The caller decides what follows. */
  isCountSuspect: boolean;
}

/**
 * Null unless the holder of this passkey answered this challenge, here, and was verified. `passkey` is as it is kept, with the
 * id of the account that it belongs to: a response that names another account is refused.
 */
export async function verifyAssertion({ response, challenge, origin, passkey }: Asked & { passkey: { credentialId: Uint8Array; accountId: string; publicKey: Uint8Array; signCount: number } }): Promise<AssertionFacts | null> {
  const sent = parseAssertion(response);
  if (!sent || !isSame(sent.id, passkey.credentialId)) return null;
  const { clientDataJSON, authenticatorData, signature, userHandle } = sent.response;
  if (typeof userHandle === "string" && userHandle !== passkey.accountId) return null;
  if (!isAnswer(clientDataJSON, "webauthn.get", challenge, origin)) return null;
  const data = readAuthenticatorData(authenticatorData);
  if (!data || !isVerifiedHere(data, origin)) return null;
  const signed = new Uint8Array([...authenticatorData, ...sha256Of(clientDataJSON)]);
  if (!(await isSignedBy(passkey.publicKey, signature, signed))) return null;
  const counts = data.signCount > 0 || passkey.signCount > 0;
  return { signCount: data.signCount, isBackedUp: data.isBackedUp, isCountSuspect: counts && data.signCount <= passkey.signCount };
}

/** Whether the browser asked on our own page, for this challenge. */
function isAnswer(json: Uint8Array, type: "webauthn.create" | "webauthn.get", challenge: Uint8Array, origin: string): boolean {
  const data = parseClientData(json);
  if (!data || data.crossOrigin === true || data.topOrigin !== undefined) return false;
  return data.type === type && data.challenge === toBase64Url(challenge) && data.origin === origin;
}

/** Whether a person was there and verified, by a key that is ours. Only a key that may be copied can say that it was. */
function isVerifiedHere(data: AuthenticatorData, origin: string): boolean {
  const isOurs = isSame(data.rpIdHash, sha256Of(new URL(origin).hostname));
  return isOurs && data.isUserPresent && data.isUserVerified && (data.isBackupEligible || !data.isBackedUp);
}

/** No secrets are compared here, so the time it takes tells nothing. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return toHex(one) === toHex(other);
}
