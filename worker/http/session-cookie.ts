/** The two kinds of cookie: a member's session, and a phone that a company remembers. Neither decides anything alone. */
import * as z from "zod";
import type { RequestContext, SessionClaims } from "#worker/context.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { LIFETIMES } from "#worker/limits.ts";
import { digestOfEmail, type KnownDevice } from "#worker/domain/account/tries.ts";
import type { MemberFacts } from "#worker/store/member-facts.ts";

const SESSION = "__Host-session";
const BASE = "Path=/; Secure; HttpOnly; SameSite=Lax";

const claims = z.object({
  sec: z.string().length(43),
  com: z.uuid(),
  con: z.string(),
  tz: z.string(),
  mem: z.uuid(),
  nam: z.string(),
  rol: z.enum(["owner", "admin", "site_manager", "viewer"]),
  ver: z.int(),
  cos: z.int(),
  exp: z.int(),
});

export function readCookie(header: string | null, name: string): string | null {
  if (!header || header.length > 8192) return null;
  for (const part of header.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return null;
}

/** The claims of a well-signed, unexpired session cookie, or null. Liveness is the database's to say. */
export async function readSession(request: RequestContext, cookies: string | null): Promise<SessionClaims | null> {
  const token = readCookie(cookies, SESSION);
  if (!token) return null;
  const verified = await verify(request.settings.signingKeys, "session", token, request.now);
  const parsed = claims.safeParse(verified?.claims);
  if (!parsed.success) return null;
  const c = parsed.data;
  return {
    secret: c.sec,
    companyId: c.com,
    companyName: c.con,
    timeZone: c.tz,
    memberId: c.mem,
    memberName: c.nam,
    role: c.rol,
    version: c.ver,
    companies: c.cos,
    expiresAt: new Date(c.exp * 1000),
  };
}

/** The Set-Cookie value for a session. It expires when the session does, not later. */
export async function writeSession(request: RequestContext, session: SessionClaims): Promise<string> {
  const lifetimeSeconds = Math.max(0, Math.floor((session.expiresAt.getTime() - request.now.getTime()) / 1000));
  const body = {
    sec: session.secret,
    com: session.companyId,
    con: session.companyName,
    tz: session.timeZone,
    mem: session.memberId,
    nam: session.memberName,
    rol: session.role,
    ver: session.version,
    cos: session.companies,
  };
  const token = await sign(request.settings.signingKeys, "session", body, request.now, lifetimeSeconds);
  return `${SESSION}=${token}; ${BASE}; Max-Age=${lifetimeSeconds}`;
}

export const CLEARED_SESSION = `${SESSION}=; ${BASE}; Max-Age=0`;

/** The claims as the database has them now, for a cookie issued again. */
export function refreshClaims(session: SessionClaims, facts: MemberFacts): SessionClaims {
  const { companyId, companyName, timeZone, memberId, memberName, role, version, expiresAt, companies } = facts;
  return { companyId, companyName, timeZone, memberId, memberName, role, version, expiresAt, companies, secret: session.secret };
}

/** Whether the cookie says something that the database now says otherwise, and that pages are shaped by. */
export function isOutdated(session: SessionClaims, { version, companies }: MemberFacts): boolean {
  return version !== session.version || companies !== session.companies;
}

const KNOWN_DEVICE = "__Host-known-device";
const KNOWN_ACCOUNTS_AT_MOST = 8;

const knownDeviceClaims = z.object({ dev: z.uuid(), acc: z.array(z.string().length(16)).max(KNOWN_ACCOUNTS_AT_MOST) });

/** The device of this browser, if somebody has logged in on it before: strangers' wrong passwords don't count against it. */
export async function readKnownDevice(request: RequestContext, cookies: string | null): Promise<KnownDevice | null> {
  const token = readCookie(cookies, KNOWN_DEVICE);
  if (!token) return null;
  const parsed = knownDeviceClaims.safeParse((await verify(request.settings.signingKeys, "known-device", token, request.now))?.claims);
  return parsed.success ? { id: parsed.data.dev, accounts: parsed.data.acc } : null;
}

/** The Set-Cookie value after a log-in with this e-mail. It holds digests, and is worth nothing without the password. */
export async function writeKnownDevice(request: RequestContext, email: string, known: KnownDevice | null): Promise<string> {
  const mine = digestOfEmail(email);
  const acc = [mine, ...(known?.accounts ?? []).filter((other) => other !== mine)].slice(0, KNOWN_ACCOUNTS_AT_MOST);
  const token = await sign(request.settings.signingKeys, "known-device", { dev: known?.id ?? request.makeId(), acc }, request.now, LIFETIMES.knownDeviceSeconds);
  return `${KNOWN_DEVICE}=${token}; ${BASE}; Max-Age=${LIFETIMES.knownDeviceSeconds}`;
}

/** One cookie a company: a phone that goes to sites of two companies is known to each for itself. */
const deviceName = (companyId: string) => `__Host-device-${companyId.replaceAll("-", "").slice(-12)}`;

const REMEMBERED_AT_MOST = 4;

const deviceClaims = z.object({ vis: z.array(z.tuple([z.uuid(), z.string().max(8)])).max(REMEMBERED_AT_MOST) });

/** A visit that a phone made, and the key that its sign-out token is derived with. */
export interface RememberedVisit {
  visitId: string;
  keyId: string;
}

const DEVICES_AT_MOST = 10;

/** The last visits that this phone made at any company that remembers it. */
export async function readDevices(request: RequestContext, cookies: string | null): Promise<RememberedVisit[]> {
  const tails = Array.from((cookies ?? "").matchAll(/__Host-device-([0-9a-f]{12})=/g), ([, tail = ""]) => tail).slice(0, DEVICES_AT_MOST);
  return (await Promise.all([...new Set(tails)].map((tail) => readDevice(request, cookies, tail)))).flat();
}

/** The last visits that this phone made at this company, the latest first: crews share phones. It holds nothing personal. */
export async function readDevice(request: RequestContext, cookies: string | null, companyId: string): Promise<RememberedVisit[]> {
  const token = readCookie(cookies, deviceName(companyId));
  if (!token) return [];
  const verified = await verify(request.settings.signingKeys, "device", token, request.now);
  const parsed = deviceClaims.safeParse(verified?.claims);
  return parsed.success ? parsed.data.vis.map(([visitId, keyId]) => ({ visitId, keyId })) : [];
}

/** The Set-Cookie value that remembers this phone for 90 days by the visit it just made, and the ones before. */
export async function writeDevice(request: RequestContext, companyId: string, visit: RememberedVisit, earlier: RememberedVisit[]): Promise<string> {
  const others = earlier.filter(({ visitId }) => visitId !== visit.visitId);
  const vis = [visit, ...others].slice(0, REMEMBERED_AT_MOST).map(({ visitId, keyId }) => [visitId, keyId]);
  const token = await sign(request.settings.signingKeys, "device", { vis }, request.now, LIFETIMES.rememberedDeviceSeconds);
  return `${deviceName(companyId)}=${token}; ${BASE}; Max-Age=${LIFETIMES.rememberedDeviceSeconds}`;
}
