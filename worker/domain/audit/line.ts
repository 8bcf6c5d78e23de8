/** A line of an archive or an export: an event as the chain covers it, with what can be shown of it. */
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { ChainPlace, EventFault } from "#worker/store/audit-stretch.ts";

export interface Opening {
  salt: string;
  value: string;
}

/** `text` is what the hash covers after the hash of the event before; see docs/audit.md. */
export interface Line {
  previous: string;
  hash: string;
  text: string;
  openings: Record<string, Opening>;
}

/** The parts of the text, in the order in which it holds them (audit_text in migrations/0005). */
export interface EventParts {
  companyId: string;
  number: number;
  at: string;
  actorKind: string;
  actorId: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  siteId: string | null;
  changes: Record<string, unknown>;
  commitments: Record<string, string>;
  requestId: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null for what is no line. */
export function readLine(json: string): { line: Line; parts: EventParts } | null {
  const line = parseJson(json);
  if (!isObject(line) || ![line.previous, line.hash, line.text].every((part) => typeof part === "string") || !isObject(line.openings)) return null;
  const list = parseJson(line.text as string);
  if (!Array.isArray(list) || list.length !== 12 || !Number.isSafeInteger(list[1]) || !isObject(list[10])) return null;
  const [companyId, number, at, actorKind, actorId, action, subjectKind, subjectId, siteId, changes, commitments, requestId] = list as unknown[];
  const parts = { companyId, number, at, actorKind, actorId, action, subjectKind, subjectId, siteId, changes, commitments, requestId } as EventParts;
  return { line: line as unknown as Line, parts };
}

const encoder = new TextEncoder();

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** The hash of an event: SHA-256 over the 32 bytes of the hash before and the text. */
export function hashOf(previous: string, text: string): string {
  const before = bytesOfHex(previous);
  const covered = encoder.encode(text);
  const bytes = new Uint8Array(before.length + covered.length);
  bytes.set(before);
  bytes.set(covered, before.length);
  return toHex(sha256Of(bytes));
}

/** Where a company's chain begins: before its first event stands the digest of its id. */
export function startOfChain(companyId: string): ChainPlace {
  return { number: 0, hash: toHex(sha256Of(bytesOfHex(companyId.replaceAll("-", "")))) };
}

/** The first opening that is not what the event has committed to. */
function findWrongOpening({ openings }: Line, { commitments }: EventParts): string | null {
  for (const name of Object.keys(openings).sort()) {
    const opening: unknown = openings[name];
    if (!isObject(opening) || Object.keys(opening).sort().join() !== "salt,value") return name;
    if (typeof opening.salt !== "string" || typeof opening.value !== "string") return name;
    if (toHex(sha256Of(opening.salt + opening.value)) !== commitments[name]) return name;
  }
  return null;
}

/** What came of a line: where the chain stands behind it, or what is wrong. */
export type Checked = { place: ChainPlace } | { fault: EventFault; name: string | null };

/** Checks the line that should follow `before`. */
export function checkLine(json: string, companyId: string, before: ChainPlace): Checked {
  const read = readLine(json);
  if (!read || read.parts.companyId !== companyId) return { fault: "changed", name: null };
  const { line, parts } = read;
  if (parts.number > before.number + 1) return { fault: "missing", name: null };
  if (parts.number !== before.number + 1 || line.previous !== before.hash) return { fault: "out-of-order", name: null };
  if (hashOf(line.previous, line.text) !== line.hash) return { fault: "changed", name: null };
  const name = findWrongOpening(line, parts);
  return name === null ? { place: { number: parts.number, hash: line.hash } } : { fault: "opening", name };
}
