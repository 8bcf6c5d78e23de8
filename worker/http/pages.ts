/** From the door to the pages that Remix renders, and back. */
import type { Context, Handler } from "hono";
import type { RenderPage } from "#worker/http/app.ts";
import type { Door } from "#worker/http/door.ts";
import { asksForPage, refuse } from "#worker/http/problem.ts";

export function pages(renderPage: RenderPage): Handler<Door> {
  return async (c) => {
    const { raw } = c.req;
    // Hono takes the body off again. So a page can't answer otherwise to a look than to its reader.
    const asked = raw.method === "HEAD" ? new Request(raw, { method: "GET" }) : raw;
    const door = { request: c.get("request"), nonce: c.get("nonce"), member: c.get("member") };
    const answer = await renderPage(asked, door, c.env, (work) => c.executionCtx.waitUntil(work));
    return refuseInOurWords(c, answer) ?? answer;
  };
}

/** Remix names its routes in what it refuses itself; a program that asks for no page of ours reads no page. */
function refuseInOurWords(c: Context<Door>, { status, headers }: Response): Promise<Response> | null {
  if (status === 405) return refuse(c, "METHOD_NOT_ALLOWED", { Allow: "GET, HEAD" });
  if (status >= 500 || status < 400) return null;
  const isPage = headers.get("Content-Type")?.startsWith("text/html") === true;
  return headers.has("X-Remix-Error") || (status === 404 && isPage && !asksForPage(c)) ? refuse(c, "NOT_FOUND") : null;
}
