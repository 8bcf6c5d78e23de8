/** The pages' door: from a Remix request to a context, and from a refusal to a response. */
import { json, redirect, redirectDocument, type AppLoadContext } from "@remix-run/cloudflare";
import { DomainError } from "#worker/errors.ts";
import type { MemberContext } from "#worker/context.ts";
import { CLEARED_SESSION, isOutdated } from "#worker/http/session-cookie.ts";

interface Asked {
  request: Request;
  context: AppLoadContext;
}

/** Where to go after logging in: a path of ours, never another site. */
export function safePath(text: string | null): string {
  return text && /^\/(?![/\\])[\w\-./?=&%+:]*$/.test(text) ? text : "/dashboard";
}

/** What the person asked for, to come back to after logging in. A loader's own address has `_data` in it; theirs has not. */
function wantedPath({ request, context }: Asked): string {
  const { pathname, searchParams } = new URL(request.url);
  if (context.method !== "GET") return pathname;
  searchParams.delete("_data");
  return searchParams.size > 0 ? `${pathname}?${searchParams.toString()}` : pathname;
}

/** The member's context, or the way to the log-in page. Only the cookie was looked at: the operation's trip decides. */
export function requireMember(asked: Asked): MemberContext {
  if (asked.context.member) return asked.context.member;
  throw redirect(`/log-in?next=${encodeURIComponent(wantedPath(asked))}`);
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in an address, before any trip is made for it. Throws NOT_FOUND for what can't be one. */
export function requireId({ params }: { params: { id?: string | undefined } }): string {
  if (params.id && ID.test(params.id)) return params.id;
  throw new DomainError("NOT_FOUND");
}

/** Whether a refusal leads whoever is logged in to another page, and to no error screen. */
export function leadsOn(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === "NOT_LOGGED_IN" || error.code === "SECOND_FACTOR_REQUIRED");
}

/**
 * Runs an office page's work. A session that has ended leads to the log-in page, any other refusal to its error screen.
 * Whose role has changed since the frame was made gets the whole document, with the frame of the new one.
 */
export async function asMember<T>(asked: Asked, work: (member: MemberContext) => Promise<T>): Promise<T> {
  const member = requireMember(asked);
  try {
    const answer = await work(member);
    if (asked.context.isPart && asked.context.method === "GET" && member.entered && isOutdated(member.claims, member.entered)) throw redirectDocument(wantedPath(asked));
    return answer;
  } catch (error) {
    if (!leadsOn(error)) throw toResponse(error, asked.context);
    // Such a session reaches nothing but its own account, where the second step is set up.
    if (error.code === "SECOND_FACTOR_REQUIRED") throw redirect("/account?required=1");
    throw redirect(`/log-in?ended=1&next=${encodeURIComponent(wantedPath(asked))}`, { headers: { "Set-Cookie": CLEARED_SESSION } });
  }
}

/** A refusal as the error screen's response; anything else stays what it is, for the log and a plain 500. */
export function toResponse(error: unknown, context: AppLoadContext): unknown {
  if (!(error instanceof DomainError)) return error;
  if (error.status >= 500) context.reportError(error.cause ?? error);
  return json(
    { code: error.code, message: error.sentence, requestId: context.request.requestId, retryAfterSeconds: error.retryAfterSeconds },
    { status: error.status, headers: { "Cache-Control": "no-store", ...(error.retryAfterSeconds ? { "Retry-After": String(error.retryAfterSeconds) } : {}) } },
  );
}

/** Digits alone, as pages and forms of ours write a number: no sign, blank, dot or exponent. NaN for any other text, which every schema refuses. */
export const readWhole = (text: string): number => (/^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : NaN);

/** The number in a form's hidden field. Throws UNREADABLE for what is none: no form of ours sends that, and no field could show it. */
export function requireWhole(text: string): number {
  const number = readWhole(text);
  if (Number.isNaN(number)) throw new DomainError("UNREADABLE");
  return number;
}

/**
 * A form's fields as text, by the names that this form may have; one that was not sent is empty. Throws UNREADABLE for any
 * other field, for a doubled one, for a file, and for a NUL, which no database takes: no form of ours sends those.
 */
export async function readForm<Name extends string>(request: Request, names: readonly Name[]): Promise<(name: Name) => string> {
  return (await readFormWithList(request, names, null)).field;
}

/** The same for a form with boxes to tick: `listName` may be sent any number of times. */
export async function readFormWithList<Name extends string>(
  request: Request,
  names: readonly Name[],
  listName: string | null,
): Promise<{ field: (name: Name) => string; list: string[] }> {
  const form = await request.formData().catch(() => {
    throw new DomainError("UNREADABLE");
  });
  const texts = new Map<string, string>();
  const list: string[] = [];
  for (const [name, value] of form) {
    const isKnown = name === listName || ((names as readonly string[]).includes(name) && !texts.has(name));
    if (!isKnown || typeof value !== "string" || value.includes("\0")) throw new DomainError("UNREADABLE");
    if (name === listName) list.push(value);
    else texts.set(name, value);
  }
  return { field: (name) => texts.get(name) ?? "", list };
}

const FIELDS_AT_MOST = 500;

/** All fields of a form whose names are not known beforehand, by name. What may stand in them is the operation's to say. Throws UNREADABLE for a file, a NUL, or too many. */
export async function readFields(request: Request): Promise<Record<string, string[]>> {
  const { fields, files } = await readAll(request);
  if (files.length > 0) throw new DomainError("UNREADABLE");
  return fields;
}

/** The same with the first file of each name; a file field that was left empty sends none. */
export async function readFieldsAndFiles(request: Request): Promise<{ fields: Record<string, string[]>; files: Record<string, Uint8Array<ArrayBuffer>> }> {
  const { fields, files } = await readAll(request);
  const sent = await Promise.all(files.filter(([, file]) => file.size > 0).map(async ([name, file]) => [name, new Uint8Array(await file.arrayBuffer())] as const));
  return { fields, files: Object.fromEntries(sent.reverse()) };
}

async function readAll(request: Request): Promise<{ fields: Record<string, string[]>; files: [name: string, file: File][] }> {
  const form = await request.formData().catch(() => {
    throw new DomainError("UNREADABLE");
  });
  const fields = new Map<string, string[]>();
  const files: [string, File][] = [];
  let count = 0;
  for (const [name, value] of form) {
    count += 1;
    if (count > FIELDS_AT_MOST || name.includes("\0") || (typeof value === "string" && value.includes("\0"))) throw new DomainError("UNREADABLE");
    if (typeof value === "string") fields.set(name, [...(fields.get(name) ?? []), value]);
    else files.push([name, value]);
  }
  return { fields: Object.fromEntries(fields), files };
}
