/** Secrets that the Worker must read again, such as an authenticator app's: sealed, so that the database alone gives none away. */
import { fromBase64Url } from "#worker/crypto/digest.ts";

const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const encoder = new TextEncoder();

/** A key of its own for each purpose. Throws when the deployment's key is not 32 bytes in base64url. */
async function deriveKey(key: string, purpose: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(key);
  if (bytes?.length !== KEY_BYTES) throw new Error("the sealing key is not 32 bytes in base64url");
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = encoder.encode(`inductlite sealed\n${purpose}`);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function cipher(nonce: Uint8Array, purpose: string, owner: string) {
  // A list, so that no two pairs of purpose and owner read the same.
  return { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(JSON.stringify([VERSION, purpose, owner])), tagLength: TAG_BYTES * 8 };
}

/**
 * AES-256-GCM: version (1 byte), nonce (12), ciphertext with its tag (16 more than `plain`). What is sealed for one purpose
 * and owner (an id) opens for no other. `key` is 32 bytes in base64url; `makeBytes` gives fresh random bytes.
 */
export async function seal(key: string, purpose: string, owner: string, plain: Uint8Array, makeBytes: (length: number) => Uint8Array): Promise<Uint8Array> {
  const nonce = makeBytes(NONCE_BYTES);
  const closed = await crypto.subtle.encrypt(cipher(nonce, purpose, owner), await deriveKey(key, purpose), plain.slice());
  const sealed = new Uint8Array(1 + NONCE_BYTES + closed.byteLength);
  sealed[0] = VERSION;
  sealed.set(nonce, 1);
  sealed.set(new Uint8Array(closed), 1 + NONCE_BYTES);
  return sealed;
}

/** What was sealed, or null for anything that this key, purpose and owner do not open. */
export async function open(key: string, purpose: string, owner: string, sealed: Uint8Array): Promise<Uint8Array | null> {
  const derived = await deriveKey(key, purpose);
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return null;
  const nonce = sealed.slice(1, 1 + NONCE_BYTES);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(cipher(nonce, purpose, owner), derived, sealed.slice(1 + NONCE_BYTES)));
  } catch {
    // A tag that doesn't fit is the only reason to fail here.
    return null;
  }
}
