/** One answer, as its question's kind takes it. */
import { day } from "#worker/domain/day.ts";
import { isPhoto, type Answer, type AtSite } from "#worker/domain/induction/answers.ts";
import { mustAnswer, type Option, type Question } from "#worker/domain/induction/questions.ts";
import { countCharacters, hasUnprintable, isBlank, toLine, toText } from "#worker/domain/induction/text.ts";

/** Null where nothing was answered. */
type Read = { answer: Answer | null } | { fault: string };

const NOTHING: Read = { answer: null };
const ONE_ANSWER = "Give one answer";
const CHOOSE = "Choose one of the options";

const MAX_DRAWING_CHARACTERS = 30_000;
/** Moves and lines, in digits: nothing that could be anything else. */
const DRAWING = /^[Mm][\dMmLl ,.-]+$/;
const DECIMAL = /^-?\d{1,12}(\.\d{1,6})?$/;

/** What to ask for where a required answer is missing. */
const MISSING: Record<Question["kind"], string> = {
  short_text: "Enter an answer",
  long_text: "Enter an answer",
  number: "Enter a number",
  date: "Enter a date",
  single: "Choose an answer",
  multiple: "Choose at least one answer",
  yes_no: "Choose yes or no",
  checkbox: "Tick this to go on",
  acknowledgement: "Tick this to go on",
  photo: "Add a photo",
  signature: "Sign, or type your name",
};

interface Sent {
  values: string[];
  /** Of a signature's second field. */
  drawn: string[];
  /** What stands there already; of a photo it is all there is. */
  kept: Answer | undefined;
}

/** Reads what was sent for one question. `today` is YYYY-MM-DD at the site, `photos` whether they are asked for there. */
export function parseAnswer(question: Question, sent: Sent, { today, photos }: AtSite): Read {
  const read = readAs(question, sent, today);
  return mustAnswer(question, photos) && "answer" in read && read.answer === null ? { fault: MISSING[question.kind] } : read;
}

function readAs(question: Question, { values, drawn, kept }: Sent, today: string): Read {
  switch (question.kind) {
    case "multiple":
      return readSeveral(question.options, values);
    case "signature":
      return readSignature(values, drawn);
    case "photo":
      return { answer: isPhoto(kept) ? kept : null };
    default:
      return readOne(question, values, today);
  }
}

type OneValue = Exclude<Question, { kind: "multiple" | "signature" | "photo" }>;

function readOne(question: OneValue, values: string[], today: string): Read {
  if (values.length > 1) return { fault: ONE_ANSWER };
  const typed = values[0] ?? "";
  if (typed.trim() === "") return NOTHING;
  switch (question.kind) {
    case "short_text":
      return readText(typed, 200, toLine);
    case "long_text":
      return readText(typed, 2000, (text) => toText(text).trim());
    case "number":
      return readNumber(question, typed.trim());
    case "date":
      return readDay(question.when, typed.trim(), today);
    case "single":
      return question.options.some(({ id }) => id === typed) ? { answer: typed } : { fault: CHOOSE };
    case "yes_no":
      return typed === "yes" || typed === "no" ? { answer: typed } : { fault: MISSING.yes_no };
    case "checkbox":
    case "acknowledgement":
      return typed === "ticked" ? { answer: typed } : { fault: MISSING.checkbox };
  }
}

function readText(typed: string, maxCharacters: number, clean: (text: string) => string): Read {
  const tooLong = { fault: `Use ${maxCharacters.toLocaleString("en-NZ")} characters or fewer` };
  // Before anything is done with it.
  if (typed.length > 10 * maxCharacters) return tooLong;
  const text = clean(typed);
  if (hasUnprintable(text)) return { fault: "Use letters, numbers and ordinary signs only" };
  return countCharacters(text) > maxCharacters ? tooLong : { answer: isBlank(text) ? null : text };
}

function readNumber({ min, max }: { min: number | null; max: number | null }, typed: string): Read {
  if (!DECIMAL.test(typed)) return { fault: "Enter a number in digits, like 12 or 2.5" };
  const number = Number(typed);
  if ((min !== null && number < min) || (max !== null && number > max)) {
    return { fault: min === null ? `Enter ${max} or less` : max === null ? `Enter ${min} or more` : `Enter a number from ${min} to ${max}` };
  }
  return { answer: String(number) };
}

function readDay(when: "past" | "future" | "any", typed: string, today: string): Read {
  const parsed = day.safeParse(typed);
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? MISSING.date };
  if (when === "past" && parsed.data > today) return { fault: "Enter a date that is not after today" };
  if (when === "future" && parsed.data < today) return { fault: "Enter a date that is not before today" };
  return { answer: parsed.data };
}

/** In the order of the options, each once. */
function readSeveral(options: Option[], values: string[]): Read {
  const chosen = new Set(values.filter((value) => value !== ""));
  const known = options.map(({ id }) => id).filter((id) => chosen.has(id));
  if (known.length < chosen.size) return { fault: CHOOSE };
  return { answer: known.length === 0 ? null : known };
}

function readSignature(names: string[], drawings: string[]): Read {
  if (names.length > 1 || drawings.length > 1) return { fault: ONE_ANSWER };
  const drawn = drawings[0] ?? "";
  const name = readText(names[0] ?? "", 100, toLine);
  if ("fault" in name) return name;
  if (drawn !== "" && (drawn.length > MAX_DRAWING_CHARACTERS || !DRAWING.test(drawn))) return { fault: "That drawing can't be kept. Clear it and sign again, or type your name" };
  const typed = typeof name.answer === "string" ? name.answer : "";
  if (drawn !== "") return { answer: { typed, drawn } };
  return typed === "" ? NOTHING : { answer: { typed } };
}
