/** How large and how odd a request may be: what passes is short, well-formed text of a kind that its address takes. */
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Door } from "#worker/http/door.ts";
import { refuse, type RefusalCode } from "#worker/http/problem.ts";
import { getLimit, type LimitName } from "#worker/limits.ts";

/** Far above what our pages send. A phone keeps a cookie of some 450 characters for each company whose sites it signs in at. */
export const BOUNDS = {
  urlCharacters: 4_096,
  headers: 100,
  headerCharacters: 32 * 1024,
  cookieCharacters: 24 * 1024,
  queryParameters: 32,
  queryNameCharacters: 64,
  queryValueCharacters: 1_024,
  /** A browser that is still sending reads no answer: so much of what is too large is taken in and thrown away first. */
  drainedBytes: 32 * 1024 * 1024,
} as const;

export const withinBounds: MiddlewareHandler<Door> = async (c, next) => {
  if (c.req.url.length > BOUNDS.urlCharacters) return refuse(c, "URL_TOO_LONG");
  // A phone that came to keep too much for us could else open nothing here any more.
  if ((c.req.header("Cookie")?.length ?? 0) > BOUNDS.cookieCharacters) return refuse(c, "COOKIES_TOO_LARGE", { "Clear-Site-Data": '"cookies"' });
  if (areTooMany(c.req.raw.headers)) return refuse(c, "HEADERS_TOO_LARGE");
  return isReadable(new URL(c.req.url)) ? next() : refuse(c, "BAD_ADDRESS");
};

function areTooMany(headers: Headers): boolean {
  let [count, characters] = [0, 0];
  for (const [name, value] of headers) {
    count += 1;
    characters += name.length + value.length;
  }
  return count > BOUNDS.headers || characters > BOUNDS.headerCharacters;
}

/** Unknown parameters are let through, since links in e-mails carry some; none of ours comes twice. */
function isReadable({ pathname, searchParams }: URL): boolean {
  const names = new Set<string>();
  for (const [name, value] of searchParams) {
    if (names.has(name) || name.length > BOUNDS.queryNameCharacters || value.length > BOUNDS.queryValueCharacters) return false;
    if (name.includes("\0") || value.includes("\0")) return false;
    names.add(name);
  }
  if (names.size > BOUNDS.queryParameters) return false;
  try {
    return !decodeURIComponent(pathname).includes("\0");
  } catch {
    return false;
  }
}

const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Takes the body in whole before anything begins, so that one which breaks off has changed nothing. */
export const boundedBody: MiddlewareHandler<Door> = async (c, next) => {
  const { raw } = c.req;
  // What only looks brings nothing: Remix could not even pass such a request on.
  if (c.req.method !== "POST") return raw.body ? refuse(c, "UNREADABLE") : next();
  if (!isOfKnownType(c)) return refuse(c, "UNSUPPORTED_TYPE");
  const body = await readBody(raw, mostBytesOf(c));
  if (typeof body === "string") return refuse(c, body === "TOO_LARGE" ? tooLargeOf(c) : body);
  c.req.raw = new Request(raw, { body: await body.arrayBuffer() });
  return next();
};

/** The addresses that take more than a form: a file with what a form puts around it; a photo with the answers of its step, which are kept when the photo is somewhat too large; an induction's draft, of 256 KiB at most, and its texts from a translator; a list of visitors; a company's terms in all their languages. */
const TAKES_MORE: readonly { path: RegExp; limit?: LimitName; besideBytes: number; inParts?: true }[] = [
  { path: /^\/uploads\/[^/]+$/, limit: "uploadBytes", besideBytes: 4_096 },
  { path: /^\/i\/[^/]+$/, limit: "uploadBytes", besideBytes: 4 * 1024 * 1024, inParts: true },
  { path: /^\/bookings\/import$/, besideBytes: 640 * 1024 },
  { path: /^\/terms\/new$/, besideBytes: 384 * 1024 },
  { path: /^\/inductions\/[0-9a-f-]{36}(\/texts)?$/, besideBytes: 384 * 1024 },
];

function findMore(c: Context<Door>) {
  const { pathname } = new URL(c.req.url);
  const isInParts = partsOfType(c)[0] === "multipart/form-data";
  return TAKES_MORE.find(({ path, inParts }) => path.test(pathname) && (!inParts || isInParts));
}

/** Of a form at the gate nothing but a photo can be so large. */
const tooLargeOf = (c: Context<Door>): RefusalCode => (findMore(c)?.inParts ? "PHOTO_TOO_LARGE" : "TOO_LARGE");

function mostBytesOf(c: Context<Door>): number {
  const more = findMore(c);
  return more ? (more.limit ? getLimit(c.env, more.limit) : 0) + more.besideBytes : getLimit(c.env, "requestBodyBytes");
}

const partsOfType = (c: Context<Door>) => (c.req.header("Content-Type") ?? "").toLowerCase().split(";").map((part) => part.trim());

/** A route of the API takes JSON, a page its form; both as UTF-8 that is not packed. */
function isOfKnownType(c: Context<Door>): boolean {
  const isApi = matchedRoutes(c).some(({ method, path }) => method !== "ALL" && !path.includes("*"));
  const [type = "", ...parameters] = partsOfType(c);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length).replaceAll('"', "");
  const isPlain = (charset ?? "utf-8") === "utf-8" && (c.req.header("Content-Encoding") ?? "identity") === "identity";
  return isPlain && (isApi ? type === "application/json" : FORMS.includes(type));
}

async function readBody(request: Request, maxBytes: number): Promise<Blob | RefusalCode> {
  if (Number(request.headers.get("Content-Length") ?? 0) > BOUNDS.drainedBytes) return "TOO_LARGE";
  if (!request.body) return new Blob();
  const reader = request.body.getReader();
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size > BOUNDS.drainedBytes) return "TOO_LARGE";
      if (size > maxBytes) parts = [];
      else parts.push(read.value);
    }
  } catch {
    return "UNREADABLE";
  }
  return size > maxBytes ? "TOO_LARGE" : new Blob(parts);
}
