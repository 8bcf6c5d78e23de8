import { describe, expect, it } from "vitest";
import { PNG } from "#worker/testing/induction.ts";
import { stripMetadata } from "./photo-metadata.ts";

const bytes = (text: string) => Array.from(text, (sign) => sign.charCodeAt(0));
const word = (number: number, length: number) => Array.from({ length }, (_, index) => (number >>> (8 * (length - 1 - index))) & 0xff);
const textOf = (file: Uint8Array | null) => String.fromCharCode(...(file ?? []));

const segment = (marker: number, body: number[]) => [0xff, marker, ...word(body.length + 2, 2), ...body];
const SECRET = "GPS 36.8509 S, 174.7645 E";
const JFIF = segment(0xe0, [...bytes("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const ADOBE = segment(0xee, [...bytes("Adobe"), 0, 100, 0, 0, 0, 0, 1]);
const TABLES = segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]);
const FRAME = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
/** What looks like a marker in it is none: a stuffed byte, a restart, and a fill. */
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5];
const PICTURE = [...TABLES, ...FRAME, ...SCAN, ...segment(0xc4, [0, 1]), ...SCAN];
const EOI = [0xff, 0xd9];

/** Exif with a place in it, and how the picture is turned. */
function exif(orientation: number, isLittle = false): number[] {
  const number = (value: number, length: number) => (isLittle ? word(value, length).reverse() : word(value, length));
  const entry = (tag: number, value: number) => [...number(tag, 2), ...number(3, 2), ...number(1, 4), ...number(value, 2), 0, 0];
  const list = [...number(2, 2), ...entry(0x0100, 1), ...entry(0x0112, orientation), ...number(0, 4)];
  return segment(0xe1, [...bytes("Exif\0\0"), ...bytes(isLittle ? "II" : "MM"), ...number(42, 2), ...number(8, 4), ...list, ...bytes(SECRET)]);
}

const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);
const strip = (file: Uint8Array) => stripMetadata(file, "image/jpeg");

describe("a JPEG", () => {
  it("keeps what draws it, byte for byte, and nothing of where it was taken", () => {
    const xmp = segment(0xe1, bytes(`http://ns.adobe.com/xap/1.0/\0${SECRET}`));
    const thumbnail = segment(0xe0, bytes(`JFXX\0${SECRET}`));
    const file = jpeg(JFIF, thumbnail, exif(1), xmp, segment(0xe2, bytes(`MPF\0${SECRET}`)), segment(0xed, bytes(SECRET)), ADOBE, segment(0xfe, bytes(SECRET)), PICTURE, EOI, bytes(SECRET));
    expect(strip(file)).toEqual(jpeg(JFIF, ADOBE, PICTURE, EOI));
  });

  it.each([[6, false], [3, true], [8, false]])("that a camera turned (%i) is still turned so, in 36 bytes that say nothing else", (orientation, isLittle) => {
    const stripped = strip(jpeg(JFIF, exif(orientation, isLittle), PICTURE, EOI)) ?? new Uint8Array();
    expect(stripped.length).toBe(jpeg(JFIF, PICTURE, EOI).length + 36);
    expect(textOf(stripped)).not.toContain("GPS");
    expect([...stripped.subarray(2, 12)]).toEqual([0xff, 0xe1, 0, 34, ...bytes("Exif\0\0")]);
    // Read by the rule of Exif: the only entry of the first list.
    const view = new DataView(stripped.buffer, 12);
    expect([view.getUint16(0), view.getUint32(4), view.getUint16(8), view.getUint16(10), view.getUint16(18)]).toEqual([0x4d4d, 8, 1, 0x0112, orientation]);
    expect(strip(stripped)).toEqual(stripped);
  });

  it.each([[1], [0], [9]])("that is not turned, or in no way there is (%i), has no Exif at all", (orientation) => {
    expect(strip(jpeg(exif(orientation), PICTURE, EOI))).toEqual(jpeg(PICTURE, EOI));
  });

  it("without its end, with a segment that goes beyond it, or with something else between segments is none", () => {
    expect(strip(jpeg(JFIF, PICTURE))).toBeNull();
    expect(strip(jpeg(JFIF, [0xff, 0xdb, 0xff, 0xff, 1]))).toBeNull();
    expect(strip(jpeg(JFIF, [1, 2, 3, 4], PICTURE, EOI))).toBeNull();
    expect(strip(jpeg([0xff, 0xdb, 0, 1], PICTURE, EOI))).toBeNull();
    expect(strip(jpeg())).toBeNull();
    for (let length = 2; length < 200; length += 1) expect(strip(jpeg(JFIF, exif(6), PICTURE, EOI).subarray(0, length))).toBeNull();
  });

  it("reads Exif whose list lies beyond its end without a word", () => {
    const broken = segment(0xe1, [...bytes("Exif\0\0MM"), 0, 42, 0xff, 0xff, 0xff, 0xf0, 0, 0, 0, 0, 0, 0]);
    expect(strip(jpeg(broken, PICTURE, EOI))).toEqual(jpeg(PICTURE, EOI));
  });
});

describe("a PNG", () => {
  const chunk = (kind: string, body: number[]) => [...word(body.length, 4), ...bytes(kind), ...body, 0, 0, 0, 0];
  const head = [...PNG.subarray(0, 33)];
  const rest = [...PNG.subarray(33)];

  it("loses its texts, its Exif, its time and what stands behind it", () => {
    const file = Uint8Array.from([...head, ...chunk("tEXt", bytes(SECRET)), ...chunk("eXIf", bytes(SECRET)), ...chunk("iTXt", bytes(SECRET)), ...chunk("tIME", [7]), ...rest, ...bytes(SECRET)]);
    expect(stripMetadata(file, "image/png")).toEqual(PNG);
  });

  it("that is cut off is none", () => {
    for (let length = 8; length < PNG.length; length += 1) expect(stripMetadata(PNG.subarray(0, length), "image/png")).toBeNull();
  });
});

describe("a WebP", () => {
  const little = (number: number) => word(number, 4).reverse();
  const chunk = (kind: string, body: number[]) => [...bytes(kind), ...little(body.length), ...body, ...(body.length % 2 ? [0] : [])];
  const webp = (...chunks: number[][]) => Uint8Array.from([...bytes("RIFF"), ...little(chunks.flat().length + 4), ...bytes("WEBP"), ...chunks.flat()]);
  const [lossless, large] = [chunk("VP8L", [0x2f, 1, 2]), (flags: number) => chunk("VP8X", [flags, 0, 0, 0, 0, 0, 0, 0, 0, 0])];

  it("loses its Exif and XMP, and says no more that it has them", () => {
    const file = Uint8Array.from([...webp(large(0x1c), lossless, chunk("EXIF", bytes(SECRET)), chunk("XMP ", bytes(SECRET))), ...bytes(SECRET)]);
    expect(stripMetadata(file, "image/webp")).toEqual(webp(large(0x10), lossless));
  });

  it("that is cut off, or has no picture, is none", () => {
    expect(stripMetadata(webp(large(0)), "image/webp")).toBeNull();
    const whole = webp(lossless);
    for (let length = 12; length < whole.length; length += 1) expect(stripMetadata(whole.subarray(0, length), "image/webp")).toBeNull();
  });
});
