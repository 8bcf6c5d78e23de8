/** A photo that somebody sent at a gate, shown to the office. */
import { Hono, type Context } from "hono";
import type { MemberContext } from "#worker/context.ts";
import { openEntryPhoto } from "#worker/domain/entry/open-photo.ts";
import { openPhoto } from "#worker/domain/induction/photos.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { asksForPage } from "#worker/http/problem.ts";

export const photos = new Hono<Door>()
  .get("/completions/:id/photos/:blockId", (c) => show(c, "/inductions", (member) => openPhoto(member, c.env.FILES, { completionId: c.req.param("id"), blockId: c.req.param("blockId") })))
  .get("/approvals/:id/photos/:blockId", (c) => show(c, "/approvals", (member) => openEntryPhoto(member, c.env.FILES, { id: c.req.param("id"), blockId: c.req.param("blockId") })));

async function show(c: Context<Door>, page: string, open: (member: MemberContext) => Promise<R2ObjectBody>): Promise<Response> {
  const member = c.get("member");
  if (!member) return askToLogIn(c, page);
  try {
    return send(await open(member));
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") return askToLogIn(c, page);
    throw error;
  }
}

function askToLogIn(c: Context<Door>, page: string): Response {
  if (!asksForPage(c)) throw new DomainError("NOT_LOGGED_IN");
  return c.redirect(`/log-in?ended=1&next=${page}`, 302);
}

/** No browser keeps it: it shows somebody, and is gone when they are erased. */
function send(object: R2ObjectBody): Response {
  return new Response(object.body, {
    headers: {
      "Content-Type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "Content-Length": String(object.size),
      "Content-Disposition": "inline",
      "Cache-Control": "private, no-store",
    },
  });
}
