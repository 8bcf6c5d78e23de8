import { argon2id } from "@noble/hashes/argon2.js";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";
import { sign, verify } from "./signed.ts";

const key = (id: string) => ({ id, secret: id.repeat(43).slice(0, 43) });
const now = new Date("2026-11-23T07:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe("a password's hash", () => {
  it("is the same as another implementation's", async () => {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const hash = await hashPassword("kia kaha ē hoa", salt);
    const other = argon2id(new TextEncoder().encode("kia kaha ē hoa"), salt, { m: 19 * 1024, t: 2, p: 1, dkLen: 32 });
    expect(hash.split("$").at(-1)).toBe(btoa(String.fromCharCode(...other)).replaceAll("=", ""));
  });

  it("verifies its own password, typed in either Unicode form, and no other", async () => {
    const hash = await hashPassword("Tūī on the fence", new Uint8Array(16));
    expect(await verifyPassword("Tūī on the fence".normalize("NFD"), hash)).toBe(true);
    expect(await verifyPassword("Tui on the fence", hash)).toBe(false);
    expect(await verifyPassword("", null)).toBe(false);
    expect(await verifyPassword("x", "none")).toBe(false);
  });
});

describe("a password's hash of another cost", () => {
  const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll("=", "");
  const hashAt = (m: number, t: number) => {
    const salt = new Uint8Array(16);
    const tag = argon2id(new TextEncoder().encode("kia kaha tonu"), salt, { m, t, p: 1, dkLen: 32 });
    return `$argon2id$v=19$m=${m},t=${t},p=1$${base64(salt)}$${base64(tag)}`;
  };

  it("still verifies, so that the cost can be raised", async () => {
    expect(await verifyPassword("kia kaha tonu", hashAt(12 * 1024, 3))).toBe(true);
    expect(await verifyPassword("kia kaha tonu", hashAt(12 * 1024, 3).replace("t=3", "t=2"))).toBe(false);
  });

  it.each([[64 * 1024, 1], [1024, 1], [12 * 1024, 9]])("is refused beyond what a request may take: %d KiB, %d passes", async (m, t) => {
    expect(await verifyPassword("kia kaha tonu", hashAt(m, t))).toBe(false);
  });
});

describe("a signed statement", () => {
  it("is read back for its purpose until it expires, and by nobody's other key", async () => {
    const token = await sign([key("a")], "device", { vis: "1" }, now, 60);
    expect(await verify([key("a")], "device", token, later(59))).toMatchObject({ claims: { vis: "1" }, keyId: "a" });
    expect(await verify([key("a")], "device", token, later(61))).toBeNull();
    expect(await verify([key("a")], "session", token, now)).toBeNull();
    expect(await verify([key("b")], "device", token, now)).toBeNull();
    expect(await verify([key("a")], "device", `${token.slice(0, -2)}AA`, now)).toBeNull();
    expect(await verify([key("a")], "device", "nonsense", now)).toBeNull();
  });

  it("outlives a rotation as long as both keys are live", async () => {
    const token = await sign([key("a")], "session", {}, now, 60);
    expect(await verify([key("b"), key("a")], "session", token, now)).toMatchObject({ keyId: "a" });
    const renewed = await sign([key("b"), key("a")], "session", {}, now, 60);
    expect(await verify([key("b")], "session", renewed, now)).toMatchObject({ keyId: "b" });
  });

  it("with the algorithm taken away is worth nothing", async () => {
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
    const bare = `${part({ alg: "none", kid: "a" })}.${part({ aud: "session", exp: 9e9 })}.`;
    expect(await verify([key("a")], "session", bare, now)).toBeNull();
  });
});
