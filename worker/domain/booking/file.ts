/** A list of visitors from a spreadsheet: all of it, or what to correct in it, line by line. */
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { findNear, findNearDay } from "#worker/domain/booking/near.ts";
import { MOST_BOOKINGS, ofThem, visitorInput, type Visitor, type VisitorInput } from "#worker/domain/booking/schemas.ts";
import { toText } from "#worker/domain/induction/text.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { VISITOR_TYPES } from "#worker/domain/visit/schemas.ts";

export interface LineFault {
  /** Of the file, from 1. */
  line: number;
  /** The column as the template names it; empty where the whole line is meant. */
  column: string;
  message: string;
  /** What stands in that cell, and in the whole line, as far as there is room to show it; empty where there is nothing. */
  value: string;
  text: string;
}

export interface VisitorLine {
  line: number;
  text: string;
  visitor: Visitor;
}

export interface Place {
  id: string;
  name: string;
  /** YYYY-MM-DD by its clock. */
  today: string;
}

type Column = keyof VisitorInput | "firstName" | "lastName";

/** The names of the template first. As keys: without capitals, marks and signs. */
const COLUMNS: Record<Column, { label: string; names: string[] }> = {
  siteId: { label: "Site", names: ["site", "site name", "location", "place", "project"] },
  visitorType: { label: "Type", names: ["type", "visitor type", "kind"] },
  name: { label: "Name", names: ["name", "full name", "visitor", "visitor name", "person"] },
  firstName: { label: "First name", names: ["first name", "given name", "given names", "forename"] },
  lastName: { label: "Last name", names: ["last name", "surname", "family name"] },
  phone: { label: "Phone", names: ["phone", "mobile", "cell", "cellphone", "phone number", "mobile number", "mobile phone", "telephone"] },
  email: { label: "E-mail", names: ["e mail", "email", "mail", "email address", "e mail address"] },
  employer: { label: "Employer", names: ["employer", "company", "company name", "organisation", "organization", "business"] },
  host: { label: "Host", names: ["host", "here to see", "visiting", "meeting", "contact"] },
  note: { label: "Note", names: ["note", "notes", "message", "comment", "comments"] },
  fromOn: { label: "First day", names: ["first day", "from", "date", "day", "start", "start date", "arrival", "arrival date", "visit date"] },
  toOn: { label: "Last day", names: ["last day", "to", "until", "end", "end date", "departure"] },
};

const KNOWN = new Map(Object.entries(COLUMNS).flatMap(([column, { names }]) => names.map((name): [string, Column] => [name, column as Column])));

const TYPES: Record<string, string> = { guest: "visitor", subcontractor: "contractor", "sub contractor": "contractor", staff: "employee", worker: "contractor", courier: "delivery", "": "visitor" };

/** `places` are the sites that may be named. Nothing is taken half: where there is a fault, no visitor is given. */
export function readVisitors(csv: string, places: Place[]): { visitors: VisitorLine[] } | { faults: LineFault[] } {
  const records = readRecords(toText(csv));
  if ("faults" in records) return records;
  const [head, ...rest] = records.records;
  if (!head) return atLine(1, "There is nothing in it. The first line names the columns, each further line is a visitor");
  const columns = head.cells.map((cell) => (cell.trim() === "" ? null : (KNOWN.get(toKey(cell)) ?? cell)));
  const faults = faultsOfHead(head, columns, places);
  if (faults.length > 0) return { faults };
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (rows.length === 0) return atLine(head.line, "There is no visitor under the first line");
  if (rows.length > MOST_BOOKINGS) return atLine(rows[MOST_BOOKINGS]?.line ?? 1, `One import takes ${MOST_BOOKINGS} visitors. This is the first beyond that: put the rest into another file`);
  return readRows(rows, columns as (Column | null)[], places);
}

const atLine = (line: number, message: string): { faults: LineFault[] } => ({ faults: [{ line, column: "", message, value: "", text: "" }] });

const [MOST_OF_VALUE, MOST_OF_LINE] = [60, 120];

function cut(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

const textOf = (cells: string[]) => cut(cells.join(", "), MOST_OF_LINE);

interface Record_ {
  line: number;
  cells: string[];
}

function readRecords(csv: string): { records: Record_[] } | { faults: LineFault[] } {
  try {
    const read = parse(csv, { bom: true, delimiter: findDelimiter(csv), info: true, relax_column_count: true, record_delimiter: "\n" }) as unknown as { record: string[]; info: { lines: number } }[];
    // `lines` is where a record ends; it began after the one before.
    const records = read.map(({ record }, index) => ({ line: (read[index - 1]?.info.lines ?? 0) + 1, cells: record }));
    const first = records.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== ""));
    return { records: first === -1 ? [] : records.slice(first) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return atLine(typeof error["lines"] === "number" ? error["lines"] : 1, "This line can't be read as CSV: look whether each quote that opens is closed");
  }
}

/** A spreadsheet of another country writes semicolons; what is pasted out of one has tabs. */
function findDelimiter(csv: string): string {
  const head = csv.split("\n").find((text) => text.trim() !== "") ?? "";
  const counts = [",", ";", "\t"].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Of a file that is none of ours each column would be a fault. */
const MOST_FAULTS_OF_HEAD = 20;

function faultsOfHead({ line, cells }: Record_, columns: (string | null)[], places: Place[]): LineFault[] {
  const faults: LineFault[] = [];
  const say = (message: string, value = "") => faults.push({ line, column: "", message, value: cut(value, MOST_OF_VALUE), text: textOf(cells) });
  const labels = Object.values(COLUMNS).map(({ label }) => label);
  const has = (column: Column) => columns.includes(column);
  for (const column of columns) if (column !== null && !(column in COLUMNS)) say(`There is no column “${column.slice(0, 60)}”. ${meant(findNear(column, labels))}The columns are: ${labels.join(", ")}. Rename it, or take it out`, column);
  for (const [index, column] of columns.entries()) if (column !== null && column in COLUMNS && columns.indexOf(column) < index) say(`Two columns are “${COLUMNS[column as Column].label}”. Leave one`);
  if (!has("name") && !(has("firstName") && has("lastName"))) say("A column “Name” is missing");
  if (!has("phone")) say("A column “Phone” is missing");
  if (!has("fromOn")) say("A column “First day” is missing");
  if (!has("siteId") && places.length !== 1) say("A column “Site” is missing");
  return faults.slice(0, MOST_FAULTS_OF_HEAD);
}

function readRows(rows: Record_[], columns: (Column | null)[], places: Place[]): { visitors: VisitorLine[] } | { faults: LineFault[] } {
  const visitors: VisitorLine[] = [];
  const faults: LineFault[] = [];
  for (const { line, cells } of rows) {
    const cellOf = (column: Column) => fromCell(cells[columns.indexOf(column)] ?? "");
    const say = (column: string, message: string, value = "") => faults.push({ line, column, message, value: cut(value, MOST_OF_VALUE), text: textOf(cells) });
    if (cells.slice(columns.length).some((cell) => cell.trim() !== "")) say("", "There are more cells here than columns: put quotes around a cell with a comma in it");
    const typed = toTyped(cellOf, places);
    const read = visitorInput.safeParse(typed);
    if (read.success) visitors.push({ line, text: textOf(cells), visitor: read.data });
    const today = places.find(({ id }) => id === typed.siteId)?.today ?? "";
    if (DAY.test(typed.toOn) && typed.toOn < today) say(cellOf("toOn") ? "Last day" : "First day", `${typed.toOn} is over: at the site it is ${today}`, cellOf("toOn") || cellOf("fromOn"));
    const seen = new Set<PropertyKey>();
    for (const { path: [field = ""], message } of read.error?.issues ?? []) {
      // A last day that was left out is the first: that is said once.
      const isCopy = field === "toOn" && typed.toOn === typed.fromOn && seen.has("fromOn");
      if (!seen.has(field) && !isCopy) say(COLUMNS[field as Column].label, sentenceFor(field as Column, message, cellOf(field as Column), places), field === "name" ? typed.name : cellOf(field as Column));
      seen.add(field);
    }
  }
  faults.push(...findDoubles(visitors));
  return faults.length > 0 ? { faults: faults.sort((one, other) => one.line - other.line) } : { visitors };
}

const meant = (near: string | null) => (near === null ? "" : `Did you mean “${near}”? `);

/** What is wrong with a cell, and what may have been meant by it. */
function sentenceFor(field: Column, message: string, cell: string, places: Place[]): string {
  const sentence = ofThem(message);
  if (field === "visitorType") return `${meant(findNear(cell, [...VISITOR_TYPES]))}Write ${VISITOR_TYPES.slice(0, -1).join(", ")} or ${VISITOR_TYPES.at(-1) ?? ""}`;
  if (field === "fromOn" || field === "toOn") return `${DAY.test(cell.trim()) && message.includes("before") ? "" : meant(findNearDay(cell, places[0]?.today ?? ""))}${sentence}`;
  if (field !== "siteId") return sentence;
  const names = places.slice(0, 10).map(({ name }) => name).join(", ");
  return `${meant(findNear(cell, places.map(({ name }) => name)))}Write the name of one of your open sites, as here: ${names}${places.length > 10 ? ", …" : ""}`;
}

function toTyped(cell: (column: Column) => string, places: Place[]): VisitorInput {
  const named = toKey(cell("siteId"));
  const found = places.filter(({ name }) => toKey(name) === named);
  const only = places.length === 1 && named === "" ? places : found.length === 1 ? found : places.filter(({ name }) => name === cell("siteId").trim());
  const type = toKey(cell("visitorType"));
  const [fromOn, toOn] = [toDay(cell("fromOn")), toDay(cell("toOn"))];
  return {
    siteId: only.length === 1 ? (only[0]?.id ?? "") : "",
    visitorType: (TYPES[type] ?? type) as VisitorInput["visitorType"],
    name: cell("name") || `${cell("firstName")} ${cell("lastName")}`.trim(),
    phone: cell("phone"),
    email: cell("email"),
    employer: cell("employer"),
    host: cell("host"),
    note: cell("note"),
    fromOn,
    toOn: toOn || fromOn,
  };
}

/** Spreadsheets are told by an apostrophe that +64 is no sum; some write it into the file. */
const fromCell = (cell: string) => cell.replace(/^'(?=[=+\-@\d])/, "");

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** "24/11/2026", "24.11.26" and "24 Nov 2026" as 2026-11-24: day first, as in New Zealand. Anything else stays, and is refused with what to write. */
export function toDay(typed: string): string {
  const text = typed.trim();
  const [, day = "", month = "", year = ""] = /^(\d{1,2})[/.\- ]+(\d{1,2}|[A-Za-z]{3,9})[/.\- ,]+(\d{4}|\d{2})$/.exec(text) ?? [];
  if (day === "") return text.replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/, (_, ofYear: string, ofMonth: string, ofDay: string) => `${ofYear}-${ofMonth.padStart(2, "0")}-${ofDay.padStart(2, "0")}`);
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return `${year.length === 2 ? `20${year}` : year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The same person at the same site on one of the same days. */
function findDoubles(visitors: VisitorLine[]): LineFault[] {
  const earlier = new Map<string, VisitorLine[]>();
  return visitors.flatMap((one) => {
    const { siteId, phone, name, fromOn, toOn } = one.visitor;
    const key = [siteId, phone, toKey(name)].join("\n");
    const others = earlier.get(key) ?? [];
    earlier.set(key, [...others, one]);
    const same = others.find(({ visitor }) => visitor.fromOn <= toOn && visitor.toOn >= fromOn);
    return same ? [{ line: one.line, column: "", message: `The same person, site and day as in line ${same.line}`, value: one.visitor.name, text: one.text }] : [];
  });
}
