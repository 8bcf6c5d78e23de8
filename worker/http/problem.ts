/** The one shape of a refusal: RFC 9457 for programs; for people the same screen as the product's own pages show. */
import type { Context } from "hono";
import { ERRORS, type ErrorCode } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";

/** What the door itself refuses, before any operation: a status, and what happened with what to do. */
const AT_THE_DOOR = {
  FOREIGN_ORIGIN: { status: 403, sentence: "This was sent from another site. Open the page here and try again." },
  METHOD_NOT_ALLOWED: { status: 405, sentence: "This address takes no such request. Open the page again and use what it offers." },
  URL_TOO_LONG: { status: 414, sentence: "That address is too long to be one of ours. Check it, or begin at the first page." },
  BAD_ADDRESS: { status: 400, sentence: "That address can't be read. Check it, or begin at the first page." },
  UNSUPPORTED_TYPE: { status: 415, sentence: "What was sent is of a kind that we don't take here. Open the page again and send its form." },
  PHOTO_TOO_LARGE: { status: 413, sentence: "That photo is too large. Open the page again and choose a smaller one." },
  WRONG_HOST: { status: 421, sentence: "We don't take this under that name. Open the page at our own address." },
  HEADERS_TOO_LARGE: { status: 431, sentence: "More was sent along with this than we take. Use an ordinary browser, or send less." },
  COOKIES_TOO_LARGE: { status: 431, sentence: "Your browser kept more for us than we take. It has deleted that now: open the page again." },
} as const;

export type RefusalCode = ErrorCode | keyof typeof AT_THE_DOOR;

const REFUSALS: Record<RefusalCode, { status: number; sentence: string }> = { ...ERRORS, ...AT_THE_DOOR };

/** Whether a person is likely to read the answer. */
export const asksForPage = (c: Context<Door>) => c.req.header("Accept")?.includes("text/html") === true;

/** The refusal as its asker reads it best, with further headers. */
export async function refuse(c: Context<Door>, code: RefusalCode, headers: Record<string, string> = {}): Promise<Response> {
  const { status, sentence } = REFUSALS[code];
  const requestId = c.get("requestId");
  if (asksForPage(c)) {
    const stylesheet = await c.get("findStylesheet")().catch(() => null);
    const page = screen({ ...halve(sentence), code, requestId, wayOn: findWayOn(c), stylesheet });
    return new Response(page, { status, headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });
  }
  const body = { type: `urn:inductlite:${code.toLowerCase().replaceAll("_", "-")}`, title: halve(sentence).title, status, detail: sentence, code, requestId };
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

/** "It is closed. Ask the office." → what happened, and what to do. */
function halve(sentence: string): { title: string; whatToDo: string } {
  const [title = "", ...rest] = sentence.split(/\. (?=[A-Z])/);
  return { title: title.replace(/\.$/, ""), whatToDo: rest.join(". ") || "Check the address, or go on from here." };
}

interface WayOn {
  to: string;
  label: string;
}

/** Each address that takes a form shows it, too. Who stands at a gate is sent to no page of the office. */
function findWayOn(c: Context<Door>): WayOn {
  // Two slashes would begin another site's address.
  const pathname = new URL(c.req.url).pathname.replace(/^\/+/, "/");
  if (c.req.method === "POST" || /^\/[sv]\//.test(pathname)) return { to: pathname, label: "Open the page again" };
  return pathname.startsWith("/files/") ? { to: "/exports", label: "Go to the exports" } : { to: "/", label: "Go to the first page" };
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

interface Screen {
  title: string;
  whatToDo: string;
  code: string;
  requestId: string;
  wayOn: WayOn;
  /** None where the pages themselves can't be loaded. */
  stylesheet: string | null;
}

/** As app/ui/error-screen.tsx draws it, for who met no page that could. */
function screen({ title, whatToDo, code, requestId, wayOn, stylesheet }: Screen): string {
  return `<!DOCTYPE html><html lang="en-NZ"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escape(title)} · InductLite</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">${stylesheet ? `<link rel="stylesheet" href="${escape(stylesheet)}">` : ""}</head>
<body><main class="error-screen" id="main"><h1>${escape(title)}</h1><p class="lead">${escape(whatToDo)}</p>
<p><a class="button button-quiet" href="${escape(wayOn.to)}">${escape(wayOn.label)}</a></p>
<p class="error-reference">Code <code>${escape(code)}</code> · Request <code>${escape(requestId)}</code></p></main></body></html>`;
}
