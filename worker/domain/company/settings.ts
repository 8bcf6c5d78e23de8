/** What a company has decided for itself. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { readSettings, setSecondFactorRequired, type CompanySettings } from "#worker/store/companies.ts";

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
