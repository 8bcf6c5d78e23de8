/** From a scanned link to the site it opens. No trip to the database when the site is warm. */
import type { SiteLink, TenantContext } from "#worker/context.ts";
import { sha256Of, toHex } from "#worker/crypto/digest.ts";
import type { Env } from "#worker/env.ts";
import { DomainError } from "#worker/errors.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { SiteSnapshot } from "#worker/store/platform-store.ts";

const LINK = /^([0-9a-z]{10})-([0-9a-z]{12})$/;
const KEPT_AT_MOST = 2_000;

interface Kept {
  snapshot: SiteSnapshot | null;
  readAtMs: number;
}

/** Per isolate: what a site's object said, for seconds. It holds nothing of any visitor. */
const kept = new Map<string, Kept>();

/** The two halves of a link's text; null when it has not the form of one. */
export function parseSiteLink(text: string): SiteLink | null {
  const match = LINK.exec(text.trim().toLowerCase());
  return match?.[1] && match[2] ? { code: match[1], secret: match[2] } : null;
}

/** The object that guards this site. A run id keeps parallel test runs apart. */
export function siteGateOf(env: Pick<Env, "SITE_GATE" | "RUN_ID">, code: string) {
  return env.SITE_GATE.get(env.SITE_GATE.idFromName(`${env.RUN_ID}:${code}`), { locationHint: "oc" });
}

async function readSnapshot(env: Env, code: string, nowMs: number, keptForMs: number): Promise<SiteSnapshot | null> {
  const key = `${env.RUN_ID}:${code}`;
  const known = kept.get(key);
  if (known && known.readAtMs + keptForMs > nowMs) return known.snapshot;
  const snapshot = await siteGateOf(env, code).snapshot(code);
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value ?? "");
  kept.delete(key);
  kept.set(key, { snapshot, readAtMs: nowMs });
  return snapshot;
}

/** Tells the site's object to read the site again, and this isolate to ask the object. */
export async function announceSiteChange(env: Env, code: string): Promise<void> {
  kept.delete(`${env.RUN_ID}:${code}`);
  await siteGateOf(env, code).changed(code);
}

const TOLD_AT_ONCE = 20;

/** Tells the gates of these sites before the answer, the rest of many behind it. One that is not told finds out by itself within a minute. */
export async function announceSiteChanges({ request }: TenantContext, env: Env, codes: string[]): Promise<void> {
  const tell = (code: string) => announceSiteChange(env, code).catch(() => undefined);
  for (const code of codes.slice(TOLD_AT_ONCE)) request.defer(tell(code));
  await Promise.all(codes.slice(0, TOLD_AT_ONCE).map(tell));
}

/** The site that a link's first half names, whether or not the link still opens it; null when there is none. */
export async function findSite(env: Env, linkText: string, now: Date): Promise<SiteSnapshot | null> {
  const link = parseSiteLink(linkText);
  return link ? readSnapshot(env, link.code, now.getTime(), LIFETIMES.snapshotInIsolateMs) : null;
}

export interface OpenSite {
  link: SiteLink;
  snapshot: SiteSnapshot;
}

/** The site this link opens, as it was five seconds ago or later. Throws NOT_FOUND, LINK_ROTATED or SITE_CLOSED. */
export function getOpenSite(env: Env, linkText: string, now: Date): Promise<OpenSite> {
  return openSite(env, linkText, now, LIFETIMES.snapshotInIsolateMs);
}

/**
 * The same for a visitor who comes to commit: the commit proves link and site again in the database, so a copy as old as
 * the object's own will do and saves the way to it. A copy that would refuse is not believed but read anew.
 */
export async function getSiteToEnter(env: Env, linkText: string, now: Date): Promise<OpenSite> {
  try {
    return await openSite(env, linkText, now, LIFETIMES.snapshotInObjectMs);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return openSite(env, linkText, now, LIFETIMES.snapshotInIsolateMs);
  }
}

async function openSite(env: Env, linkText: string, now: Date, keptForMs: number): Promise<OpenSite> {
  const link = parseSiteLink(linkText);
  if (!link) throw new DomainError("NOT_FOUND");
  const snapshot = await readSnapshot(env, link.code, now.getTime(), keptForMs);
  if (!snapshot) throw new DomainError("NOT_FOUND");
  const hash = toHex(sha256Of(link.secret));
  if (hash !== snapshot.liveLinkHash) throw new DomainError(snapshot.rotatedLinkHashes.includes(hash) ? "LINK_ROTATED" : "NOT_FOUND");
  requireOpen(snapshot);
  return { link, snapshot };
}

function requireOpen({ closed, paused }: SiteSnapshot): void {
  if (closed) throw new DomainError("SITE_CLOSED");
  if (paused) throw new DomainError(paused === "suspended" ? "COMPANY_SUSPENDED" : "SWITCHED_OFF");
}

/** The site of a booking, whose own link takes the place of the gate's; null when there is none. */
export function findSiteByCode(env: Env, code: string, now: Date): Promise<SiteSnapshot | null> {
  return readSnapshot(env, code, now.getTime(), LIFETIMES.snapshotInIsolateMs);
}

/** The same for somebody who prepares. Throws NOT_FOUND or SITE_CLOSED. */
export async function getSiteToPrepare(env: Env, code: string, now: Date): Promise<OpenSite> {
  const snapshot = await findSiteByCode(env, code, now);
  if (!snapshot) throw new DomainError("NOT_FOUND");
  requireOpen(snapshot);
  return { link: { code, secret: "" }, snapshot };
}
