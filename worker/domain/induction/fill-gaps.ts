/** The facts of a site go into the gaps that a starter left. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { draftContent } from "#worker/domain/induction/content.ts";
import { withFacts } from "#worker/domain/induction/gaps.ts";
import { fillGapsInput } from "#worker/domain/induction/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { findTemplate, saveDraft } from "#worker/store/inductions.ts";

/**
 * Two trips: the draft as it stands now is read, then saved with the facts in it; one where none goes in. False then. Throws CONFLICT when somebody saved
 * between the two, NOT_FOUND, INVALID_INPUT.
 */
export async function fillGaps(context: TenantContext, raw: z.input<typeof fillGapsInput>): Promise<boolean> {
  const { templateId, facts } = parse(fillGapsInput, raw);
  const store = requirePermission(context, "induction.change");
  const template = await findTemplate(store, templateId);
  if (!template) throw new DomainError("NOT_FOUND");
  const { name, visitorTypes, draftNumber } = template;
  const filled = withFacts(template.draft, facts);
  if (filled === template.draft) return false;
  const { success, data: draft } = draftContent.safeParse(filled);
  if (!success) throw new DomainError("INVALID_INPUT", { fields: { form: "A text of the induction would be too long with these: use fewer words" } });
  const { outcome } = await saveDraft(store, { templateId, draftNumber, name, visitorTypes, draft });
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "stale") throw new DomainError("CONFLICT");
  return true;
}
