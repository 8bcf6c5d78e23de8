/** An asset's file, for the office that sees its induction and for whoever stands at a gate that shows it. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext, VisitorContext } from "#worker/context.ts";
import { DomainError } from "#worker/errors.ts";
import { findAsset } from "#worker/store/assets.ts";
import { assetKey, openFile } from "#worker/store/files.ts";

export const assetInput = z.strictObject({ assetId: z.uuid() });

/** One trip. Throws NOT_FOUND. */
export async function openAsset(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof assetInput>): Promise<R2ObjectBody> {
  const store = requirePermission(context, "induction.list");
  const { data } = assetInput.safeParse(raw);
  return data && (await findAsset(store, data.assetId)) ? fileOf(context, bucket, data.assetId) : notThere();
}

export const gateAssetInput = z.strictObject({ attemptId: z.uuid(), assetId: z.uuid() });

/** What the induction that they are doing shows, and nothing else. No trip. Throws NOT_FOUND. */
export async function openAssetAtGate(context: VisitorContext, bucket: R2Bucket, raw: z.input<typeof gateAssetInput>): Promise<R2ObjectBody> {
  const { data } = gateAssetInput.safeParse(raw);
  if (!data) notThere();
  const { attemptId, assetId } = data;
  const attempt = await context.gate.findAttempt(attemptId);
  const induction = attempt && (await context.gate.induction(context.siteCode, attempt.versionId));
  const isShown = induction?.content.blocks.some((block) => (block.kind === "image" || block.kind === "pdf") && block.assetId === assetId);
  return isShown ? fileOf(context, bucket, assetId) : notThere();
}

async function fileOf({ request, companyId }: TenantContext, bucket: R2Bucket, assetId: string): Promise<R2ObjectBody> {
  return (await openFile(bucket, request.runId, assetKey(companyId, assetId))) ?? notThere();
}

function notThere(): never {
  throw new DomainError("NOT_FOUND");
}
