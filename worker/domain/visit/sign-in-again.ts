/** A returning phone signs its owner in with one tap, by the details of its earlier visit. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { VisitorContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { countOnce } from "#worker/domain/visit/count-once.ts";
import { parse } from "#worker/domain/parse.ts";
import type { OnTheWay } from "#worker/domain/visit/sign-in.ts";
import { PRIVACY_NOTICE_VERSION, signInAgainInput } from "#worker/domain/visit/schemas.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { insertVisitAgain, type SignInAgainOutcome } from "#worker/store/sign-in.ts";

/** A visit still open at another site of the company ends as assumed left. Throws LINK_ROTATED, SITE_CLOSED, UNAVAILABLE. */
export async function signInAgain(context: VisitorContext, raw: z.input<typeof signInAgainInput>, { passed, stops = [], asks = [] }: OnTheWay = { passed: null }): Promise<SignInAgainOutcome> {
  const store = requirePermission(context, "visit.sign-in");
  const { earlierToken, prepared, notices, termsVersionId, language } = parse(signInAgainInput, raw);
  const { now } = context.request;
  return countOnce(context, prepared.visitId, () => insertVisitAgain(store, {
    visitId: prepared.visitId,
    siteId: context.siteId,
    earlierHash: sha256Of(earlierToken),
    privacyNoticeVersion: PRIVACY_NOTICE_VERSION,
    signOutHash: sha256Of(prepared.signOutToken),
    signOutExpiresAt: new Date(now.getTime() + LIFETIMES.signOutLinkSeconds * 1000),
    signedInAt: now,
    notices,
    termsVersionId,
    language,
    stops,
    asks,
  }, passed));
}
