/** A passkey's public key as authenticators write it (COSE, RFC 9053), and the check of what it signed. */
import { decodeCBOR } from "@levischuck/tiny-cbor";
import { toBase64Url } from "#worker/crypto/digest.ts";

/** What we ask for, in this order: ES256, EdDSA with Ed25519, RS256. */
export const ALGORITHMS = [-7, -8, -257] as const;

const EC_BYTES = 32;
/** The labels of the key's members. */
const LABEL = { kind: 1, algorithm: 3, first: -1, second: -2, third: -3 };

type Bytes = Uint8Array<ArrayBuffer>;
type PublicKey = { key: CryptoKey; algorithm: AlgorithmIdentifier | { name: string; hash: string } };

/** Null unless the bytes are a key of one of `ALGORITHMS` that can be used. */
export async function importCoseKey(publicKey: Uint8Array): Promise<PublicKey | null> {
  try {
    const members = decodeCBOR(publicKey.slice());
    if (!(members instanceof Map)) return null;
    const member = (label: number) => members.get(label);
    const is = (kind: number, algorithm: number) => member(LABEL.kind) === kind && member(LABEL.algorithm) === algorithm;
    if (is(2, -7) && member(LABEL.first) === 1) return await importEs256(member(LABEL.second), member(LABEL.third));
    if (is(1, -8) && member(LABEL.first) === 6) return await importEd25519(member(LABEL.second));
    if (is(3, -257)) return await importRs256(member(LABEL.first), member(LABEL.second));
    return null;
  } catch {
    // No CBOR, no point of the curve: decoder and runtime throw errors of many kinds.
    return null;
  }
}

function isBytes(value: unknown, from: number, to = from): value is Bytes {
  return value instanceof Uint8Array && value.length >= from && value.length <= to;
}

async function importEs256(x: unknown, y: unknown): Promise<PublicKey | null> {
  if (!isBytes(x, EC_BYTES) || !isBytes(y, EC_BYTES)) return null;
  const point = new Uint8Array([4, ...x, ...y]);
  const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return { key, algorithm: { name: "ECDSA", hash: "SHA-256" } };
}

async function importEd25519(x: unknown): Promise<PublicKey | null> {
  if (!isBytes(x, EC_BYTES)) return null;
  return { key: await crypto.subtle.importKey("raw", x, "Ed25519", false, ["verify"]), algorithm: "Ed25519" };
}

async function importRs256(modulus: unknown, exponent: unknown): Promise<PublicKey | null> {
  // 2048 to 4096 bits. A long exponent would make each check slow.
  if (!isBytes(modulus, 256, 512) || !isBytes(exponent, 1, 4)) return null;
  const jwk = { kty: "RSA", n: toBase64Url(modulus), e: toBase64Url(exponent) };
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["verify"]);
  return { key, algorithm: "RSASSA-PKCS1-v1_5" };
}

/** Whether the holder of this COSE key signed `data`. */
export async function isSignedBy(publicKey: Uint8Array, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  const imported = await importCoseKey(publicKey);
  if (!imported) return false;
  const bare = imported.key.algorithm.name === "ECDSA" ? fromDer(signature) : signature.slice();
  if (!bare) return false;
  try {
    return await crypto.subtle.verify(imported.algorithm, imported.key, bare, data.slice());
  } catch {
    // The runtime throws for an Ed25519 signature that is not 64 bytes.
    return false;
  }
}

/** An ECDSA signature as ASN.1 writes it, as the 64 bytes that WebCrypto takes; null when it is none of P-256. */
function fromDer(der: Uint8Array): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const first = readInteger(der, 2);
  const second = first && readInteger(der, first.end);
  if (!first || second?.end !== der.length) return null;
  const bare = new Uint8Array(2 * EC_BYTES);
  bare.set(first.digits, EC_BYTES - first.digits.length);
  bare.set(second.digits, 2 * EC_BYTES - second.digits.length);
  return bare;
}

function readInteger(der: Uint8Array, start: number): { digits: Uint8Array; end: number } | null {
  const length = der[start + 1] ?? 0;
  const end = start + 2 + length;
  if (der[start] !== 0x02 || length === 0 || end > der.length) return null;
  const digits = der.slice(start + 2, end);
  // One zero stands before a number whose first bit is set, lest it be negative.
  const bare = digits[0] === 0 ? digits.slice(1) : digits;
  return bare.length <= EC_BYTES ? { digits: bare, end } : null;
}
