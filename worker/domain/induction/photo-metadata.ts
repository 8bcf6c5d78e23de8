/** A photo without what it says beside the picture: where and when it was taken, with what, and what it looked like before. */
import type { MediaType } from "#worker/store/assets.ts";

export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"] as const satisfies MediaType[];
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** Only what draws the picture, in the same encoding; null for a file that is broken or no photo of this type. What stands behind the picture's end goes, too. */
export function stripMetadata(file: Uint8Array, mediaType: PhotoType): Uint8Array | null {
  const parts = { "image/jpeg": partsOfJpeg, "image/png": partsOfPng, "image/webp": partsOfWebp }[mediaType](file);
  return parts && join(parts);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textAt = (bytes: Uint8Array, from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));

const [SOI, EOI, SOS, APP0, APP1, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee, 0xef, 0xfe] as const;
/** It has no picture of its own in it. */
const JFIF_BYTES = 16;

function partsOfJpeg(file: Uint8Array): Uint8Array[] | null {
  const view = viewOf(file);
  const parts: Uint8Array[] = [];
  let orientation = 1;
  for (let at = 2; at + 4 <= file.length || file[at + 1] === EOI; ) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== 0xff || marker < 0xc0 || marker === SOI) return null;
    if (marker === EOI) return [Uint8Array.of(0xff, SOI), ...(orientation > 1 ? [orientationSegment(orientation)] : []), ...parts, Uint8Array.of(0xff, EOI)];
    const length = view.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > file.length) return null;
    const segment = file.subarray(at, end);
    if (marker === APP1) orientation = orientationIn(segment) ?? orientation;
    if (isDrawn(marker, segment)) parts.push(segment);
    at = marker === SOS ? endOfScan(file, end) : skipFill(file, end);
    if (marker === SOS) parts.push(file.subarray(end, at));
  }
  return null;
}

/** Decoders need Adobe's segment for its colours. */
function isDrawn(marker: number, segment: Uint8Array): boolean {
  if (marker === APP0) return segment.length === JFIF_BYTES + 2 && textAt(segment, 4, 5) === "JFIF\0";
  if (marker === APP14) return segment.length === 16 && textAt(segment, 4, 5) === "Adobe";
  return marker !== COM && (marker < APP0 || marker > APP15);
}

/** Any number of 0xff may stand before a marker. */
function skipFill(file: Uint8Array, from: number): number {
  let at = from;
  while (file[at] === 0xff && file[at + 1] === 0xff) at += 1;
  return at;
}

/** Where the next marker begins that is none within a scan. */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

const ORIENTATION = 0x0112;

/** 1 to 8 as a camera noted it in this segment, or null. */
function orientationIn(segment: Uint8Array): number | null {
  const tiff = segment.subarray(10);
  if (textAt(segment, 4, 6) !== "Exif\0\0" || tiff.length < 14) return null;
  const view = viewOf(tiff);
  const isLittle = textAt(tiff, 0, 2) === "II";
  const list = view.getUint32(4, isLittle);
  const count = list + 2 <= tiff.length ? view.getUint16(list, isLittle) : 0;
  for (let entry = list + 2, left = count; left > 0 && entry + 12 <= tiff.length; entry += 12, left -= 1) {
    if (view.getUint16(entry, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment of 36 bytes that says how the picture is turned, and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.of(0xff, APP1, 0, 34, ...exif, ...tiff, 0, 1, ...entry, 0, 0, 0, 0);
}

const PNG_CHUNKS = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD"];

function partsOfPng(file: Uint8Array): Uint8Array[] | null {
  const view = viewOf(file);
  const parts = [file.subarray(0, 8)];
  for (let at = 8; at + 12 <= file.length; ) {
    const [kind, end] = [textAt(file, at + 4, 4), at + 12 + view.getUint32(at)];
    if (end > file.length || (at === 8 && kind !== "IHDR")) return null;
    if (PNG_CHUNKS.includes(kind)) parts.push(file.subarray(at, end));
    if (kind === "IEND") return parts;
    at = end;
  }
  return null;
}

const WEBP_CHUNKS = ["VP8 ", "VP8L", "VP8X", "ALPH"];
/** Of the flags of VP8X: whether there is transparency. */
const HAS_ALPHA = 0x10;

function partsOfWebp(file: Uint8Array): Uint8Array[] | null {
  if (file.length < 20) return null;
  const view = viewOf(file);
  const size = view.getUint32(4, true) + 8;
  if (size > file.length) return null;
  const chunks: Uint8Array[] = [];
  for (let at = 12; at + 8 <= size; ) {
    const bytes = view.getUint32(at + 4, true);
    const end = at + 8 + bytes + (bytes % 2);
    if (end > size) return null;
    const [kind, chunk] = [textAt(file, at, 4), file.slice(at, end)];
    if (kind === "VP8X") chunk[8] = (chunk[8] ?? 0) & HAS_ALPHA;
    if (WEBP_CHUNKS.includes(kind)) chunks.push(chunk);
    at = end;
  }
  if (!chunks.some((chunk) => ["VP8 ", "VP8L"].includes(textAt(chunk, 0, 4)))) return null;
  const head = file.slice(0, 12);
  viewOf(head).setUint32(4, chunks.reduce((sum, { length }) => sum + length, 4), true);
  return [head, ...chunks];
}

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
