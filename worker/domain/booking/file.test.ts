import { describe, expect, it } from "vitest";
import { toText } from "#worker/domain/induction/text.ts";
import { fc } from "#worker/testing/fast-check.ts";
import { readVisitors, toDay, type Place } from "./file.ts";

const HERE = "0190a000-0000-7000-8000-000000000001";
const PLACES: Place[] = [{ id: HERE, name: "Ōtāhuhu Apartments", today: "2020-01-01" }];
const TWO: Place[] = [...PLACES, { id: "0190a000-0000-7000-8000-000000000002", name: "Te Atatū Depot", today: "2020-01-01" }];

const read = (csv: string, places = PLACES) => readVisitors(csv, places);

function visitorsOf(csv: string, places = PLACES) {
  const result = read(csv, places);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.visitors;
}

const faultsOf = (csv: string, places = PLACES) => {
  const result = read(csv, places);
  return "faults" in result ? result.faults : [];
};

const HEAD = "Name,Phone,First day";
const one = (name: string, phone = "021 555 0199", day = "2026-11-24") => `${HEAD}\n${name},${phone},${day}`;

describe("a fault in a file", () => {
  it("shows what was typed, cut to 60 characters, the line that it is in, and what may have been meant", () => {
    const csv = `Site,Type,Name,Phone,First day\nTe Atatu Depo,Vistor,Māia,021 555 0199,11/24/2026\nŌtāhuhu Apartments,visitor,Hēmi,${"12 ".repeat(40)},2026-11-24`;
    expect(faultsOf(csv, TWO)).toMatchObject([
      { line: 2, column: "Site", value: "Te Atatu Depo", text: "Te Atatu Depo, Vistor, Māia, 021 555 0199, 11/24/2026", message: expect.stringMatching(/^Did you mean “Te Atatū Depot”\? Write the name/) as string },
      { line: 2, column: "Type", value: "Vistor", message: "Did you mean “visitor”? Write contractor, visitor, employee or delivery" },
      { line: 2, column: "First day", value: "11/24/2026", message: expect.stringMatching(/^Did you mean “2026-11-24”\? Enter a date/) as string },
      { line: 3, column: "Phone", value: `${"12 ".repeat(20).slice(0, 59)}…`, text: expect.stringMatching(/^Ōtāhuhu Apartments, visitor, Hēmi, 12 .{80,}…$/) as string },
    ]);
    expect(faultsOf("Name,Phone,First day,Employr\nMāia,021 555 0199,2026-11-24,Ace")).toMatchObject([{ line: 1, value: "Employr", message: expect.stringContaining("Did you mean “Employer”?") as string }]);
  });
});

describe("a file of visitors", () => {
  it("is read with a byte-order mark, CRLF, blank lines, blanks around the names of columns, and no line end at its end", () => {
    const csv = `\uFEFF\r\n Name , PHONE ,First day\r\n\r\nMāia Ngata,021 555 0199,2026-11-24\r\n,,\r\nHēmi,021 555 0198,2026-11-25`;
    expect(visitorsOf(csv)).toMatchObject([
      { line: 4, visitor: { siteId: HERE, name: "Māia Ngata", phone: "+64215550199", visitorType: "visitor", fromOn: "2026-11-24", toOn: "2026-11-24", email: "", employer: "" } },
      { line: 6, visitor: { name: "Hēmi", fromOn: "2026-11-25" } },
    ]);
  });

  it.each([",", ";", "\t"])("may part its cells with %j", (sign) => {
    expect(visitorsOf([["Name", "Phone", "First day", "Note"], ["Māia", "021 555 0199", "2026-11-24", "Gate"]].map((cells) => cells.join(sign)).join("\n"))).toMatchObject([{ visitor: { name: "Māia", note: "Gate" } }]);
  });

  it("keeps what stands in quotes: commas, quotes, several lines", () => {
    const csv = `${HEAD},Note\n"Ngata, Māia",021 555 0199,2026-11-24,"Ask for ""Rangi"".\r\nGate B"\nHēmi,12,2026-11-24,`;
    expect(faultsOf(csv)).toMatchObject([{ line: 4, column: "Phone", message: expect.stringContaining("phone number") as string }]);
    expect(visitorsOf(csv.replace(",12,", ",021 555 0198,"))).toMatchObject([{ line: 2, visitor: { name: "Ngata, Māia", note: 'Ask for "Rangi".\nGate B' } }, { line: 4 }]);
  });

  it("says at which line a quote is left open", () => {
    expect(faultsOf(`${HEAD}\n"Māia,021 555 0199,2026-11-24\n`)).toMatchObject([{ line: expect.any(Number) as number, column: "", message: expect.stringContaining("quote") as string }]);
  });

  it.each(["Māia", "Ngāhuia Te Ātiawa", "王小明", "Nguyễn Văn An", "Zoë 𠮷野"])("keeps the name %s as it is", (name) => {
    expect(visitorsOf(one(name))).toMatchObject([{ visitor: { name } }]);
  });

  it.each([
    ["full name,mobile,date", {}],
    ["First name,Last name,Cell phone number,Day", null],
    ["First name,Surname,Mobile,From", { name: "Māia Ngata" }],
    ["Visitor name,Phone number,Arrival date", {}],
  ])("knows columns by other names: %s", (head, wanted) => {
    const cells = head.toLowerCase().includes("first name") ? "Māia,Ngata,021 555 0199,2026-11-24" : "Māia,021 555 0199,2026-11-24";
    if (wanted === null) expect(faultsOf(`${head}\n${cells}`)[0]?.message).toContain("There is no column “Cell phone number”");
    else expect(visitorsOf(`${head}\n${cells}`)).toMatchObject([{ visitor: { phone: "+64215550199", ...wanted } }]);
  });

  it("drops no column silently, and takes none twice", () => {
    expect(faultsOf(`${HEAD},Emial\nMāia,021 555 0199,2026-11-24,m@x.nz`).map(({ line, message }) => [line, message.slice(0, 30)])).toMatchObject([[1, "There is no column “Emial”. Th"]]);
    expect(faultsOf(`${HEAD},Mobile\nMāia,021 555 0199,2026-11-24,021`)[0]?.message).toContain("Two columns are “Phone”");
    expect(faultsOf(`${HEAD}\nMāia,Ngata,021 555 0199,2026-11-24`)[0]?.message).toContain("more cells here than columns");
  });

  it("says what its first line lacks, and what a file without visitors lacks", () => {
    expect(faultsOf("E-mail\nx").map(({ message }) => message)).toMatchObject(["A column “Name” is missing", "A column “Phone” is missing", "A column “First day” is missing"]);
    expect(faultsOf(HEAD, TWO).map(({ message }) => message)).toMatchObject(["A column “Site” is missing"]);
    expect(faultsOf(HEAD)[0]?.message).toContain("no visitor");
    for (const empty of ["", "\n\n", "\uFEFF", ",,\n,,"]) expect(faultsOf(empty)[0]?.message).toContain("There is nothing in it");
  });

  it("finds sites by their names, with or without macrons, and says which there are", () => {
    const of = (site: string) => `Site,${HEAD}\n${site},Māia,021 555 0199,2026-11-24`;
    expect(visitorsOf(of("otahuhu  APARTMENTS"), TWO)).toMatchObject([{ visitor: { siteId: HERE } }]);
    expect(faultsOf(of("Nowhere"), TWO)).toMatchObject([{ line: 2, column: "Site", message: "Write the name of one of your open sites, as here: Ōtāhuhu Apartments, Te Atatū Depot", value: "Nowhere" }]);
    const twins = [{ id: HERE, name: "Depot", today: "2020-01-01" }, { id: TWO[1]?.id ?? "", name: "depot", today: "2020-01-01" }];
    expect(visitorsOf(of("depot"), twins)).toMatchObject([{ visitor: { siteId: TWO[1]?.id } }]);
  });

  it("names every fault of every line, in the office's words", () => {
    const csv = `${HEAD},Last day,Type,Employer,E-mail\n,12,soon,,contractor,,x\nMāia,021 555 0199,2026-11-24,2026-11-20,ghost,,`;
    expect(faultsOf(csv).map(({ line, column, message }) => `${line} ${column}: ${message}`)).toEqual(expect.arrayContaining([
      "2 Name: Enter their name",
      "2 First day: Enter a date, like 2026-08-31",
      "2 Employer: Enter the company they work for",
      expect.stringMatching(/^2 E-mail: /),
      expect.stringMatching(/^2 Phone: /),
      "3 Type: Write contractor, visitor, employee or delivery",
      "3 Last day: Choose a last day that is not before the first",
    ]));
  });

  it("names days that are over at the site together with every other fault, by the column that the file has", () => {
    const late: Place[] = [{ id: HERE, name: "Ōtāhuhu Apartments", today: "2026-11-25" }];
    expect(faultsOf(`${HEAD}\nMāia,021 555 0199,2026-11-24\n,021 555 0198,2026-11-25\nHēmi,021 555 0197,2026-11-25`, late)).toMatchObject([
      { line: 2, column: "First day", message: "2026-11-24 is over: at the site it is 2026-11-25" },
      { line: 3, column: "Name", message: "Enter their name" },
    ]);
    expect(faultsOf(`${HEAD},Last day\nMāia,021 555 0199,2026-11-20,2026-11-24`, late)).toMatchObject([{ column: "Last day" }]);
  });

  it("names who stands in it twice for one of the same days, at the same site", () => {
    const csv = `${HEAD},Last day\nMāia,021 555 0199,2026-11-24,2026-11-26\nHēmi,021 555 0199,2026-11-24,\nMAIA,+64 21 555 0199,2026-11-26,\nMāia,021 555 0199,2026-11-27,`;
    expect(faultsOf(csv)).toMatchObject([{ line: 4, column: "", message: "The same person, site and day as in line 2" }]);
  });

  it("takes 500 visitors, and names the first beyond", () => {
    const rows = (count: number) => [HEAD, ...Array.from({ length: count }, (_, index) => `Visitor ${index},021 555 0199,2026-11-24`)].join("\n");
    expect(visitorsOf(rows(500))).toHaveLength(500);
    expect(faultsOf(rows(501))).toMatchObject([{ line: 502, column: "", message: expect.stringContaining("500 visitors") as string }]);
  });

  it("gives back a phone that a spreadsheet kept as a sum or cut the zero of", () => {
    for (const phone of ["'+64215550199", "'0215550199", "215550199", "64215550199"]) expect(visitorsOf(one("Māia", phone))).toMatchObject([{ visitor: { phone: "+64215550199" } }]);
  });

  it("breaks on nothing: it has visitors or faults, each at a line of the file", () => {
    const cell = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", "Name", "Phone", "First day", "Māia", "021 555 0199", "2026-11-24", "🦜"));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), fc.constantFrom("", "\uFEFF"), fc.boolean(), (cells, mark, isHeaded) => {
        const csv = `${mark}${isHeaded ? `${HEAD}\n` : ""}${cells.join(",")}`;
        const result = read(csv);
        if ("visitors" in result) return result.visitors.length > 0;
        const lines = toText(csv).split("\n").length;
        return result.faults.length > 0 && result.faults.every(({ line, message }) => line >= 1 && line <= lines + 1 && message.length > 0);
      }),
    );
  });

  it("is the same whatever way its cells are quoted", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((typed) => !/^\s*$/.test(typed));
    fc.assert(
      fc.property(text, (note) => {
        const csv = `${HEAD},Note\nMāia,021 555 0199,2026-11-24,"${note.replaceAll('"', '""')}"`;
        const result = read(csv);
        if ("faults" in result) return result.faults.every(({ line, column }) => line === 2 && column === "Note");
        return result.visitors.length === 1;
      }),
    );
  });
});

describe("a day in a file", () => {
  it.each([
    ["2026-11-24", "2026-11-24"],
    ["24/11/2026", "2026-11-24"],
    ["4/1/2026", "2026-01-04"],
    ["24.11.26", "2026-11-24"],
    ["24 Nov 2026", "2026-11-24"],
    ["24-November-2026", "2026-11-24"],
    ["11/24/2026", "2026-24-11"],
    ["24 Foo 2026", "2026-00-24"],
    ["tomorrow", "tomorrow"],
  ])("%s is %s, day first", (typed, on) => {
    expect(toDay(typed)).toBe(on);
  });

  it("that is none is refused with what to write", () => {
    for (const day of ["31/2/2026", "tomorrow", "24 Foo 2026"]) expect(faultsOf(one("Māia", "021 555 0199", day))).toMatchObject([{ line: 2, column: "First day", message: "Enter a date, like 2026-08-31" }]);
  });
});
