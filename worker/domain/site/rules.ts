/** Whom a site lets in, stops or has wait for a supervisor: what the office sets, and every gate obeys. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { gateRules, toGateRules, type GateRules } from "#worker/domain/entry/rules.ts";
import { parse } from "#worker/domain/parse.ts";
import { line, phoneNumber } from "#worker/domain/person/schemas.ts";
import { announceSiteChange } from "#worker/domain/site/find-site.ts";
import { siteInput } from "#worker/domain/site/schemas.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { findRules, updateRules, type KeptRules } from "#worker/store/gate-rules.ts";

const contact = z
  .strictObject({
    name: line.refine((text) => text.length > 0, "Enter the name of whom to call").refine((text) => text.length <= 100, "Use 100 characters or fewer"),
    /** Kept as it was typed: it is shown so. */
    phone: line.refine((text) => text.length <= 30 && phoneNumber.safeParse(text).success, "Enter a phone number, like 021 123 4567"),
  })
  .nullable()
  .default(null);

/** What the gate could not go by: hours of no length, an effect without anything that it is about. */
function refineRules({ hours, papers }: Pick<GateRules, "hours" | "papers">, context: z.RefinementCtx): void {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path: ["rules", ...path], message });
  hours.week.forEach((open, day) => {
    if (open && open.from === open.to && open.from !== "00:00") refuse(["hours", "week", day, "to"], "Enter two different times. For the whole day enter 00:00 twice");
  });
  if (hours.effect !== "off" && !hours.week.some(Boolean)) refuse(["hours", "effect"], "Enter hours for one day at least: with none, nobody could come in");
  if (papers.effect !== "off" && papers.kinds.length === 0) refuse(["papers", "kinds"], "Tick what a contractor must have in date");
}

/** `mark` is that of the rules that were seen. */
export const changeRulesInput = z
  .strictObject({ siteId: z.uuid(), mark: z.string().regex(/^[0-9a-f]{32}$/), rules: gateRules.extend({ contact }) })
  .superRefine(({ rules }, context) => refineRules(rules, context));

export interface SiteRules extends Omit<KeptRules, "rules"> {
  rules: GateRules;
}

/** Throws NOT_FOUND. */
export async function getGateRules(context: TenantContext, raw: z.input<typeof siteInput>): Promise<SiteRules> {
  const store = requirePermission(context, "rule.change");
  const found = await findRules(store, parse(siteInput, raw).siteId);
  if (!found) throw new DomainError("NOT_FOUND");
  return { ...found, rules: toGateRules(found.rules) };
}

/** False when nothing was different. Throws CONFLICT when somebody changed them since they were seen, NOT_FOUND, INVALID_INPUT. */
export async function changeGateRules(context: TenantContext, env: Env, raw: z.input<typeof changeRulesInput>): Promise<boolean> {
  const store = requirePermission(context, "rule.change");
  const { outcome, code } = await updateRules(store, parse(changeRulesInput, raw));
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "stale") throw new DomainError("CONFLICT");
  if (code) await announceSiteChange(env, code).catch(() => undefined);
  return outcome === "changed";
}
