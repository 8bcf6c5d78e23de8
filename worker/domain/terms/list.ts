/** The wordings of a company's terms, each as it was accepted. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { termsInput } from "#worker/domain/terms/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { findTerms, listTerms, type TermsVersion } from "#worker/store/terms.ts";

/** All versions, the latest first: it alone can be in force. */
export async function getTerms(context: TenantContext) {
  return listTerms(requirePermission(context, "terms.change"));
}

/** Throws NOT_FOUND. */
export async function getTermsVersion(context: TenantContext, raw: z.input<typeof termsInput>): Promise<TermsVersion> {
  const found = await findTerms(requirePermission(context, "terms.change"), parse(termsInput, raw).termsId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}
