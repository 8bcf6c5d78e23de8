import { describe, expect, it } from "vitest";
import { concat, toCbor } from "#worker/testing/authenticator.ts";
import { importCoseKey, isSignedBy } from "./cose-key.ts";

type Members = Parameters<typeof toCbor>[0];

const point = { x: hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"), y: hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5") };
const edwards = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
const modulus = (bytes: number) => Uint8Array.from({ length: bytes }, () => 0xff);
const exponent = Uint8Array.of(1, 0, 1);

function hex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

describe("a passkey's public key", () => {
  it.each<[string, Members]>([
    ["ES256", [[1, 2], [3, -7], [-1, 1], [-2, point.x], [-3, point.y]]],
    ["EdDSA", [[1, 1], [3, -8], [-1, 6], [-2, edwards]]],
    ["RS256 of 2048 bits", [[1, 3], [3, -257], [-1, modulus(256)], [-2, exponent]]],
    ["RS256 of 4096 bits", [[1, 3], [3, -257], [-1, modulus(512)], [-2, exponent]]],
  ])("is taken: %s", async (_, members) => {
    expect(await importCoseKey(toCbor(members))).not.toBeNull();
  });

  it.each<[string, Members]>([
    ["nothing", []],
    ["no map", "ES256"],
    ["the algorithm of another kind of key", [[1, 2], [3, -8], [-1, 1], [-2, point.x], [-3, point.y]]],
    ["an algorithm that nobody asked for (ES384)", [[1, 2], [3, -35], [-1, 2], [-2, modulus(48)], [-3, modulus(48)]]],
    ["another curve of points", [[1, 2], [3, -7], [-1, 2], [-2, point.x], [-3, point.y]]],
    ["another curve of Edwards'", [[1, 1], [3, -8], [-1, 4], [-2, edwards]]],
    ["a point that is not on the curve", [[1, 2], [3, -7], [-1, 1], [-2, point.x], [-3, point.x]]],
    ["a point without its second half", [[1, 2], [3, -7], [-1, 1], [-2, point.x]]],
    ["a point too short", [[1, 2], [3, -7], [-1, 1], [-2, point.x.slice(1)], [-3, point.y]]],
    ["an Edwards key too short", [[1, 1], [3, -8], [-1, 6], [-2, edwards.slice(1)]]],
    ["RSA of 1024 bits", [[1, 3], [3, -257], [-1, modulus(128)], [-2, exponent]]],
    ["RSA of 8192 bits", [[1, 3], [3, -257], [-1, modulus(1024)], [-2, exponent]]],
    ["RSA with an exponent that takes for ever", [[1, 3], [3, -257], [-1, modulus(256)], [-2, modulus(5)]]],
    ["numbers in place of bytes", [[1, 3], [3, -257], [-1, 7], [-2, 7]]],
  ])("is refused: %s", async (_, members) => {
    expect(await importCoseKey(toCbor(members))).toBeNull();
    expect(await isSignedBy(toCbor(members), new Uint8Array(64), new Uint8Array())).toBe(false);
  });

  it("is refused with anything after it", async () => {
    const key = toCbor([[1, 1], [3, -8], [-1, 6], [-2, edwards]]);
    expect(await importCoseKey(key)).not.toBeNull();
    expect(await importCoseKey(concat(key, Uint8Array.of(0)))).toBeNull();
  });

  it("checks the signature of RFC 8032's first example, and no other", async () => {
    const key = toCbor([[1, 1], [3, -8], [-1, 6], [-2, edwards]]);
    const signature = hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    expect(await isSignedBy(key, signature, new Uint8Array())).toBe(true);
    expect(await isSignedBy(key, signature, Uint8Array.of(0))).toBe(false);
    expect(await isSignedBy(key, signature.slice(1), new Uint8Array())).toBe(false);
  });
});
