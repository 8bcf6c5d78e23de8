import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/cloudflare";
import { asMember } from "#app/door.server.ts";
import { refuse, type Refusal } from "#app/refusal.server.ts";
import { addressWith } from "#app/routes/office/query.server.ts";
import { getBookingPlaces } from "#worker/domain/booking/list.ts";
import { importBookings } from "#worker/domain/booking/make.ts";
import type { LineFault } from "#worker/domain/booking/file.ts";
import { DomainError } from "#worker/errors.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export async function loader(asked: LoaderFunctionArgs) {
  return asMember(asked, async (member) => {
    const sites = await getBookingPlaces(member);
    return json({ formId: member.request.makeId(), siteNames: sites.map(({ name }) => name) }, { headers: NO_STORE });
  });
}

const NO_UTF8 = "This file is not in UTF-8, so names with macrons would be spoilt. Save it from your spreadsheet as “CSV UTF-8”, or paste the rows below";
const NOTHING = "Choose a file, or paste the rows";

/** The rows that were pasted, or those of the file that was chosen. Throws UNREADABLE for what no form of ours sends. */
async function readRows(request: Request): Promise<{ formId: string; csv: string; fault: string | null }> {
  const form = await request.formData().catch(() => {
    throw new DomainError("UNREADABLE");
  });
  const [formId, csv, file] = [form.get("formId"), form.get("csv") ?? "", form.get("file")];
  const isOurs = [...form.keys()].every((name, index, all) => ["formId", "csv", "file"].includes(name) && all.indexOf(name) === index);
  if (!isOurs || typeof formId !== "string" || typeof csv !== "string" || (typeof file === "string" && file !== "") || `${formId}${csv}`.includes("\0")) throw new DomainError("UNREADABLE");
  // A browser sends a field where no file was chosen, too, and the Worker reads that as an empty text.
  if (!file || typeof file === "string" || file.size === 0) return { formId, csv, fault: csv.trim() === "" ? NOTHING : null };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return { formId, csv: text.replaceAll("\0", ""), fault: text.includes("\0") ? NO_UTF8 : null };
  } catch {
    return { formId, csv, fault: NO_UTF8 };
  }
}

export type ImportRefusal = Refusal<{ csv: string }> & { faults: LineFault[] };

export async function action(asked: ActionFunctionArgs) {
  return asMember(asked, async (member) => {
    const { formId, csv, fault } = await readRows(asked.request);
    try {
      if (fault) throw new DomainError("INVALID_INPUT", { fields: { [fault === NOTHING ? "csv" : "file"]: fault } });
      const result = await importBookings(member, { formId, csv });
      if ("faults" in result) {
        const refusal: ImportRefusal = { code: "INVALID_INPUT", sentence: "", fields: {}, waitSeconds: null, triesLeft: null, typed: { csv }, faults: result.faults };
        return json(refusal, { status: 400, headers: NO_STORE });
      }
      const { made, mailed, unmailed, mailStop } = result;
      return redirect(addressWith("/bookings", { done: "imported", made: String(made), mailed: String(mailed), unmailed: String(unmailed), stop: mailStop ?? undefined }), { status: 303, headers: NO_STORE });
    } catch (error) {
      return refuse(error, { csv }, asked.context);
    }
  });
}
