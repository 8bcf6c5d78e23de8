/** Who passed an induction, and one of them with the answers. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { completionInput, completionsInput } from "#worker/domain/induction/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { findCompletion, readCompletions, type CompletionDetail, type CompletionPage } from "#worker/store/completions.ts";

/** Without answers, newest first. Throws NOT_FOUND for a template that is not theirs, INVALID_INPUT. */
export async function listCompletions(context: TenantContext, raw: z.input<typeof completionsInput>): Promise<CompletionPage> {
  const page = await readCompletions(requirePermission(context, "induction.list"), parse(completionsInput, raw), context.request.now);
  if (!page) throw new DomainError("NOT_FOUND");
  return page;
}

/** With the answers. Throws NOT_FOUND. */
export async function getCompletion(context: TenantContext, raw: z.input<typeof completionInput>): Promise<CompletionDetail> {
  const found = await findCompletion(requirePermission(context, "completion.read"), parse(completionInput, raw).completionId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}
