import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { requireMember } from "#app/door.server.ts";

/** With a byte-order mark, by which a spreadsheet knows UTF-8. */
const TEMPLATE = [
  "\uFEFFSite,Type,Name,Phone,E-mail,Employer,Host,Note,First day,Last day",
  'Your site,contractor,Māia Ngata,021 555 0199,maia@example.nz,Tūī Scaffolding,Rangi,"Park behind the shed, gate B",24/11/2026,27/11/2026',
  "",
].join("\r\n");

/** A file to begin an import with. It holds nothing of any company. */
export function loader(asked: LoaderFunctionArgs) {
  requireMember(asked);
  return new Response(TEMPLATE, { headers: { "Cache-Control": "no-store", "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="visitors.csv"' } });
}
