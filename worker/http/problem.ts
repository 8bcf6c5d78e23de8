/** The one shape of a refusal: RFC 9457 for programs; a small page for people whose request met no page. */
import type { Context } from "hono";
import type { Door } from "#worker/http/door.ts";

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export function problem(c: Context<Door>, status: number, code: string, sentence: string, headers: Record<string, string> = {}): Response {
  const { requestId } = c.get("request");
  if (c.req.header("Accept")?.includes("text/html")) {
    const page = `<!doctype html><html lang="en-NZ"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>InductLite</title><main><h1>${escape(sentence)}</h1><p>Code ${escape(code)}, request ${escape(requestId)}</p></main></html>`;
    return new Response(page, { status, headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });
  }
  const body = { type: "about:blank", title: sentence, status, code, requestId };
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}
