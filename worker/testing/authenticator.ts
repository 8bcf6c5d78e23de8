/** An authenticator in software: makes passkeys and answers with them as a browser's `toJSON()` would, or wrongly on purpose. */
import { toBase64Url } from "#worker/crypto/digest.ts";

export type Algorithm = -7 | -8 | -257;

/** What an answer has in place of what it should have. */
export interface Fault {
  type?: string;
  challenge?: string;
  origin?: string;
  rpId?: string;
  /** Bits: 1 present, 4 verified, 8 may be backed up, 16 backed up, 64 holds a key, 128 holds extensions. */
  flags?: number;
  signCount?: number;
  /** Further members of the client data. */
  clientData?: object;
  /** Appended to the authenticator data. */
  tail?: number[];
  fmt?: string;
  userHandle?: string | null;
  credentialId?: Uint8Array;
  transports?: unknown;
}

type Item = number | string | Uint8Array | [Item, Item][];

/** CBOR as authenticators write it: whole numbers, texts, bytes and maps. */
export function toCbor(item: Item): Uint8Array {
  if (typeof item === "number") return item < 0 ? head(1, -1 - item) : head(0, item);
  if (typeof item === "string") return concat(head(3, new TextEncoder().encode(item).length), new TextEncoder().encode(item));
  if (item instanceof Uint8Array) return concat(head(2, item.length), item);
  return concat(head(5, item.length), ...item.flat().map(toCbor));
}

function head(major: number, value: number): Uint8Array {
  if (value < 24) return Uint8Array.of((major << 5) | value);
  if (value < 256) return Uint8Array.of((major << 5) | 24, value);
  return Uint8Array.of((major << 5) | 25, value >> 8, value & 255);
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const sha256 = async (text: string | Uint8Array) => new Uint8Array(await crypto.subtle.digest("SHA-256", typeof text === "string" ? new TextEncoder().encode(text) : text.slice()));

const fromBase64Url = (text = "") => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

interface Signer {
  cose: [Item, Item][];
  sign(data: Uint8Array): Promise<Uint8Array>;
}

type Kind = EcKeyGenParams | RsaHashedKeyGenParams | "Ed25519";
const generate = async (kind: Kind) => (await crypto.subtle.generateKey(kind, true, ["sign", "verify"])) as CryptoKeyPair;
const exportKey = async ({ publicKey }: CryptoKeyPair): Promise<{ x?: string; y?: string; n?: string; e?: string }> => crypto.subtle.exportKey("jwk", publicKey);
const signWith = async (kind: AlgorithmIdentifier | { name: string; hash: string }, { privateKey }: CryptoKeyPair, data: Uint8Array) => new Uint8Array(await crypto.subtle.sign(kind, privateKey, data.slice()));

async function makeSigner(algorithm: Algorithm): Promise<Signer> {
  if (algorithm === -7) {
    const pair = await generate({ name: "ECDSA", namedCurve: "P-256" });
    const { x, y } = await exportKey(pair);
    const sign = async (data: Uint8Array) => toDer(await signWith({ name: "ECDSA", hash: "SHA-256" }, pair, data));
    return { cose: [[1, 2], [3, -7], [-1, 1], [-2, fromBase64Url(x)], [-3, fromBase64Url(y)]], sign };
  }
  if (algorithm === -8) {
    const pair = await generate("Ed25519");
    const { x } = await exportKey(pair);
    return { cose: [[1, 1], [3, -8], [-1, 6], [-2, fromBase64Url(x)]], sign: (data) => signWith("Ed25519", pair, data) };
  }
  const pair = await generate({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) });
  const { n, e } = await exportKey(pair);
  return { cose: [[1, 3], [3, -257], [-1, fromBase64Url(n)], [-2, fromBase64Url(e)]], sign: (data) => signWith("RSASSA-PKCS1-v1_5", pair, data) };
}

/** The 64 bytes of an ECDSA signature as ASN.1 writes them. */
function toDer(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const bare = bytes.slice(bytes.findIndex((byte) => byte !== 0));
    const digits = (bare[0] ?? 0) > 127 ? concat(Uint8Array.of(0), bare) : bare;
    return concat(Uint8Array.of(2, digits.length), digits);
  };
  const body = concat(integer(signature.slice(0, 32)), integer(signature.slice(32)));
  return concat(Uint8Array.of(0x30, body.length), body);
}

/** A new passkey with its authenticator, on a device at `origin`. `register` and `assert` take the options as the server made them. */
export async function makeAuthenticator(origin: string, algorithm: Algorithm = -7) {
  const signer = await makeSigner(algorithm);
  const credentialId = crypto.getRandomValues(new Uint8Array(32));
  let userHandle: string | null = null;

  async function answer(type: string, challenge: string, fault: Fault) {
    const clientData = { type, challenge, origin, crossOrigin: false, ...fault.clientData };
    const json = { ...clientData, ...pick(fault, "type", "challenge", "origin") };
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, fault.signCount ?? 0);
    const isNew = type === "webauthn.create";
    const start = concat(await sha256(fault.rpId ?? new URL(origin).hostname), Uint8Array.of(fault.flags ?? (isNew ? 0x5d : 0x1d)), count);
    return { clientDataJSON: new TextEncoder().encode(JSON.stringify(json)), start };
  }

  return {
    credentialId,
    cose: toCbor(signer.cose),
    async register(options: string, fault: Fault = {}): Promise<string> {
      const { challenge, user } = JSON.parse(options) as { challenge: string; user: { id: string } };
      userHandle = user.id;
      const { clientDataJSON, start } = await answer("webauthn.create", challenge, fault);
      const id = fault.credentialId ?? credentialId;
      const length = Uint8Array.of(id.length >> 8, id.length & 255);
      const authData = concat(start, new Uint8Array(16).fill(0xab), length, id, toCbor(signer.cose), Uint8Array.from(fault.tail ?? []));
      const attestationObject = toCbor([["fmt", fault.fmt ?? "none"], ["attStmt", []], ["authData", authData]]);
      const response = { clientDataJSON: toBase64Url(clientDataJSON), attestationObject: toBase64Url(attestationObject), transports: fault.transports ?? ["internal", "hybrid"] };
      return JSON.stringify({ id: toBase64Url(credentialId), rawId: toBase64Url(credentialId), type: "public-key", clientExtensionResults: {}, response });
    },
    async assert(options: string, fault: Fault = {}): Promise<string> {
      const { challenge } = JSON.parse(options) as { challenge: string };
      const { clientDataJSON, start } = await answer("webauthn.get", challenge, fault);
      const authenticatorData = concat(start, Uint8Array.from(fault.tail ?? []));
      const signature = await signer.sign(concat(authenticatorData, await sha256(clientDataJSON)));
      const id = toBase64Url(fault.credentialId ?? credentialId);
      const handle = fault.userHandle === undefined ? userHandle : fault.userHandle;
      const response = { clientDataJSON: toBase64Url(clientDataJSON), authenticatorData: toBase64Url(authenticatorData), signature: toBase64Url(signature), userHandle: handle };
      return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
    },
  };
}

function pick(fault: Fault, ...names: (keyof Fault)[]): object {
  return Object.fromEntries(names.filter((name) => fault[name] !== undefined).map((name) => [name, fault[name]]));
}
