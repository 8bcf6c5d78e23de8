/** Digests and the derivation of tokens. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

export function sha256Of(text: string): Uint8Array {
  return sha256(encoder.encode(text));
}

export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** 43 characters that only the holder of `secret` can make for this purpose and subject; the same each time. */
export function deriveToken(secret: string, purpose: string, subject: string): string {
  return toBase64Url(hmac(sha256, encoder.encode(secret), encoder.encode(`${purpose}\n${subject}`)));
}
