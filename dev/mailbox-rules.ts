/** What Resend's POST /emails takes and refuses, as far as InductLite can meet it. */
import type { IncomingHttpHeaders } from "node:http";

export type Sent = { from: string; to: string[]; subject: string; html: string; text: string };

/** Resend's answer to what it does not take: a status, its name for the fault, and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const mostRecipients = 50;
const mostKeyCharacters = 256;
const address = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/;
const namedAddress = /^[^<>\r\n]*<([^<>]+)>$/;
const lineBreak = /[\r\n]/;

/** @throws Refusal without the key, or with another. */
export function requireKey(headers: IncomingHttpHeaders, key: string): void {
  const { authorization } = headers;
  if (!authorization) throw new Refusal(401, "missing_api_key", "Missing API Key");
  if (authorization !== `Bearer ${key}`) throw new Refusal(403, "invalid_api_key", "API key is invalid");
}

/** The idempotency key, or null without one. @throws Refusal */
export function readIdempotencyKey(headers: IncomingHttpHeaders): string | null {
  const key = headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || key.length < 1 || key.length > mostKeyCharacters) {
    throw new Refusal(400, "invalid_idempotency_key", "The idempotency key must be between 1-256 characters.");
  }
  return key;
}

/** The mail in a request's body. @throws Refusal that names the first field that is not as it must be. */
export function readMail(body: string): Sent {
  const fields = parse(body);
  const text = (name: string) => {
    const value = fields[name] ?? "";
    if (typeof value !== "string") throw new Refusal(422, "validation_error", `The \`${name}\` field must be a \`string\`.`);
    return value;
  };
  const [from, subject] = [text("from"), text("subject")];
  const to = readRecipients(fields["to"]);
  if (!from) throw missing("from");
  if (!isAddress(from)) throw malformed("from");
  if (to.length === 0) throw missing("to");
  if (to.length > mostRecipients) throw new Refusal(422, "validation_error", `The \`to\` field must have at most ${mostRecipients} items.`);
  if (!to.every(isAddress)) throw malformed("to");
  if (!subject) throw missing("subject");
  if (lineBreak.test(subject)) throw new Refusal(422, "validation_error", "The `\\n` is not allowed in the `subject` field.");
  const [html, plain] = [text("html"), text("text")];
  if (!html && !plain) throw new Refusal(422, "validation_error", "Missing `html` or `text` field.");
  return { from, to, subject, html, text: plain };
}

function parse(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal(422, "validation_error", "The body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal(422, "validation_error", "The body must be an object.");
  return value as Record<string, unknown>;
}

function readRecipients(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (!list.every((each) => typeof each === "string")) throw malformed("to");
  return list;
}

function isAddress(text: string): boolean {
  return address.test(namedAddress.exec(text)?.[1] ?? text);
}

const missing = (name: string) => new Refusal(422, "missing_required_field", `Missing \`${name}\` field.`);
const malformed = (name: string) =>
  new Refusal(422, "validation_error", `Invalid \`${name}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`);
