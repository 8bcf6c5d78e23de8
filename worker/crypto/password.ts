/** Passwords: argon2id at OWASP's setting (19 MiB, 2 passes, 1 lane), kept as a PHC string. */
import setupWasm, { type computeHash } from "argon2id/lib/setup.js";
import simd from "argon2id/dist/simd.wasm";
import plain from "argon2id/dist/no-simd.wasm";

const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
/** The most that a kept hash may ask for: the memory stays with the isolate. */
const MAX_MEMORY_KIB = 47 * 1024;
const MAX_PASSES = 5;
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

interface Cost {
  memoryKib: number;
  passes: number;
}

const COST: Cost = { memoryKib: MEMORY_KIB, passes: PASSES };

/** What a kept hash was made with, so that a new cost leaves the old ones good; null beyond what a request may take. */
function readCost(text: string | undefined): Cost | null {
  const [, memory, passes] = /^m=(\d{4,5}),t=(\d),p=1$/.exec(text ?? "") ?? [];
  const cost = { memoryKib: Number(memory), passes: Number(passes) };
  return cost.memoryKib >= 7 * 1024 && cost.memoryKib <= MAX_MEMORY_KIB && cost.passes >= 1 && cost.passes <= MAX_PASSES ? cost : null;
}

async function derive(password: string, salt: Uint8Array, { memoryKib, passes }: Cost): Promise<Uint8Array> {
  const compute = await argon2id();
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  return compute({ password: bytes, salt, memorySize: memoryKib, passes, parallelism: 1, tagLength: TAG_BYTES });
}

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`; `salt` is 16 random bytes. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(await derive(password, salt, COST))}`;
}

/** A hash of nothing in particular: an unknown e-mail costs the same time as a known one. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** The library takes no fewer bytes. No account has a password so short, so a shorter one is checked as one that can't match. */
const MIN_BYTES = 8;

/** Whether the password is the one that was hashed. Null takes as long as a real hash and is always false. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, kind, version, costText, salt = "", tag = ""] = (hash ?? NOBODY).split("$");
  const cost = readCost(costText);
  if (kind !== "argon2id" || version !== "v=19" || !cost) return false;
  const expected = fromBase64(tag);
  const isTooShort = new TextEncoder().encode(password.normalize("NFC")).length < MIN_BYTES;
  const actual = await derive(isTooShort ? password.padEnd(MIN_BYTES, "\0") : password, fromBase64(salt), cost);
  let difference = expected.length ^ actual.length;
  for (let index = 0; index < actual.length; index++) difference |= (expected[index] ?? 0) ^ (actual[index] ?? 0);
  return difference === 0 && hash !== null && !isTooShort;
}
