/** Who asks, from where, and when. Made once a request or message, passed along, never kept at module level. */
import { uuidv7 } from "uuidv7";
import { deriveToken, sha256Of } from "#worker/crypto/digest.ts";
import { readSettings, type ConsumerEnv, type Settings } from "#worker/env.ts";
import type { Admission, Verdict } from "#worker/durable/site-gate.ts";
import type { Permission, Role } from "#worker/permissions.ts";
import { PlatformStore, toMemberFacts, type MemberFacts } from "#worker/store/platform-store.ts";
import { TenantStore, type Proof } from "#worker/store/tenant-store.ts";
import type { TripCounter } from "#worker/store/client.ts";

export interface RequestContext extends TripCounter {
  readonly settings: Settings;
  readonly requestId: string;
  readonly runId: string;
  readonly now: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly platform: PlatformStore;
  /** A new UUIDv7. */
  readonly makeId: () => string;
  /** Fresh random bytes. */
  readonly makeBytes: (length: number) => Uint8Array;
}

export interface Actor {
  kind: "member" | "site_link" | "visit" | "job";
  role: Role;
}

export interface TenantContext {
  readonly request: RequestContext;
  readonly companyId: string;
  readonly actor: Actor;
  /** Only for requirePermission(). */
  openStore(permission: Permission): TenantStore;
}

/** What the session cookie says of a member. It shapes pages; the database decides. */
export interface SessionClaims extends Omit<MemberFacts, "siteIds"> {
  secret: string;
  expiresAt: Date;
}

export interface MemberContext extends TenantContext {
  readonly claims: SessionClaims;
  /** The member as the database had them at this request's trip; null before it. */
  entered: MemberFacts | null;
}

/** Everything a door knows before it knows who asks. `env` is the Worker's or the consumer's. */
export function makeRequestContext(env: ConsumerEnv, from: { requestId: string; now: Date; address: string | null; userAgent: string | null }): RequestContext {
  const settings = readSettings(env);
  const trips: TripCounter = { databaseTrips: 0 };
  return {
    settings,
    requestId: from.requestId,
    runId: settings.runId,
    now: from.now,
    address: from.address,
    userAgent: from.userAgent?.slice(0, 300) ?? null,
    platform: new PlatformStore(settings, trips),
    makeId: uuidv7,
    makeBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    get databaseTrips() {
      return trips.databaseTrips;
    },
    set databaseTrips(count) {
      trips.databaseTrips = count;
    },
  };
}

function opener(request: RequestContext, proof: Proof, onEntered: (row: Record<string, unknown>) => void = () => undefined) {
  return (permission: Permission) => new TenantStore(request.settings, request, proof, permission, request, onEntered);
}

export function makeMemberContext(request: RequestContext, claims: SessionClaims): MemberContext {
  const context: MemberContext = {
    request,
    companyId: claims.companyId,
    actor: { kind: "member", role: claims.role },
    claims,
    entered: null,
    openStore: opener(request, { kind: "session", secretHash: sha256Of(claims.secret) }, (row) => {
      context.entered = toMemberFacts(row);
    }),
  };
  return context;
}

/** Both halves of a sign-in link, as they stand in its address: `/s/<code>-<secret>`. */
export interface SiteLink {
  code: string;
  secret: string;
}

/** The site's limits, kept by its object. */
export interface Gate {
  admit(admission: Admission): Promise<Verdict>;
  refund(visitId: string): Promise<void>;
}

export interface VisitorContext extends TenantContext {
  readonly siteId: string;
  readonly gate: Gate;
}

export function makeVisitorContext(request: RequestContext, site: { companyId: string; siteId: string }, link: SiteLink, gate: Gate): VisitorContext {
  return {
    request,
    companyId: site.companyId,
    siteId: site.siteId,
    gate,
    actor: { kind: "site_link", role: "visitor" },
    openStore: opener(request, { kind: "site_link", code: link.code, secret: link.secret }),
  };
}

/** The holder of a sign-out link. The company is known once the database has entered the visit. */
export function makeVisitContext(request: RequestContext, signOutToken: string): TenantContext {
  return {
    request,
    companyId: "",
    actor: { kind: "visit", role: "visitor" },
    openStore: opener(request, { kind: "visit", signOutHash: sha256Of(signOutToken) }),
  };
}

export interface JobContext extends TenantContext {
  readonly exportId: string;
  readonly fencing: number;
}

/** A claimed export. Its rights are its requester's, read again at each trip. */
export function makeJobContext(request: RequestContext, claim: { exportId: string; fencing: number }): JobContext {
  return {
    request,
    companyId: "",
    exportId: claim.exportId,
    fencing: claim.fencing,
    // The claims' wall is in the database; the strongest role here lets the permission through to it.
    actor: { kind: "job", role: "owner" },
    openStore: opener(request, { kind: "job", exportId: claim.exportId, fencing: claim.fencing }),
  };
}

/** The sign-out token of a visit: the same on each attempt, so that a replay hands out the same link. */
export function signOutTokenOf(settings: Settings, keyId: string, visitId: string): string {
  const key = settings.signingKeys.find((candidate) => candidate.id === keyId) ?? settings.signingKeys[0];
  if (!key) throw new Error("no signing key");
  return deriveToken(key.secret, "sign-out", visitId);
}
