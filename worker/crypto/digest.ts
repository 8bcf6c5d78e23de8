/** Digests and the derivation of tokens. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

export function sha256Of(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** 43 characters that only the holder of `secret` can make for this purpose and subject; the same each time. */
export function deriveToken(secret: string, purpose: string, subject: string): string {
  return toBase64Url(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`${purpose}\n${subject}`)));
}
