/** What a file is, by its first bytes: neither its name nor what the browser says of it is believed. */
import type { MediaType } from "#worker/store/assets.ts";

const ascii = (bytes: Uint8Array, from: number, text: string) => Array.from(text, (sign, index) => bytes[from + index] === sign.charCodeAt(0)).every(Boolean);

/** Null for every kind that inductions don't show: a picture that can hold script (SVG) is none. */
export function findMediaType(bytes: Uint8Array): MediaType | null {
  if (bytes[0] === 0x89 && ascii(bytes, 1, "PNG\r\n\x1a\n")) return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP")) return "image/webp";
  return ascii(bytes, 0, "%PDF-") ? "application/pdf" : null;
}
