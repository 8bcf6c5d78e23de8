/** A company's own terms: what whoever signs in accepts from now on. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChanges } from "#worker/domain/site/find-site.ts";
import { publishTermsInput, termsInput } from "#worker/domain/terms/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { insertTerms, withdrawTerms as commitWithdrawal } from "#worker/store/terms.ts";

/** Gives the number of the version; the same for a form that is sent twice. Throws INVALID_INPUT. */
export async function publishTerms(context: TenantContext, env: Env, raw: z.input<typeof publishTermsInput>): Promise<number> {
  const store = requirePermission(context, "terms.change");
  const { number, codes } = await insertTerms(store, parse(publishTermsInput, raw), context.request.now);
  await announceSiteChanges(context, env, codes);
  return number;
}

/** Nobody is asked to accept any from now on. False when these are not in force any more. Throws NOT_FOUND. */
export async function withdrawTerms(context: TenantContext, env: Env, raw: z.input<typeof termsInput>): Promise<boolean> {
  const store = requirePermission(context, "terms.change");
  const { outcome, codes } = await commitWithdrawal(store, parse(termsInput, raw).termsId, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  await announceSiteChanges(context, env, codes);
  return outcome === "withdrawn";
}
