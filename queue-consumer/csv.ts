/** Visits as CSV: RFC 4180 with a byte-order mark, every text cell quoted, and nothing in it that a spreadsheet would run. */
import { stringify } from "csv-stringify/browser/esm/sync";
import type { ExportLine } from "#worker/store/exports.ts";

const HEADER = ["Site", "Name", "Phone", "Employer", "Type", "Signed in", "Signed out", "Left how"];

const LEFT_HOW: Record<string, string> = { signed_out: "Signed out", assumed_left: "Assumed left" };

/** Full-width signs too: some spreadsheets take them for the plain ones. */
const RUNS = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** 007, 64211234567890, 1e5, 0x1F: digits that come back as another number. */
const IS_CUT = /^\s*(0\d+|\d{12,}|\d+(\.\d+)?e\d+|0x[0-9a-f]+)\s*$/i;

/**
 * A cell that begins with a formula character gets an apostrophe before it, and so does a run of digits that a spreadsheet
 * would take for a number, losing its leading zeros or its last digits. A phone number in E.164 is such a cell.
 */
export function toCell(text: string): string {
  return RUNS.test(text) || IS_CUT.test(text) ? `'${text}` : text;
}

/** The first line, after the mark that tells Excel of UTF-8. */
export function csvHeader(): string {
  return `\uFEFF${stringify([HEADER], { quoted: true, record_delimiter: "windows" })}`;
}

/** Times are the site's own, to the minute. */
export function csvLines(lines: ExportLine[]): string {
  const records = lines.map((line) => [
    toCell(line.siteName),
    toCell(line.name),
    toCell(line.phone),
    toCell(line.employer),
    line.visitorType,
    line.signedIn,
    line.signedOut ?? "",
    line.leftHow ? (LEFT_HOW[line.leftHow] ?? line.leftHow) : "",
  ]);
  return stringify(records, { quoted_string: true, record_delimiter: "windows" });
}
