/** Whoever was invited looks at what is held about them, by the link of the invitation, and asks about it. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { parse } from "#worker/domain/parse.ts";
import { dueDays } from "#worker/domain/privacy/own-record.ts";
import { askInvitedInput, invitedRecordInput } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import type { OwnRecord } from "#worker/store/privacy.ts";
import { findInvitedRecord, insertInvitedRequest } from "#worker/store/own-links.ts";

/** Throws NOT_FOUND for a link that no invitation has, or that shows nothing any more. */
export async function getInvitedRecord(context: TenantContext, raw: z.input<typeof invitedRecordInput>): Promise<OwnRecord> {
  const store = requirePermission(context, "privacy.ask");
  const record = await findInvitedRecord(store, sha256Of(parse(invitedRecordInput, raw).token));
  if (!record) throw new DomainError("NOT_FOUND");
  return record;
}

/** It is asked once, however often it is pressed. Throws INVALID_INPUT, NOT_FOUND. */
export async function askInvited(context: TenantContext, raw: z.input<typeof askInvitedInput>): Promise<"asked" | "open"> {
  const store = requirePermission(context, "privacy.ask");
  const { token, ...request } = parse(askInvitedInput, raw);
  const { now } = context.request;
  const outcome = await insertInvitedRequest(store, sha256Of(token), request, dueDays(now), now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "before" ? "asked" : outcome;
}
