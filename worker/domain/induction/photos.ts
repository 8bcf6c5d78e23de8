/** A photo that comes with a step's answers, and how the office sees it. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext, VisitorContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { Attempt } from "#worker/durable/attempts.ts";
import { findMediaType } from "#worker/domain/asset/media-type.ts";
import { isPhoto, type Photo } from "#worker/domain/induction/answers.ts";
import { blockId } from "#worker/domain/induction/blocks.ts";
import type { Block } from "#worker/domain/induction/content.ts";
import { PHOTO_TYPES, stripMetadata, type PhotoType } from "#worker/domain/induction/photo-metadata.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { findCompletion } from "#worker/store/completions.ts";
import { deleteFile, openFile, photoKey, replaceFile } from "#worker/store/files.ts";

/** By the block's id. */
export type Files = Record<string, Uint8Array>;

interface Sent {
  attempt: Attempt;
  /** What the step asks now. */
  asked: Block[];
  files: Files;
}

/**
 * Keeps what was sent for the step's questions, the file before the answer; a photo that stood there gives way. Where photos are off, it is left
 * alone. No trip. Throws NOT_FOUND when the attempt is over, UNAVAILABLE.
 */
export async function keepPhotos(context: VisitorContext, bucket: R2Bucket, { attempt, asked, files }: Sent): Promise<{ attempt: Attempt; faults: FieldErrors }> {
  const sent = Object.entries(files);
  if (!context.photos || sent.length === 0) return { attempt, faults: {} };
  if (sent.some(([id]) => !asked.some((block) => block.kind === "photo" && block.id === id))) return { attempt, faults: { form: "This page has changed since you opened it. Open it again and answer once more." } };
  const read = sent.map(([id, file]) => [id, readPhoto(context, file)] as const);
  const faults = Object.fromEntries(read.flatMap(([id, photo]) => ("fault" in photo ? [[id, photo.fault]] : [])));
  const answers: Record<string, Photo> = {};
  for (const [id, photo] of read) if ("picture" in photo) answers[id] = await write(context, bucket, { attemptId: attempt.id, blockId: id, ...photo });
  const kept = await context.gate.keepPhotos(attempt.id, answers);
  if (!kept) throw new DomainError("NOT_FOUND");
  return { attempt: kept, faults };
}

interface Read {
  picture: Uint8Array;
  mediaType: PhotoType;
}

function readPhoto({ request }: VisitorContext, file: Uint8Array): Read | { fault: string } {
  const most = request.limit("uploadBytes");
  if (file.length > most) return { fault: `This photo is too large: use one of ${Math.floor(most / 1024 / 1024)} MB or less` };
  const found = findMediaType(file);
  const mediaType = PHOTO_TYPES.find((type) => type === found);
  if (!mediaType) return { fault: "Choose a photo: this is another kind of file" };
  const picture = stripMetadata(file, mediaType);
  return picture ? { picture, mediaType } : { fault: "This photo did not come whole. Choose it again" };
}

async function write({ request, companyId }: VisitorContext, bucket: R2Bucket, { attemptId, blockId: id, picture, mediaType }: Read & { attemptId: string; blockId: string }): Promise<Photo> {
  await replaceFile(bucket, request.runId, photoKey(companyId, attemptId, id), picture, mediaType).catch((cause: unknown) => {
    throw new DomainError("UNAVAILABLE", { cause });
  });
  return { photo: { attemptId, mediaType, bytes: picture.length, sha256: toHex(sha256Of(picture)) } };
}

/** Takes a photo that was sent out of the answers again, then its file: one that stays behind is shown nowhere. */
export async function removePhoto({ request, companyId, gate }: VisitorContext, bucket: R2Bucket, { attemptId, blockId: id }: { attemptId: string; blockId: string }): Promise<void> {
  await gate.removeAnswer(attemptId, id);
  await deleteFile(bucket, request.runId, photoKey(companyId, attemptId, id)).catch((cause: unknown) => {
    throw new DomainError("UNAVAILABLE", { cause });
  });
}

export const photoInput = z.strictObject({ completionId: z.uuid(), blockId });

/** The photo among the answers of one passed induction. One trip. Throws NOT_FOUND. */
export async function openPhoto(context: TenantContext, bucket: R2Bucket, raw: z.input<typeof photoInput>): Promise<R2ObjectBody> {
  const store = requirePermission(context, "completion.read");
  const { data } = photoInput.safeParse(raw);
  const completion = data && (await findCompletion(store, data.completionId));
  const answer = completion?.answers[data?.blockId ?? ""];
  const file = data && isPhoto(answer) ? await openFile(bucket, context.request.runId, photoKey(context.companyId, answer.photo.attemptId, data.blockId)) : null;
  if (!file) throw new DomainError("NOT_FOUND");
  return file;
}
