/** The draft becomes a version that stands for ever, and what the gates ask for. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { gapsOf } from "#worker/domain/induction/gaps.ts";
import { publishable, type Obstacle } from "#worker/domain/induction/publishable.ts";
import { publishInput, templateInput } from "#worker/domain/induction/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChanges } from "#worker/domain/site/find-site.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { findTemplate, publishTemplate, withdrawTemplate } from "#worker/store/inductions.ts";

/** `taken`: another induction is what the gate asks that kind of visitor for; it must be withdrawn first. */
export type PublishOutcome =
  | { outcome: "published"; number: number }
  | { outcome: "obstacles"; obstacles: Obstacle[] }
  | { outcome: "taken"; takenBy: string; takenType: VisitorType };

/** Two trips: the draft is read first, for what must be put right before. Throws CONFLICT when somebody saved since it was seen, NOT_FOUND, INVALID_INPUT, of `withGaps` where gaps are open and nobody said so. */
export async function publishInduction(context: TenantContext, env: Env, raw: z.input<typeof publishInput>): Promise<PublishOutcome> {
  const input = parse(publishInput, raw);
  const store = requirePermission(context, "induction.change");
  const template = await findTemplate(store, input.templateId);
  if (!template) throw new DomainError("NOT_FOUND");
  if (template.draftNumber === input.draftNumber) {
    const obstacles = publishable(template.draft, template);
    if (obstacles.length > 0) return { outcome: "obstacles", obstacles };
    if (!input.withGaps && gapsOf(template.draft).length > 0) throw new DomainError("INVALID_INPUT", { fields: { withGaps: "Fill the gaps in, or tick that you publish it with them" } });
  }
  const published = await publishTemplate(store, input);
  switch (published.outcome) {
    case "nothing":
      throw new DomainError("NOT_FOUND");
    case "stale":
      throw new DomainError("CONFLICT");
    case "taken":
      return published;
    case "published":
      await announceSiteChanges(context, env, published.codes);
      return { outcome: "published", number: published.number };
  }
}

/** False when no gate asked for it. Throws NOT_FOUND. */
export async function withdrawInduction(context: TenantContext, env: Env, raw: z.input<typeof templateInput>): Promise<boolean> {
  const store = requirePermission(context, "induction.change");
  const { outcome, codes } = await withdrawTemplate(store, parse(templateInput, raw).templateId);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  await announceSiteChanges(context, env, codes);
  return outcome === "withdrawn";
}
