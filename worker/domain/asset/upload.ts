/** A picture or PDF for an induction: asked for first, then sent by a link that says what may come. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { findMediaType } from "#worker/domain/asset/media-type.ts";
import { parse } from "#worker/domain/parse.ts";
import { line } from "#worker/domain/person/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { findUploadPlace, insertAsset, MEDIA_TYPES, type MediaType } from "#worker/store/assets.ts";
import { assetKey, writeUnreferenced } from "#worker/store/files.ts";

export const uploadInput = z.strictObject({
  templateId: z.uuid(),
  name: line.refine((text) => text.length > 0 && text.length <= 200, "Use a file name of 200 characters or fewer"),
  mediaType: z.enum(MEDIA_TYPES, "Choose a picture (PNG, JPEG, WebP) or a PDF"),
  bytes: z.int().min(1, "This file is empty"),
});

export type UploadInput = z.input<typeof uploadInput>;

const place = z.object({ ast: z.uuid(), com: z.uuid(), mem: z.uuid(), sit: z.uuid().nullable(), nam: z.string(), typ: z.enum(MEDIA_TYPES), len: z.int() });

/** Gives the asset's id, and the token under which its file may be sent for ten minutes. Throws INVALID_INPUT, NOT_FOUND for a template that is not theirs to change. */
export async function askUpload(context: MemberContext, raw: z.input<typeof uploadInput>): Promise<{ assetId: string; token: string }> {
  const store = requirePermission(context, "asset.upload");
  const { templateId, name, mediaType, bytes } = parse(uploadInput, raw);
  requireSize(context, bytes);
  const found = await findUploadPlace(store, templateId);
  if (!found) throw new DomainError("NOT_FOUND");
  const assetId = context.request.makeId();
  return { assetId, token: await makeUploadToken(context, { assetId, siteId: found.siteId, name, mediaType, bytes }) };
}

/** The link's token: what may come, from whom and for which site. It is no right by itself. */
export async function makeUploadToken(context: MemberContext, { assetId, siteId, name, mediaType, bytes }: { assetId: string; siteId: string | null; name: string; mediaType: MediaType; bytes: number }): Promise<string> {
  const { settings, now } = context.request;
  const claims = { ast: assetId, com: context.companyId, mem: context.claims.memberId, sit: siteId, nam: name, typ: mediaType, len: bytes };
  return sign(settings.signingKeys, "upload", claims, now, LIFETIMES.uploadLinkSeconds);
}

/** False when it was kept before. Throws NOT_FOUND for a token that is not theirs or too old, INVALID_INPUT for a file that is not what the token says. */
export async function keepUpload(context: MemberContext, bucket: R2Bucket, { token, file }: { token: string; file: Uint8Array }): Promise<boolean> {
  const store = requirePermission(context, "asset.upload");
  const { request, companyId, claims } = context;
  const parsed = place.safeParse((await verify(request.settings.signingKeys, "upload", token, request.now))?.claims);
  if (!parsed.success || parsed.data.com !== companyId || parsed.data.mem !== claims.memberId) throw new DomainError("NOT_FOUND");
  const { ast: assetId, sit: siteId, nam: name, typ: mediaType, len } = parsed.data;
  requireSize(context, file.length);
  if (file.length !== len || findMediaType(file) !== mediaType) throw new DomainError("INVALID_INPUT", { fields: { file: wrongFile(mediaType) } });
  const sha256 = sha256Of(file);
  // The file first: a row always has its file, and a file without a row is never shown.
  await writeUnreferenced(bucket, request.runId, assetKey(companyId, assetId), file, mediaType);
  return insertAsset(store, { assetId, siteId, name, mediaType, bytes: file.length, sha256 }, request.now);
}

function requireSize(context: MemberContext, bytes: number): void {
  const most = context.request.limit("uploadBytes");
  if (bytes > most) throw new DomainError("INVALID_INPUT", { fields: { file: `This file has ${inMegabytes(bytes)}. Use one of ${inMegabytes(most)} or less` } });
}

const inMegabytes = (bytes: number) => `${(bytes / 1024 / 1024).toLocaleString("en-NZ", { maximumFractionDigits: 1 })} MB`;

const wrongFile = (mediaType: MediaType) => (mediaType === "application/pdf" ? "This is no PDF, or it changed while it was sent. Choose it again" : "This is not the picture that its name says, or it changed while it was sent. Choose it again");
