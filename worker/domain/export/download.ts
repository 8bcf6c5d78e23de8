/** Taking a finished export: a short-lived signed link, worth something only to a logged-in member who may export. */
import { sign, verify } from "#worker/crypto/signed.ts";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { exportIdInput } from "#worker/domain/export/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { isExportReady, takeExportFile, type ExportFile } from "#worker/store/exports.ts";

/** The link's token. It names export and company; it is no right by itself. */
export async function makeDownloadToken(context: MemberContext, exportId: string): Promise<string> {
  const { settings, now } = context.request;
  return sign(settings.signingKeys, "download", { exp_id: exportId, com: context.companyId }, now, LIFETIMES.downloadLinkSeconds);
}

/** The token for a finished export of theirs. Throws NOT_FOUND for any other, and for one that is not ready. */
export async function getDownloadToken(context: MemberContext, exportId: string): Promise<string> {
  const store = requirePermission(context, "export.download");
  const { id } = parse(exportIdInput, { id: exportId });
  if (!(await isExportReady(store, id))) throw new DomainError("NOT_FOUND");
  return makeDownloadToken(context, id);
}

/** The file behind a token, and the event that it was taken. Throws NOT_FOUND for any token, company or file that is not theirs. */
export async function takeDownload(context: MemberContext, token: string): Promise<ExportFile> {
  const store = requirePermission(context, "export.download");
  const verified = await verify(context.request.settings.signingKeys, "download", token, context.request.now);
  if (!verified || verified.claims.com !== context.companyId) throw new DomainError("NOT_FOUND");
  const { id } = parse(exportIdInput, { id: verified.claims.exp_id });
  const file = await takeExportFile(store, id);
  if (!file) throw new DomainError("NOT_FOUND");
  return file;
}
