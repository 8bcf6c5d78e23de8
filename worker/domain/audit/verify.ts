/** Checks a company's chain: a stretch at each call, so that a long one stays within what a request may use. */
import * as z from "zod";
import { sign, verify } from "#worker/crypto/signed.ts";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { verifyInput } from "#worker/domain/audit/schemas.ts";
import { atStart, walk, type Chain, type Seen, type Walked } from "#worker/domain/audit/walk.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { readChainStretch } from "#worker/store/audit-chain.ts";
import { auditCheckpointFolder } from "#worker/store/audit-keys.ts";
import { listFiles, readFile } from "#worker/store/files.ts";
import type { TenantStore } from "#worker/store/tenant-store.ts";

const seen = z.strictObject({
  number: z.int().nonnegative(),
  hash: z.string().length(64),
  archived: z.int().nonnegative(),
  files: z.int().nonnegative(),
  checkpoints: z.int().nonnegative(),
});

function chainOf(context: TenantContext, store: TenantStore, bucket: R2Bucket): Chain {
  const { companyId, request: { runId } } = context;
  return {
    companyId,
    readStretch: (place, wanted) => readChainStretch(store, place, wanted),
    readFile: (key) => readFile(bucket, runId, key),
    listCheckpoints: () => listFiles(bucket, runId, auditCheckpointFolder(companyId)),
  };
}

/** How far it came; `next` goes on from there, and is null when all is said. */
export type Verified = Walked & { next: string | null };

/**
 * The next stretch of the check: files of the archive, or 5,000 events of the table. Where it stands is signed, so that
 * nobody is handed an address that leaves a part out. Throws LINK_DEAD when that is too old or not ours.
 */
export async function verifyChain(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof verifyInput>): Promise<Verified> {
  const store = requirePermission(context, "audit.verify");
  const { at } = parse(verifyInput, raw);
  const walked = await walk(chainOf(context, store, bucket), at === undefined ? atStart(context.companyId) : await openPlace(context, at));
  return { ...walked, next: walked.outcome === "going" ? await sealPlace(context, walked.seen) : null };
}

async function sealPlace({ request: { settings, now }, companyId }: TenantContext, place: Seen): Promise<string> {
  return sign(settings.signingKeys, "audit-check", { com: companyId, at: place }, now, LIFETIMES.auditCheckSeconds);
}

async function openPlace({ request: { settings, now }, companyId }: TenantContext, token: string): Promise<Seen> {
  const verified = await verify(settings.signingKeys, "audit-check", token, now);
  const place = seen.safeParse(verified?.claims.at);
  if (!place.success || verified?.claims.com !== companyId) throw new DomainError("LINK_DEAD");
  return place.data;
}
