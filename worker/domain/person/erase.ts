/** Takes what can identify somebody out of the record. Their visits stay as a count, and the chain of events stays whole. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { log } from "#worker/log.ts";
import { deleteFile, photoKey } from "#worker/store/files.ts";
import { erasePerson as commit } from "#worker/store/people.ts";

export const personInput = z.strictObject({ personId: z.uuid() });

/** Their photos go after the record, and one that can't be deleted now stands in the log. Throws NOT_FOUND, PERSON_ON_SITE for somebody who is on site, PERSON_BANNED for somebody whose ban stands; then nothing was changed. */
export async function erasePerson(context: MemberContext, bucket: R2Bucket, raw: z.input<typeof personInput>): Promise<void> {
  const store = requirePermission(context, "person.erase");
  const { outcome, photos } = await commit(store, parse(personInput, raw).personId);
  if (outcome === "on-site") throw new DomainError("PERSON_ON_SITE");
  if (outcome === "banned") throw new DomainError("PERSON_BANNED");
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  const { request, companyId } = context;
  await Promise.all(
    photos.map(({ attemptId, blockId }) =>
      deleteFile(bucket, request.runId, photoKey(companyId, attemptId, blockId)).catch(() => {
        log({ requestId: request.requestId, companyId }, { event: "photo.left", attemptId, blockId });
      }),
    ),
  );
}
