import { describe, expect, it } from "vitest";
import { csvHeader, csvLines, toCell } from "./csv.ts";

const line = { id: "1", at: "", siteName: "Ōtāhuhu", name: "Māia", phone: "+64211234567", employer: "", visitorType: "visitor", signedIn: "2026-11-23 07:02", signedOut: null, leftHow: null };

describe("a cell", () => {
  it.each([" =1+1", "\n=1", "＝1+1", "＋64", "＠x", "=1+1", "+64211234567", "-1", "@SUM(A1)", "\tx", "\rx"])("that begins as a formula is defused: %j", (text) => {
    expect(toCell(text)).toBe(`'${text}`);
  });

  it.each(["1e5", "2.5E10", "0x1F", "007", "0211234567", "64211234567890"])("that a spreadsheet would cut as a number is kept as text: %s", (text) => {
    expect(toCell(text)).toBe(`'${text}`);
  });

  it.each(["Māia", "3M", "12", "2 Degrees", "Smith = Sons"])("that is plain stays plain: %s", (text) => {
    expect(toCell(text)).toBe(text);
  });
});

describe("the file", () => {
  it("begins with the byte-order mark and one header line", () => {
    expect(csvHeader()).toBe('\uFEFF"Site","Name","Phone","Employer","Type","Signed in","Signed out","Left how"\r\n');
  });

  it("quotes what RFC 4180 says to quote, and ends each line with CR LF", () => {
    expect(csvLines([{ ...line, name: 'Ana "AJ", Jr\nx', leftHow: "assumed_left", signedOut: "2026-11-23 15:30" }])).toBe(
      `"Ōtāhuhu","Ana ""AJ"", Jr\nx","'+64211234567","","visitor","2026-11-23 07:02","2026-11-23 15:30","Assumed left"\r\n`,
    );
  });
});
