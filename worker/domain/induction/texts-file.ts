/** The texts of an induction as a file for a translator, and back. */
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { stringify } from "csv-stringify/browser/esm/sync";
import { draftContent, MAX_CONTENT_BYTES, type Content } from "#worker/domain/induction/content.ts";
import { isBlank, toLine, toText } from "#worker/domain/induction/text.ts";
import { textsOf, type TextPlace } from "#worker/domain/induction/texts.ts";
import { ownWords } from "#worker/domain/induction/words.ts";

export interface LineFault {
  /** Of the file, from 1. */
  line: number;
  message: string;
}

/** The title of the whole stands in no block. */
const WHOLE = "induction";
const MAX_FILE_CHARACTERS = 4 * MAX_CONTENT_BYTES;

/** What a spreadsheet would run or cut: =1+1, -5, 007. Full-width signs too: some take them for the plain ones. */
const IS_CHANGED = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]|^\s*(0\d+|\d{12,}|\d+(\.\d+)?e\d+|0x[0-9a-f]+)\s*$/i;
const isChanged = (text: string) => IS_CHANGED.test(text.replace(/^'+/, ""));

/** An apostrophe before what a spreadsheet would change; one more where some stand there already, so that fromCell() gives each text back. */
const toCell = (text: string) => (isChanged(text) ? `'${text}` : text);
const fromCell = (cell: string) => (cell.startsWith("'") && isChanged(cell) ? cell.slice(1) : cell);

/** CSV with a byte-order mark: block, field, the words in the main language, the words in `language` for the translator to fill in. */
export function toTextsFile(content: Content, language: string): string {
  const [main = "en"] = content.languages;
  const rows = textsOf(content)
    .map(({ blockId, field, words }) => [blockId ?? WHOLE, field, ownWords(words, main), ownWords(words, language)])
    .filter(([, , from, to]) => from !== "" || to !== "");
  const cells = [["block", "field", main, language], ...rows.map((row) => row.map(toCell))];
  return `\uFEFF${stringify(cells, { quoted: true, record_delimiter: "windows" })}`;
}

/**
 * The content with the words of the file in `language`, or what to mend in the file, all of it: nothing is taken half. An empty cell, like a text that the
 * file leaves out, leaves what was there. A row whose main words are no longer those of the induction is refused.
 */
export function readTextsFile(content: Content, language: string, csv: string): { content: Content } | { errors: LineFault[] } {
  if (!content.languages.slice(1).includes(language)) return atLine(1, "Add the language to the induction before you bring in its words");
  if (csv.length > MAX_FILE_CHARACTERS) return atLine(1, "This file is longer than an induction can be");
  const rows = readRows(csv, content.languages[0] ?? "en", language);
  if ("errors" in rows) return rows;
  return takeWords(content, language, rows.rows);
}

const atLine = (line: number, message: string): { errors: LineFault[] } => ({ errors: [{ line, message }] });

interface Row {
  line: number;
  /** As keyOf() writes a place. */
  key: string;
  from: string;
  to: string;
}

const keyOf = ({ blockId, field }: TextPlace) => `${blockId ?? WHOLE}, ${field}`;

function readRows(csv: string, main: string, language: string): { rows: Row[] } | { errors: LineFault[] } {
  const records = readRecords(toText(csv));
  if ("errors" in records) return records;
  const [head, ...rest] = records.records;
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const wanted = ["block", "field", main, language];
  const places = wanted.map((name) => names.indexOf(name.toLowerCase()));
  if (places.includes(-1)) return atLine(head?.line ?? 1, `The first line must name these columns: ${wanted.join(", ")}`);
  const rows = rest.map(({ line, cells }) => {
    const [block = "", field = "", from = "", to = ""] = places.map((place) => fromCell(cells[place] ?? ""));
    return { line, key: `${block.trim()}, ${field.trim()}`, from, to };
  });
  return { rows: rows.filter(({ key, from, to }) => `${key}${from}${to}`.trim() !== ",") };
}

type Records = { line: number; cells: string[] }[];

function readRecords(csv: string): { records: Records } | { errors: LineFault[] } {
  try {
    const read = parse(csv, { bom: true, delimiter: findDelimiter(csv), info: true, relax_column_count: true, record_delimiter: "\n", skip_empty_lines: true }) as unknown as { record: string[]; info: { lines: number } }[];
    // `lines` is where a record ends; it began after the one before.
    return { records: read.map(({ record }, index) => ({ line: (read[index - 1]?.info.lines ?? 0) + 1, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return atLine(typeof error["lines"] === "number" ? error["lines"] : 1, "This line can't be read as CSV: look whether each quote that opens is closed");
  }
}

/** A spreadsheet of another country writes semicolons; some write tabs. */
function findDelimiter(csv: string): string {
  const [head = ""] = csv.split("\n", 1);
  return [",", ";", "\t"].find((sign) => head.split(sign).length >= 4) ?? ",";
}

function takeWords(content: Content, language: string, rows: Row[]): { content: Content } | { errors: LineFault[] } {
  const changed = structuredClone(content);
  const texts = new Map(textsOf(changed).map((text) => [keyOf(text), text.words]));
  const lines = new Map<string, number>();
  const errors: LineFault[] = [];
  for (const { line, key, from, to } of rows) {
    const words = texts.get(key);
    const message = !words
      ? `The induction has no such text: ${key.slice(0, 100)}`
      : lines.has(key)
        ? `This text stands in line ${lines.get(key)} already: ${key}`
        : isSame(from, ownWords(words, content.languages[0] ?? "en"))
          ? null
          : "The main text has changed since this file was made. Make the file again";
    if (message !== null) errors.push({ line, message });
    lines.set(key, line);
    if (words && !isBlank(to)) words[language] = to;
  }
  if (errors.length > 0) return { errors };
  const parsed = draftContent.safeParse(changed);
  return parsed.success ? { content: parsed.data } : { errors: parsed.error.issues.map(({ path, message }) => ({ line: lines.get(findKey(changed, path)) ?? 1, message })) };
}

/** Spreadsheets change line ends and trim; that is no other text. */
const isSame = (one: string, other: string) => toLine(one) === toLine(other);

/** The text that an issue's path leads to: blocks, 3, options, 0, text, mi. */
function findKey({ blocks }: Content, [first, index, part, option]: PropertyKey[]): string {
  if (first !== "blocks") return keyOf({ blockId: null, field: "title" });
  const block = blocks[Number(index)];
  const field = block && "options" in block && part === "options" ? `option ${block.options[Number(option)]?.id}` : String(part);
  return keyOf({ blockId: block?.id ?? null, field });
}
