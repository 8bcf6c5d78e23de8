/** Signed statements between the steps of a log-in, and challenges of passkeys: short-lived, worth something once. */
import * as z from "zod";
import type { RequestContext } from "#worker/context.ts";
import { fromBase64Url, sha256Of, toBase64Url } from "#worker/crypto/digest.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";

/** The password was right; the second factor is not shown yet. */
export interface Step {
  accountId: string;
  /** Digest (hex) of the hash that the password was checked against: a changed password ends the step. */
  passwordDigest: string;
  /** On a device that this account has logged in on before. */
  isKnown: boolean;
}

const stepClaims = z.object({ acc: z.uuid(), pwd: z.string().length(64), kno: z.boolean() });

export function signStep({ settings, now }: RequestContext, { accountId, passwordDigest, isKnown }: Step): Promise<string> {
  return sign(settings.signingKeys, "second-step", { acc: accountId, pwd: passwordDigest, kno: isKnown }, now, LIFETIMES.secondStepSeconds);
}

/** Throws NOT_LOGGED_IN when it is forged or too old: the password is asked for again. */
export async function readStep({ settings, now }: RequestContext, token: string): Promise<Step> {
  const parsed = stepClaims.safeParse((await verify(settings.signingKeys, "second-step", token, now))?.claims);
  if (!parsed.success) throw new DomainError("NOT_LOGGED_IN");
  return { accountId: parsed.data.acc, passwordDigest: parsed.data.pwd, isKnown: parsed.data.kno };
}

const challengeClaims = z.object({ cha: z.string().length(43), who: z.string().max(40) });

export interface Challenge {
  bytes: Uint8Array;
  token: string;
}

/** 32 random bytes for a passkey to sign, and the statement that we made them for this account ("" for whoever comes). */
export async function makeChallenge({ settings, now, makeBytes }: RequestContext, who: string): Promise<Challenge> {
  const bytes = makeBytes(32);
  const token = await sign(settings.signingKeys, "passkey", { cha: toBase64Url(bytes), who }, now, LIFETIMES.passkeyChallengeSeconds);
  return { bytes, token };
}

/** The challenge behind the token, with the digest under which it is spent; null when it is forged, too old or another's. */
export async function readChallenge({ settings, now }: RequestContext, token: string, who: string): Promise<{ bytes: Uint8Array; spent: Uint8Array } | null> {
  const parsed = challengeClaims.safeParse((await verify(settings.signingKeys, "passkey", token, now))?.claims);
  if (!parsed.success || parsed.data.who !== who) return null;
  const bytes = fromBase64Url(parsed.data.cha);
  return bytes && { bytes, spent: sha256Of(`challenge\n${parsed.data.cha}`) };
}
