/** A worker or visitor signs in at the gate, by what they typed. */
import { requirePermission } from "#worker/permissions.ts";
import type { VisitorContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { countOnce } from "#worker/domain/visit/count-once.ts";
import { parse } from "#worker/domain/parse.ts";
import { searchWords, toKey, toSearchText } from "#worker/domain/person/words.ts";
import { contentHashOf } from "#worker/domain/visit/content-hash.ts";
import { PRIVACY_NOTICE_VERSION, signInInput, type SignInInput } from "#worker/domain/visit/schemas.ts";
import type { GateReason } from "#worker/domain/entry/rules.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { Passed } from "#worker/store/passed-induction.ts";
import { insertVisit, type SignInOutcome } from "#worker/store/sign-in.ts";

/** What came of an induction on the way: that it was done, and what of its answers stops its giver or needs a supervisor. */
export interface OnTheWay {
  passed: Passed | null;
  stops?: GateReason[];
  asks?: GateReason[];
}

/** Throws INVALID_INPUT with a sentence a field, LINK_ROTATED, SITE_CLOSED, UNAVAILABLE. The instants are UTC. */
export async function signIn(context: VisitorContext, raw: SignInInput, { passed, stops = [], asks = [] }: OnTheWay = { passed: null }): Promise<SignInOutcome> {
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
    termsVersionId: input.termsVersionId,
    language: input.language,
    bookingId: context.bookingId,
    stops,
    asks,
  }, passed));
}
