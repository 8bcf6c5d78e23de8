/** Digests and the derivation of tokens. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = new TextEncoder();

/** 32 bytes; a text counts as its UTF-8. */
export function sha256Of(content: string | Uint8Array): Uint8Array {
  return sha256(typeof content === "string" ? encoder.encode(content) : content);
}

export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of base64url text without padding, or null when it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

/** 43 characters that only the holder of `secret` can make for this purpose and subject; the same each time. */
export function deriveToken(secret: string, purpose: string, subject: string): string {
  return toBase64Url(hmac(sha256, encoder.encode(secret), encoder.encode(`${purpose}\n${subject}`)));
}
