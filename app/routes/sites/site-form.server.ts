import { json } from "@remix-run/cloudflare";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import type { TIME_ZONES } from "#worker/domain/site/schemas.ts";

const NO_STORE = { "Cache-Control": "no-store" };

export interface SiteTyped {
  name: string;
  address: string;
  timeZone: string;
  emergency: string;
}

/** Why the form is shown again, with what was typed. */
export interface SiteRefusal {
  typed: SiteTyped;
  fields: FieldErrors;
}

type Zone = (typeof TIME_ZONES)[number];

/** The form's own fields as the operations take them; the schema says whether the zone is one. */
export function readSite(field: (name: "name" | "address" | "timeZone" | "emergency") => string): { name: string; address: string; timeZone: Zone; emergency: string } {
  return { name: field("name"), address: field("address"), timeZone: field("timeZone") as Zone, emergency: field("emergency") };
}

/** The form again for input that can't be used; any other refusal goes on to its error screen. */
export function refuseSite(error: unknown, typed: SiteTyped) {
  if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
  return json<SiteRefusal>({ typed, fields: error.fields }, { status: 400, headers: NO_STORE });
}
