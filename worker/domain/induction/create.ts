/** A new induction: empty, from a starter, from one that is there, or from what was written in one that somebody else had changed meanwhile. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import type { Content } from "#worker/domain/induction/content.ts";
import { createTemplateInput } from "#worker/domain/induction/schemas.ts";
import { STARTERS } from "#worker/domain/induction/starters/all.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { insertTemplate, type NewTemplate } from "#worker/store/inductions.ts";

const EMPTY: Content = { languages: ["en"], title: {}, blocks: [], quiz: null, validDays: 365 };

/** False when this form had made it before. Throws INVALID_INPUT, FORBIDDEN, NOT_FOUND for a site or an original that is not theirs. */
export async function createInduction(context: TenantContext, raw: z.input<typeof createTemplateInput>): Promise<boolean> {
  const store = requirePermission(context, "induction.change");
  const { from, ...template } = parse(createTemplateInput, raw);
  const outcome = await insertTemplate(store, { ...template, draft: beginningOf(from, template.name) });
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "made";
}

function beginningOf(from: z.output<typeof createTemplateInput>["from"], name: string): NewTemplate["draft"] {
  if (typeof from === "object") return "draft" in from ? from.draft : from;
  return from === "nothing" ? { ...EMPTY, title: { en: name } } : STARTERS[from];
}
