/** The way back to an induction that somebody is doing, or to what they wait for: in the address and in a cookie of the phone. Nothing personal is in it. */
import * as z from "zod";
import type { RequestContext } from "#worker/context.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { readCookie } from "#worker/http/session-cookie.ts";
import { LIFETIMES } from "#worker/limits.ts";

const bookingClaims = z.object({ tok: z.string().length(43), id: z.uuid(), cod: z.string().length(10) });
const claims = z.object({ vis: z.uuid(), lnk: z.string().max(30), key: z.string().max(8), bkg: bookingClaims.optional() });

export interface InductionPlace {
  /** The attempt's, and that of the visit it leads to. */
  visitId: string;
  /** The site's sign-in link, both halves, as it stood in the address; empty for somebody who came by a booking's link. */
  link: string;
  /** Of somebody who does it before they come, by their own link. */
  booking?: { token: string; bookingId: string; siteCode: string } | undefined;
  /** The key that signed the form: the visit's sign-out token is derived with it. */
  keyId: string;
}

export function writeInductionToken({ settings, now }: RequestContext, { visitId, link, keyId, booking }: InductionPlace): Promise<string> {
  return sign(settings.signingKeys, "induction", { vis: visitId, lnk: link, key: keyId, ...(booking && { bkg: { tok: booking.token, id: booking.bookingId, cod: booking.siteCode } }) }, now, LIFETIMES.inductionTokenSeconds);
}

/** Null for what is forged, cut or too old. */
export async function readInductionToken({ settings, now }: RequestContext, token: string): Promise<InductionPlace | null> {
  const parsed = claims.safeParse((await verify(settings.signingKeys, "induction", token, now))?.claims);
  if (!parsed.success) return null;
  const { vis, lnk, key, bkg } = parsed.data;
  return { visitId: vis, link: lnk, keyId: key, ...(bkg && { booking: { token: bkg.tok, bookingId: bkg.id, siteCode: bkg.cod } }) };
}

const COOKIE = "__Host-induction";

export const inductionCookie = (token: string) => `${COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${LIFETIMES.attemptSeconds}`;
export const CLEARED_INDUCTION = `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;

const WAITING = "__Host-waiting";

/** The way back to the page of somebody who waits for a supervisor: for half a day, as long as an entry waits. */
export const waitingCookie = (token: string) => `${WAITING}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${LIFETIMES.entrySeconds}`;
export const CLEARED_WAITING = `${WAITING}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;
export const waitingTokenOf = (cookies: string | null) => readCookie(cookies, WAITING);

/** The token that this phone keeps, as it came. */
export const inductionTokenOf = (cookies: string | null) => readCookie(cookies, COOKIE);
