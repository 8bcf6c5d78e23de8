/** Files leave through the Worker, by a signed link and a logged-in member who may have them. */
import { Hono, type Context } from "hono";
import { toKey } from "#worker/domain/person/words.ts";
import { takeDownload } from "#worker/domain/export/download.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { openFile } from "#worker/store/files.ts";

/** "Ōtāhuhu Apartments" → "otahuhu-apartments": a header takes plain letters only. */
const slug = (text: string) => toKey(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

export const files = new Hono<Door>().get("/files/:token", async (c) => {
  // Looking at the headers takes nothing, and is not written down as if it had.
  if (c.req.method === "HEAD") return c.body(null, 405, { Allow: "GET" });
  const member = c.get("member");
  if (!member) return askToLogIn(c);
  const file = await takeDownload(member, c.req.param("token")).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "NOT_LOGGED_IN") return null;
    throw error;
  });
  if (!file) return askToLogIn(c);
  const object = await openFile(c.env.FILES, c.get("request").runId, file.fileKey);
  if (!object) throw new DomainError("NOT_FOUND");
  return send(object, `visits-${slug(file.siteName ?? "all sites") || "site"}-${file.fromOn}-to-${file.toOn}.csv`);
});

/** A person is led to the log-in page and back to the list; a program gets 401. */
function askToLogIn(c: Context<Door>): Response {
  if (!c.req.header("Accept")?.includes("text/html")) throw new DomainError("NOT_LOGGED_IN");
  return c.redirect("/log-in?ended=1&next=/exports", 302);
}

function send(object: R2ObjectBody, name: string): Response {
  return new Response(object.body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Length": String(object.size),
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
