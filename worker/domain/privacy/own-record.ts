/** A visitor looks at what is held about them, by the link of their visit, and asks for more of it, for a correction, or to be erased. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { parse } from "#worker/domain/parse.ts";
import { askInput, ownRecordInput } from "#worker/domain/privacy/schemas.ts";
import { dueDay } from "#worker/domain/privacy/working-days.ts";
import { DomainError } from "#worker/errors.ts";
import { findOwnRecord, insertRequest, type OwnRecord } from "#worker/store/privacy.ts";

/** Throws NOT_FOUND for a link that no visit and no entry has. */
export async function getOwnRecord(context: TenantContext, raw: z.input<typeof ownRecordInput>): Promise<OwnRecord> {
  const store = requirePermission(context, "privacy.ask");
  const { signOutToken, heldTokens } = parse(ownRecordInput, raw);
  const record = await findOwnRecord(store, sha256Of(signOutToken), heldTokens.map(sha256Of));
  if (!record) throw new DomainError("NOT_FOUND");
  return record;
}

const DAY_MS = 24 * 3_600_000;

/** The last day to answer what comes now, by the day that it is; which of these days that is where the company is, the database knows. */
export function dueDays(now: Date): Record<string, string> {
  const days = [-1, 0, 1].map((days) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10));
  return Object.fromEntries(days.map((day) => [day, dueDay(day)]));
}

/** It is asked once, however often it is pressed. Throws INVALID_INPUT, NOT_FOUND. */
export async function askPrivacy(context: TenantContext, raw: z.input<typeof askInput>): Promise<"asked" | "open" | "too-late"> {
  const store = requirePermission(context, "privacy.ask");
  const { signOutToken, ...request } = parse(askInput, raw);
  const { now } = context.request;
  const outcome = await insertRequest(store, sha256Of(signOutToken), request, dueDays(now), now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "before" ? "asked" : outcome;
}
