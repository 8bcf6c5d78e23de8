/** The holder of a sign-out link looks at their visit and ends it, once. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import type { OwnEntry } from "#worker/store/entries.ts";
import { endOwnVisit, findOwn, type OwnVisit } from "#worker/store/own-visits.ts";

const tokenInput = z.strictObject({ signOutToken: z.string().regex(/^[\w-]{43}$/, "This is not a sign-out link") });

/** The visit of this link; or, where its holder is not in, how it stands with that. Throws NOT_FOUND for a link that nobody has. */
export async function getOwn(context: TenantContext, raw: z.input<typeof tokenInput>): Promise<{ visit: OwnVisit } | { entry: OwnEntry }> {
  const store = requirePermission(context, "visit.read-own");
  const { signOutToken } = parse(tokenInput, raw);
  const { visit, entry } = await findOwn(store, sha256Of(signOutToken));
  if (visit) return { visit };
  if (entry) return { entry };
  throw new DomainError("NOT_FOUND");
}

/** Throws NOT_FOUND for a link that no visit has. */
export async function getOwnVisit(context: TenantContext, raw: z.input<typeof tokenInput>): Promise<OwnVisit> {
  const own = await getOwn(context, raw);
  if ("visit" in own) return own.visit;
  throw new DomainError("NOT_FOUND");
}

/** `endedNow` is false when the visit had ended before or the link has expired; then nothing is changed. Throws NOT_FOUND. */
export async function signOut(context: TenantContext, raw: z.input<typeof tokenInput>): Promise<{ visit: OwnVisit; endedNow: boolean }> {
  const store = requirePermission(context, "visit.sign-out");
  const { signOutToken } = parse(tokenInput, raw);
  const result = await endOwnVisit(store, sha256Of(signOutToken), context.request.now);
  if (!result) throw new DomainError("NOT_FOUND");
  return result;
}
