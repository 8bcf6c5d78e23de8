/** The log leaves as one stream, for a logged-in member who may have it. */
import { Hono, type Context } from "hono";
import { exportEvents } from "#worker/domain/audit/export.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { DomainError } from "#worker/errors.ts";
import type { Door } from "#worker/http/door.ts";
import { asksForPage } from "#worker/http/problem.ts";

/** As the page of the log has them in its address. */
const FILTERS = ["who", "action", "row", "from", "to"] as const;

export const auditExport = new Hono<Door>().get("/audit/export", async (c) => {
  // Looking at the headers takes nothing, and is not written down as if it had.
  if (c.req.method === "HEAD") return c.body(null, 405, { Allow: "GET" });
  const member = c.get("member");
  const asked = Object.fromEntries(FILTERS.flatMap((name) => (c.req.query(name)?.trim() ? [[name, c.req.query(name)?.trim() ?? ""]] : [])));
  if (!member) return lead(c, "/log-in?ended=1&next=/audit", "NOT_LOGGED_IN");
  const { from, to, ...filter } = asked;
  try {
    const { body } = await exportEvents(member, c.env.FILES, { ...filter, fromOn: from, toOn: to });
    const { companyName, timeZone } = member.entered ?? member.claims;
    return send(body, `audit-log-${slug(companyName) || "company"}-${dayIn(timeZone, member.request.now)}.ndjson`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "NOT_LOGGED_IN") return lead(c, "/log-in?ended=1&next=/audit", error.code);
    // The page says beside each field what can't be used.
    if (error.code === "INVALID_INPUT") return lead(c, `/audit?${new URLSearchParams(asked).toString()}`, error.code);
    throw error;
  }
});

/** A person is led to the page that helps; a program gets the code. */
function lead(c: Context<Door>, to: string, code: "NOT_LOGGED_IN" | "INVALID_INPUT"): Response {
  if (!asksForPage(c)) throw new DomainError(code);
  return c.redirect(to, 302);
}

/** "Tūī Builders" → "tui-builders": a header takes plain letters only. */
const slug = (text: string) => toKey(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** The day by the company's clock, as YYYY-MM-DD: Canada writes one so. */
const dayIn = (timeZone: string, at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

function send(body: ReadableStream<Uint8Array>, name: string): Response {
  return new Response(body, {
    headers: { "Content-Type": "application/x-ndjson; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"`, "Cache-Control": "no-store" },
  });
}
