/** What an authenticator says of itself and, at registration, of the new key: WebAuthn's authenticator data, from its bytes. */
import { decodeCBOR, decodePartialCBOR } from "@levischuck/tiny-cbor";
import { toHex } from "#worker/crypto/digest.ts";

export interface AuthenticatorData {
  /** SHA-256 of the relying party's id. */
  rpIdHash: Uint8Array;
  isUserPresent: boolean;
  isUserVerified: boolean;
  /** The key may be copied to the person's other devices. */
  isBackupEligible: boolean;
  isBackedUp: boolean;
  /** 0 where the authenticator doesn't count. */
  signCount: number;
  /** Only at registration. `publicKey` is the COSE key as it was sent. */
  credential: { aaguid: string; id: Uint8Array; publicKey: Uint8Array } | null;
}

const HEAD_BYTES = 37;
const FLAGS = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, credential: 0x40, extensions: 0x80 };

/** Null unless the bytes are authenticator data and nothing else. */
export function readAuthenticatorData(data: Uint8Array): AuthenticatorData | null {
  if (data.length < HEAD_BYTES) return null;
  // A copy: the decoder looks at the buffer behind a view, and that may hold more than the view.
  const bytes = data.slice();
  const view = new DataView(bytes.buffer);
  const flags = view.getUint8(32);
  try {
    const credential = flags & FLAGS.credential ? readCredential(bytes, view) : null;
    const start = credential?.end ?? HEAD_BYTES;
    const end = flags & FLAGS.extensions ? start + decodePartialCBOR(bytes, start)[1] : start;
    if (end !== bytes.length) return null;
    return {
      rpIdHash: bytes.slice(0, 32),
      isUserPresent: Boolean(flags & FLAGS.userPresent),
      isUserVerified: Boolean(flags & FLAGS.userVerified),
      isBackupEligible: Boolean(flags & FLAGS.backupEligible),
      isBackedUp: Boolean(flags & FLAGS.backedUp),
      signCount: view.getUint32(33),
      credential: credential && { aaguid: credential.aaguid, id: credential.id, publicKey: credential.publicKey },
    };
  } catch {
    // A stranger's bytes end too soon or are no CBOR: the readers throw plain errors of many kinds.
    return null;
  }
}

function readCredential(bytes: Uint8Array, view: DataView) {
  const idStart = HEAD_BYTES + 18;
  const idBytes = view.getUint16(idStart - 2);
  const keyStart = idStart + idBytes;
  const end = keyStart + decodePartialCBOR(bytes, keyStart)[1];
  return { aaguid: toUuid(bytes.slice(HEAD_BYTES, HEAD_BYTES + 16)), id: bytes.slice(idStart, keyStart), publicKey: bytes.slice(keyStart, end), end };
}

function toUuid(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * The authenticator data inside an attestation object; null when it is none. What it attests is not looked at: we ask for
 * no attestation, trust no maker of authenticators more than another, and browsers may send a statement all the same.
 */
export function readAttestationObject(object: Uint8Array): AuthenticatorData | null {
  try {
    const decoded = decodeCBOR(object.slice());
    const data = decoded instanceof Map ? decoded.get("authData") : null;
    return data instanceof Uint8Array ? readAuthenticatorData(data) : null;
  } catch {
    // As above.
    return null;
  }
}
