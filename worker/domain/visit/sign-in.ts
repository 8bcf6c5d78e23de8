/** A worker or visitor signs in at the gate, by what they typed. */
import { requirePermission } from "#worker/permissions.ts";
import type { VisitorContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { countOnce } from "#worker/domain/visit/count-once.ts";
import { parse } from "#worker/domain/parse.ts";
import { searchWords, toKey, toSearchText } from "#worker/domain/person/words.ts";
import { contentHashOf } from "#worker/domain/visit/content-hash.ts";
import { PRIVACY_NOTICE_VERSION, signInInput, type SignInInput } from "#worker/domain/visit/schemas.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { Passed } from "#worker/store/passed-induction.ts";
import { insertVisit, type SignInOutcome } from "#worker/store/visits.ts";

/** `passed`: the induction done on the way. Throws INVALID_INPUT with a sentence a field, LINK_ROTATED, SITE_CLOSED, UNAVAILABLE. The instants are UTC. */
export async function signIn(context: VisitorContext, raw: SignInInput, passed: Passed | null = null): Promise<SignInOutcome> {
  const store = requirePermission(context, "visit.sign-in");
  const input = parse(signInInput, raw);
  const { now } = context.request;
  return countOnce(context, input.prepared.visitId, () => insertVisit(store, {
    visitId: input.prepared.visitId,
    siteId: context.siteId,
    personId: context.request.makeId(),
    visitorType: input.visitorType,
    name: input.name,
    nameKey: toKey(input.name),
    phone: input.phone,
    employer: input.employer,
    searchText: toSearchText(input),
    terms: searchWords(input),
    contentHash: contentHashOf(input),
    privacyNoticeVersion: PRIVACY_NOTICE_VERSION,
    signOutHash: sha256Of(input.prepared.signOutToken),
    signOutExpiresAt: new Date(now.getTime() + LIFETIMES.signOutLinkSeconds * 1000),
    signedInAt: now,
    notices: input.notices,
  }, passed));
}
