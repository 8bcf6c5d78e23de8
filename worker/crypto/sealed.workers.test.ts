import { describe, expect, it } from "vitest";
import { fc } from "#worker/testing/fast-check.ts";
import { toBase64Url } from "./digest.ts";
import { open, seal } from "./sealed.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const key = toBase64Url(random(32));
const secret = new TextEncoder().encode("a secret of 20 bytes");

describe("what is sealed", () => {
  it("opens again, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.uint8Array({ maxLength: 200 }), async (purpose, owner, plain) => {
        const sealed = await seal(key, purpose, owner, plain, random);
        expect(await open(key, purpose, owner, sealed)).toEqual(plain);
        expect(sealed).toHaveLength(1 + 12 + plain.length + 16);
      }),
    );
  });

  it("is different each time", async () => {
    const [one, other] = [await seal(key, "totp", "a", secret, random), await seal(key, "totp", "a", secret, random)];
    expect(one).not.toEqual(other);
  });

  it("does not open with any one bit changed, or cut anywhere", async () => {
    const sealed = await seal(key, "totp", "a", secret, random);
    for (let index = 0; index < sealed.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = sealed.slice();
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(await open(key, "totp", "a", changed), `byte ${index}, bit ${bit}`).toBeNull();
      }
      expect(await open(key, "totp", "a", sealed.slice(0, index)), `cut at ${index}`).toBeNull();
    }
    expect(await open(key, "totp", "a", new Uint8Array([...sealed, 0]))).toBeNull();
    expect(await open(key, "totp", "a", sealed)).toEqual(secret);
  });

  it("opens for no other purpose, owner or key, nor for the same words cut elsewhere", async () => {
    const sealed = await seal(key, "totp", "a", secret, random);
    expect(await open(key, "mail", "a", sealed)).toBeNull();
    expect(await open(key, "totp", "b", sealed)).toBeNull();
    expect(await open(toBase64Url(random(32)), "totp", "a", sealed)).toBeNull();
    const joined = await seal(key, "totp", '","a', secret, random);
    expect(await open(key, 'totp","', "a", joined)).toBeNull();
  });

  it("has a key and a nonce of the length that they must be", async () => {
    for (const bad of ["", "short", toBase64Url(random(31)), toBase64Url(random(33)), `${key.slice(0, -1)}!`]) {
      await expect(seal(bad, "totp", "a", secret, random)).rejects.toThrow("the sealing key is not 32 bytes");
      await expect(open(bad, "totp", "a", secret)).rejects.toThrow("the sealing key is not 32 bytes");
    }
  });

  it("opens what any reader of the format would: HKDF-SHA-256, then AES-256-GCM over the nonce's message", async () => {
    const nonce = random(12);
    const sealed = await seal(key, "totp", "a", secret, () => nonce);
    const root = await crypto.subtle.importKey("raw", Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)), "HKDF", false, ["deriveBits"]);
    const info = new TextEncoder().encode("inductlite sealed\ntotp");
    const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, root, 256);
    const derived = await crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt"]);
    const additionalData = new TextEncoder().encode('[1,"totp","a"]');
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, derived, secret);
    expect(sealed).toEqual(new Uint8Array([1, ...nonce, ...new Uint8Array(closed)]));
  });
});
