/** Who asks, from where, and when. Made once a request or message, passed along, never kept at module level. */
import { uuidv7 } from "uuidv7";
import { deriveToken, sha256Of } from "#worker/crypto/digest.ts";
import { readSettings, type ConsumerEnv, type Env, type Settings } from "#worker/env.ts";
import type { JobMessage } from "#worker/jobs.ts";
import { getLimit, type LimitName } from "#worker/limits.ts";
import type { Answers } from "#worker/domain/induction/answers.ts";
import type { Attempt, PublishedInduction } from "#worker/durable/attempts.ts";
import type { Admission, Verdict } from "#worker/durable/site-gate.ts";
import { tellRegisters } from "#worker/durable/tell-registers.ts";
import type { Permission, Role } from "#worker/permissions.ts";
import { AccountStore } from "#worker/store/account-store.ts";
import { LinkStore } from "#worker/store/link-store.ts";
import type { RegisterChange } from "#worker/store/register.ts";
import { toMemberFacts, type MemberFacts } from "#worker/store/member-facts.ts";
import { PlatformStore } from "#worker/store/platform-store.ts";
import { TenantStore, type Proof } from "#worker/store/tenant-store.ts";
import type { TripCounter } from "#worker/store/client.ts";

export interface RequestContext extends TripCounter {
  readonly settings: Settings;
  readonly requestId: string;
  readonly runId: string;
  readonly now: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** City and country as the edge guesses them: "Tauranga, NZ". */
  readonly place: string | null;
  readonly platform: PlatformStore;
  readonly accounts: AccountStore;
  readonly links: LinkStore;
  /** The deployment's value of a limit. */
  readonly limit: (name: LimitName) => number;
  /** Says "look" to the queue. A message that is lost is found by the sweep: the row was committed first. */
  readonly announce: (job: JobMessage) => Promise<void>;
  /** Work that may end after the answer has left. */
  readonly defer: (work: Promise<unknown>) => void;
  /** Tells the sites' objects, behind the answer, what was committed. What does not reach them they find by its number. */
  readonly tellRegisters: (changes: RegisterChange[]) => void;
  /** A new UUIDv7. */
  readonly makeId: () => string;
  /** Fresh random bytes. */
  readonly makeBytes: (length: number) => Uint8Array;
}

export interface Actor {
  kind: "member" | "site_link" | "visit" | "booking" | "job" | "system" | "register";
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
export interface SessionClaims extends Omit<MemberFacts, "siteIds" | "sessionId" | "secondFactor"> {
  secret: string;
}

export interface MemberContext extends TenantContext {
  readonly claims: SessionClaims;
  /** The member as the database had them at this request's trip; null before it. */
  entered: MemberFacts | null;
  /** What the database refused to their role at this request; the door writes it down. */
  refused: Permission | null;
}

interface From {
  requestId: string;
  now: Date;
  address: string | null;
  userAgent: string | null;
  place?: string | null;
  defer?: (work: Promise<unknown>) => void;
}

/** Everything a door knows before it knows who asks. `env` is the Worker's or the consumer's. */
export function makeRequestContext(env: ConsumerEnv & Partial<Pick<Env, "JOBS" | "SITE_REGISTER">>, from: From): RequestContext {
  const settings = readSettings(env);
  const trips: TripCounter = { databaseTrips: 0 };
  // Where nobody waits for it, the work goes on by itself.
  const defer = from.defer ?? ((work: Promise<unknown>) => void work.catch(() => undefined));
  return {
    settings,
    requestId: from.requestId,
    runId: settings.runId,
    now: from.now,
    address: from.address,
    userAgent: from.userAgent?.slice(0, 300) ?? null,
    place: from.place?.slice(0, 100) ?? null,
    platform: new PlatformStore(settings, trips),
    accounts: new AccountStore(settings, trips),
    links: new LinkStore(settings, trips),
    limit: (name) => getLimit(env, name),
    announce: async (job) => {
      await env.JOBS?.send(job).catch(() => undefined);
    },
    defer,
    tellRegisters: (changes) => {
      if (env.SITE_REGISTER) defer(tellRegisters({ SITE_REGISTER: env.SITE_REGISTER, RUN_ID: settings.runId }, changes, from.requestId));
    },
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

interface Hooks {
  onEntered?: (row: Record<string, unknown>) => void;
  onRefused?: (permission: Permission) => void;
}

function opener(request: RequestContext, proof: Proof, { onEntered, onRefused }: Hooks = {}) {
  return (permission: Permission) =>
    new TenantStore(request.settings, request, proof, permission, request, { ...(onEntered && { onEntered }), onRegister: request.tellRegisters, onRefused: () => onRefused?.(permission) });
}

export function makeMemberContext(request: RequestContext, claims: SessionClaims): MemberContext {
  const context: MemberContext = {
    request,
    companyId: claims.companyId,
    actor: { kind: "member", role: claims.role },
    claims,
    entered: null,
    refused: null,
    openStore: opener(request, { kind: "session", secretHash: sha256Of(claims.secret) }, {
      onEntered: (row) => {
        context.entered = toMemberFacts(row);
      },
      onRefused: (permission) => {
        context.refused = permission;
      },
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
  induction(code: string, versionId: string): Promise<PublishedInduction | null>;
  beginAttempt(attempt: Attempt): Promise<Attempt>;
  findAttempt(id: string): Promise<Attempt | null>;
  setLanguage(id: string, language: string): Promise<void>;
  answerStep(id: string, step: number, asked: string[], answers: Answers): Promise<Attempt | null>;
  failQuiz(id: string, who: string, drawn: string[], wrong: string[], step: number): Promise<Attempt | null>;
  quizFailures(who: string, coolDownMs: number): Promise<{ count: number; lastAtMs: number }>;
  keepPhotos(id: string, photos: Answers): Promise<Attempt | null>;
  removeAnswer(id: string, blockId: string): Promise<void>;
  keepDraft(id: string, step: number, form: Record<string, string[]>): Promise<void>;
  endAttempt(id: string): Promise<void>;
}

export interface VisitorContext extends TenantContext {
  readonly siteId: string;
  /** The first half of the site's link. */
  readonly siteCode: string;
  readonly timeZone: string;
  readonly gate: Gate;
  /** Whether questions for a photo are asked here. */
  readonly photos: boolean;
  /** Whose link brought them here; null at the gate. */
  readonly bookingId: string | null;
}

export function makeVisitorContext(request: RequestContext, site: { companyId: string; siteId: string; timeZone?: string; photos?: boolean }, link: SiteLink, gate: Gate): VisitorContext {
  return {
    request,
    companyId: site.companyId,
    siteId: site.siteId,
    siteCode: link.code,
    timeZone: site.timeZone ?? "Pacific/Auckland",
    gate,
    photos: site.photos ?? false,
    bookingId: null,
    actor: { kind: "site_link", role: "visitor" },
    openStore: opener(request, { kind: "site_link", code: link.code, secret: link.secret }),
  };
}

/** The holder of a booking's link, at its own page: the site is known once the database has entered the booking. */
export function makeOwnBookingContext(request: RequestContext, token: string): TenantContext {
  return { request, companyId: "", actor: { kind: "booking", role: "visitor" }, openStore: opener(request, { kind: "booking", tokenHash: sha256Of(token) }) };
}

/** The same at its site's gate: a visitor who was expected. */
export function makeBookingContext(request: RequestContext, site: { companyId: string; siteId: string; siteCode: string; timeZone: string; photos?: boolean }, booking: { token: string; bookingId: string }, gate: Gate): VisitorContext {
  const { companyId, siteId, siteCode, timeZone, photos = false } = site;
  return { ...makeOwnBookingContext(request, booking.token), companyId, siteId, siteCode, timeZone, gate, photos, bookingId: booking.bookingId };
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
    actor: { kind: "job", role: "job" },
    openStore: opener(request, { kind: "job", exportId: claim.exportId, fencing: claim.fencing }),
  };
}

/** The system's turn at one company's chain of events. It sees the chain and nothing else of the company. */
export function makeAuditChoreContext(request: RequestContext, claim: { companyId: string; fencing: number }): TenantContext {
  return { request, companyId: claim.companyId, actor: { kind: "system", role: "system" }, openStore: opener(request, { kind: "audit_chore", ...claim }) };
}

/** A site's object, by the secret that it made. It sees the register of its site and nothing else. */
export function makeRegisterContext(request: RequestContext, readerHash: Uint8Array): TenantContext {
  return { request, companyId: "", actor: { kind: "register", role: "register" }, openStore: opener(request, { kind: "register", readerHash }) };
}

/** The sign-out token of a visit: the same on each attempt, so that a replay hands out the same link. */
export function signOutTokenOf(settings: Settings, keyId: string, visitId: string): string {
  const key = settings.signingKeys.find((candidate) => candidate.id === keyId) ?? settings.signingKeys[0];
  if (!key) throw new Error("no signing key");
  return deriveToken(key.secret, "sign-out", visitId);
}
