import { parseArgs } from "node:util";
import { Failure } from "../failure.ts";

/** What a command takes. The value of an option is what the help calls its text; an empty one is a flag, which has none. */
export type Shape = {
  name: string;
  positionals: readonly string[];
  /** Must be given. */
  needs?: Readonly<Record<string, string>>;
  /** May be given. */
  may?: Readonly<Record<string, string>>;
  /** Asks before it does anything, unless --yes is given. */
  asks?: true;
};

export type Given = { positionals: string[]; options: ReadonlyMap<string, string> };

/** Who it is to be written down as, on each command that changes something. */
export const BY = { by: "who" };
const YES = { yes: "" };

/** The command as it is typed, with all that it takes. */
export function usageOf({ name, positionals, needs = {}, may = {}, asks }: Shape): string {
  const option = ([key, text]: [string, string]) => (text ? `--${key} <${text}>` : `--${key}`);
  return [
    name,
    ...positionals.map((positional) => `<${positional}>`),
    ...Object.entries(needs).map(option),
    ...Object.entries({ ...may, ...(asks ? YES : {}) }).map((entry) => `[${option(entry)}]`),
  ].join(" ");
}

/** Reads what stands after the command's name. Throws Failure that says how the command is typed. */
export function readArguments(shape: Shape, args: readonly string[]): Given {
  const known: Record<string, string | undefined> = { ...shape.needs, ...shape.may, ...(shape.asks ? YES : {}) };
  const wrong = (sentence: string) => new Failure(`${sentence} Type it as: npm run operator -- ${usageOf(shape)}`);
  const types = Object.fromEntries(Object.entries(known).map(([key, text]) => [key, { type: text ? ("string" as const) : ("boolean" as const) }]));
  const { tokens } = parseArgs({ args: [...args], options: types, allowPositionals: true, strict: false, tokens: true });
  const positionals: string[] = [];
  const options = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const text = known[token.name];
    if (text === undefined) throw wrong(`${shape.name} knows no ${token.rawName}.`);
    if (options.has(token.name)) throw wrong(`${token.rawName} stands there twice.`);
    if (!text && token.value !== undefined) throw wrong(`${token.rawName} takes nothing after it.`);
    // An option that follows at once is no text; one that is meant so is written --reason=--x.
    const value = text ? (token.inlineValue || !token.value?.startsWith("--") ? token.value?.trim() : "") : "yes";
    if (!value) throw wrong(`${token.rawName} needs its ${text} after it.`);
    options.set(token.name, value);
  }
  const missing = shape.positionals[positionals.length];
  if (missing) throw wrong(`Which ${missing}?`);
  if (positionals.length > shape.positionals.length) throw wrong(`"${positionals[shape.positionals.length]}" is one word too many; a text with spaces stands in quotes.`);
  const needed = Object.keys(shape.needs ?? {}).find((key) => !options.has(key));
  if (needed) throw wrong(`--${needed} is missing.`);
  return { positionals, options };
}
