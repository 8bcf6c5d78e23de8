/** From an induction's address to the gate of its site. */
import { makeBookingContext, makeVisitorContext, type RequestContext, type VisitorContext } from "#worker/context.ts";
import { getSiteToEnter, getSiteToPrepare, siteGateOf, type OpenSite } from "#worker/domain/site/find-site.ts";
import type { Env } from "#worker/env.ts";
import type { InductionPlace } from "#worker/http/induction-token.ts";

/** By the gate's link, or by a booking's own. Throws NOT_FOUND, LINK_ROTATED, SITE_CLOSED. */
export async function openInductionPlace(env: Env, request: RequestContext, { link, booking }: InductionPlace): Promise<{ site: OpenSite; visitor: VisitorContext }> {
  const site = booking ? await getSiteToPrepare(env, booking.siteCode, request.now) : await getSiteToEnter(env, link, request.now);
  const gate = siteGateOf(env, site.link.code);
  const visitor = booking ? makeBookingContext(request, { ...site.snapshot, siteCode: site.link.code }, booking, gate) : makeVisitorContext(request, site.snapshot, site.link, gate);
  return { site, visitor };
}
