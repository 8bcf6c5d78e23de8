/** Something goes onto the board of a site, or of all sites; or comes off. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { noticeInput, putUpInput } from "#worker/domain/notice/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { announceSiteChanges } from "#worker/domain/site/find-site.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { insertNotice, takeDownNotice } from "#worker/store/notices.ts";

/** False when this form had put it up before. Throws INVALID_INPUT, NOT_FOUND for a site that is not theirs. */
export async function putUpNotice(context: TenantContext, env: Env, raw: z.input<typeof putUpInput>): Promise<boolean> {
  const store = requirePermission(context, "notice.change");
  const { outcome, codes } = await insertNotice(store, parse(putUpInput, raw), context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  await announceSiteChanges(context, env, codes);
  return outcome === "made";
}

/** False when it was down already. Throws NOT_FOUND. */
export async function takeNoticeDown(context: TenantContext, env: Env, raw: z.input<typeof noticeInput>): Promise<boolean> {
  const store = requirePermission(context, "notice.change");
  const { outcome, codes } = await takeDownNotice(store, parse(noticeInput, raw).noticeId, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  await announceSiteChanges(context, env, codes);
  return outcome === "taken-down";
}
