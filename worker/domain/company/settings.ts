/** What a company has decided for itself. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChanges } from "#worker/domain/site/find-site.ts";
import type { Env } from "#worker/env.ts";
import { readSettings, setPhotosAllowed, setSecondFactorRequired, type CompanySettings } from "#worker/store/companies.ts";

export async function getSettings(context: MemberContext): Promise<CompanySettings> {
  const store = requirePermission(context, "company.read");
  return readSettings(store);
}

export const requireSecondFactorInput = z.strictObject({ required: z.boolean() });

/** Acts at the next request of each owner and admin. False when it was so before. */
export async function requireSecondFactor(context: MemberContext, raw: z.input<typeof requireSecondFactorInput>): Promise<boolean> {
  const store = requirePermission(context, "company.change");
  const { required } = parse(requireSecondFactorInput, raw);
  return setSecondFactorRequired(store, context.companyId, required);
}

export const allowPhotosInput = z.strictObject({ allowed: z.boolean() });

/** Whether the gates ask for the photos that inductions have questions for. Photos that were sent before stay. False when it was so before. */
export async function allowPhotos(context: MemberContext, env: Env, raw: z.input<typeof allowPhotosInput>): Promise<boolean> {
  const store = requirePermission(context, "company.change");
  const codes = await setPhotosAllowed(store, context.companyId, parse(allowPhotosInput, raw).allowed);
  if (codes) await announceSiteChanges(context, env, codes);
  return codes !== null;
}
