/** Passwords: argon2id at OWASP's setting (19 MiB, 2 passes, 1 lane), kept as a PHC string. */
import setupWasm, { type computeHash } from "argon2id/lib/setup.js";
import simd from "argon2id/dist/simd.wasm";
import plain from "argon2id/dist/no-simd.wasm";

const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const TAG_BYTES = 32;

let instance: Promise<computeHash> | undefined;

/** One instance an isolate: its memory is cleared after each use and never given back. */
function argon2id(): Promise<computeHash> {
  const instantiate = (module: WebAssembly.Module) => async (imports: WebAssembly.Imports) => {
    const made = await WebAssembly.instantiate(module, imports);
    return { instance: made, module };
  };
  instance ??= setupWasm(instantiate(simd), instantiate(plain));
  return instance;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("=", "");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
  const compute = await argon2id();
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  return compute({ password: bytes, salt, memorySize: MEMORY_KIB, passes: PASSES, parallelism: 1, tagLength: TAG_BYTES });
}

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`; `salt` is 16 random bytes. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(await derive(password, salt))}`;
}

/** A hash of nothing in particular: an unknown e-mail costs the same time as a known one. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** The library takes no fewer bytes. No account has a password so short, so a shorter one is checked as one that can't match. */
const MIN_BYTES = 8;

/** Whether the password is the one that was hashed. Null takes as long as a real hash and is always false. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, kind, version, cost, salt = "", tag = ""] = (hash ?? NOBODY).split("$");
  if (kind !== "argon2id" || version !== "v=19" || cost !== `m=${MEMORY_KIB},t=${PASSES},p=1`) return false;
  const expected = fromBase64(tag);
  const isTooShort = new TextEncoder().encode(password.normalize("NFC")).length < MIN_BYTES;
  const actual = await derive(isTooShort ? password.padEnd(MIN_BYTES, "\0") : password, fromBase64(salt));
  let difference = expected.length ^ actual.length;
  for (let index = 0; index < actual.length; index++) difference |= (expected[index] ?? 0) ^ (actual[index] ?? 0);
  return difference === 0 && hash !== null && !isTooShort;
}
