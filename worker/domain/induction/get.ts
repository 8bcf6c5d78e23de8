/** One induction with its draft and its versions, and one version as it stands. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { templateInput, versionInput } from "#worker/domain/induction/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { findTemplate, findVersion, type TemplateDetail } from "#worker/store/inductions.ts";

/** Throws NOT_FOUND. */
export async function getInduction(context: TenantContext, raw: z.input<typeof templateInput>): Promise<TemplateDetail> {
  const found = await findTemplate(requirePermission(context, "induction.list"), parse(templateInput, raw).templateId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}

/** The same for who writes it. Throws NOT_FOUND. */
export async function getInductionToChange(context: TenantContext, raw: z.input<typeof templateInput>): Promise<TemplateDetail> {
  const found = await findTemplate(requirePermission(context, "induction.change"), parse(templateInput, raw).templateId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}

/** Throws NOT_FOUND. */
export async function getInductionVersion(context: TenantContext, raw: z.input<typeof versionInput>) {
  const found = await findVersion(requirePermission(context, "induction.list"), parse(versionInput, raw).versionId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}
