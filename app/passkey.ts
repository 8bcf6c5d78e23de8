/** Passkeys, the browser's half: the device asks for a finger, a face or a PIN. The server's half is worker/crypto/passkey.ts. */

/**
 * Why there is no passkey: the person turned away or waited too long; this browser or device can't; this device has one of
 * the account already; or the device failed in a way of its own.
 */
export type PasskeyFailure = "cancelled" | "not-supported" | "already-registered" | "failed";

/** What createPasskey() and askForPasskey() reject with, always. */
export class PasskeyError extends Error {
  readonly failure: PasskeyFailure;

  constructor(failure: PasskeyFailure, cause?: unknown) {
    super(failure, { cause });
    this.name = "PasskeyError";
    this.failure = failure;
  }
}

/** By the name of the DOMException. */
const FAILURES: Record<string, PasskeyFailure> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "already-registered",
  NotSupportedError: "not-supported",
  ConstraintError: "not-supported",
  SecurityError: "not-supported",
};

/** False also while the page is rendered on the server, and over plain http but on localhost. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && isSecureContext;
}

/** Makes a passkey; takes what makeRegistrationOptions() gave and gives what verifyRegistration() takes. Rejects with a PasskeyError. */
export function createPasskey(optionsJson: string): Promise<string> {
  return ask(() => navigator.credentials.create({ publicKey: readCreationOptions(JSON.parse(optionsJson) as PublicKeyCredentialCreationOptionsJSON) }));
}

/** Asks for one of the device's passkeys; takes what makeAssertionOptions() gave and gives what verifyAssertion() takes. Rejects with a PasskeyError. */
export function askForPasskey(optionsJson: string): Promise<string> {
  return ask(() => navigator.credentials.get({ publicKey: readRequestOptions(JSON.parse(optionsJson) as PublicKeyCredentialRequestOptionsJSON) }));
}

async function ask(askDevice: () => Promise<Credential | null>): Promise<string> {
  if (!canUsePasskeys()) throw new PasskeyError("not-supported");
  try {
    const credential = await askDevice();
    if (!credential) throw new PasskeyError("cancelled");
    return toJson(credential as PublicKeyCredential);
  } catch (error) {
    if (error instanceof PasskeyError) throw error;
    throw new PasskeyError((error instanceof DOMException && FAILURES[error.name]) || "failed", error);
  }
}

// From here on: what browsers since 2025 do by themselves, and older ones don't.

function readCreationOptions(json: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  if ("parseCreationOptionsFromJSON" in PublicKeyCredential) return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const read = { ...json, challenge: toBytes(json.challenge), user: { ...json.user, id: toBytes(json.user.id) }, excludeCredentials: json.excludeCredentials?.map(readDescriptor) };
  return read as PublicKeyCredentialCreationOptions;
}

function readRequestOptions(json: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  if ("parseRequestOptionsFromJSON" in PublicKeyCredential) return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  const read = { ...json, challenge: toBytes(json.challenge), allowCredentials: json.allowCredentials?.map(readDescriptor) };
  return read as PublicKeyCredentialRequestOptions;
}

function readDescriptor(descriptor: PublicKeyCredentialDescriptorJSON) {
  return { ...descriptor, id: toBytes(descriptor.id) };
}

function toJson(credential: PublicKeyCredential): string {
  try {
    return JSON.stringify(credential.toJSON());
  } catch {
    // There is none, or a password manager's own credential does not survive it.
    return JSON.stringify(writeCredential(credential));
  }
}

function writeCredential({ id, type, response }: PublicKeyCredential) {
  const { attestationObject, getTransports, authenticatorData, signature, userHandle } = response as Partial<AuthenticatorAttestationResponse & AuthenticatorAssertionResponse>;
  const write = (bytes?: ArrayBuffer | null) => (bytes ? toBase64Url(bytes) : undefined);
  const isNew = attestationObject !== undefined;
  return {
    id,
    rawId: id,
    type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: write(response.clientDataJSON),
      ...(isNew ? { attestationObject: write(attestationObject), transports: getTransports?.call(response) } : { authenticatorData: write(authenticatorData), signature: write(signature), userHandle: write(userHandle) }),
    },
  };
}

function toBytes(base64Url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64Url.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

function toBase64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
