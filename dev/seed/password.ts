import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import setupWasm from "argon2id/lib/setup.js";

const MEMORY_KIB = 19 * 1024;
const PASSES = 2;

const require = createRequire(import.meta.url);
const load = (file: string) => async (imports: WebAssembly.Imports) =>
  WebAssembly.instantiate(new Uint8Array(await readFile(require.resolve(`argon2id/dist/${file}`))), imports);

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/**
 * Hashes as worker/crypto/password.ts does, each with a salt of its own. That file takes its WebAssembly the way
 * only the Workers runtime gives it; a test holds what the two write equal.
 */
export async function hashPasswords(password: string, count: number): Promise<string[]> {
  const compute = await setupWasm(load("simd.wasm"), load("no-simd.wasm"));
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  return Array.from({ length: count }, () => {
    const salt = randomBytes(16);
    const tag = compute({ password: bytes, salt, memorySize: MEMORY_KIB, passes: PASSES, parallelism: 1, tagLength: 32 });
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${toBase64(salt)}$${toBase64(tag)}`;
  });
}
