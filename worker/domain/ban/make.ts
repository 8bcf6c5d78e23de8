/** Somebody is kept out of a site, or of all of them; or may come again. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { banInput, liftInput } from "#worker/domain/ban/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { toKey } from "#worker/domain/person/words.ts";
import { announceSiteChanges } from "#worker/domain/site/find-site.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { insertBan, liftBan as commitLift } from "#worker/store/bans.ts";

/** False when this form had banned before. Throws INVALID_INPUT, and NOT_FOUND for a site that is not theirs. */
export async function banPerson(context: TenantContext, env: Env, raw: z.input<typeof banInput>): Promise<boolean> {
  const store = requirePermission(context, "ban.change");
  const input = parse(banInput, raw);
  const { outcome, codes } = await insertBan(store, { ...input, nameKey: toKey(input.name) }, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "past") throw new DomainError("INVALID_INPUT", { fields: { untilOn: "Choose a last day that is not over" } });
  await announceSiteChanges(context, env, codes);
  return outcome === "made";
}

/** False when it was lifted already. Throws NOT_FOUND. */
export async function liftBan(context: TenantContext, env: Env, raw: z.input<typeof liftInput>): Promise<boolean> {
  const store = requirePermission(context, "ban.change");
  const { outcome, codes } = await commitLift(store, parse(liftInput, raw).banId, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  await announceSiteChanges(context, env, codes);
  return outcome === "lifted";
}
