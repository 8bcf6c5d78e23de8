/** Files leave through the Worker, by a signed link and a logged-in member who may have them. */
import { Hono } from "hono";
import { takeDownload } from "#worker/domain/export/download.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { openFile } from "#worker/store/files.ts";

const slug = (text: string) => text.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").toLowerCase();

export const files = new Hono<Door>().get("/files/:token", async (c) => {
  const member = c.get("member");
  if (!member) throw new DomainError("NOT_LOGGED_IN");
  const file = await takeDownload(member, c.req.param("token"));
  const object = await openFile(c.env.FILES, c.get("request").runId, file.fileKey);
  if (!object) throw new DomainError("NOT_FOUND");
  const name = `visits-${slug(file.siteName ?? "all-sites")}-${file.fromOn}-to-${file.toOn}.csv`;
  return new Response(object.body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Length": String(object.size),
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
});
