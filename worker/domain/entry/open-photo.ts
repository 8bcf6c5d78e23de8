/** A photo among the answers that somebody waits or was stopped for at a gate. */
import * as z from "zod";
import type { TenantContext } from "#worker/context.ts";
import { isPhoto } from "#worker/domain/induction/answers.ts";
import { blockId } from "#worker/domain/induction/blocks.ts";
import { DomainError } from "#worker/errors.ts";
import { requirePermission } from "#worker/permissions.ts";
import { findEntry } from "#worker/store/entries.ts";
import { openFile, photoKey } from "#worker/store/files.ts";

const entryPhotoInput = z.strictObject({ id: z.uuid(), blockId });

/** For who may read answers. One trip. Throws NOT_FOUND. */
export async function openEntryPhoto(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof entryPhotoInput>): Promise<R2ObjectBody> {
  const store = requirePermission(context, "completion.read");
  const { data } = entryPhotoInput.safeParse(raw);
  const entry = data && (await findEntry(store, data.id));
  const answer = entry?.passed?.answers[data?.blockId ?? ""];
  const file = data && isPhoto(answer) ? await openFile(bucket, context.request.runId, photoKey(context.companyId, answer.photo.attemptId, data.blockId)) : null;
  if (!file) throw new DomainError("NOT_FOUND");
  return file;
}
