/** Calling an operation as whoever comes: with a context of its own kind, or of any other. */
import { env } from "cloudflare:workers";
import { makeAuditChoreContext, makeJobContext, makeVisitContext, type MemberContext, type RequestContext, type TenantContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { siteGateOf } from "#worker/domain/site/find-site.ts";
import { DomainError, type ErrorCode } from "#worker/errors.ts";
import { MEMBER_ROLES, may, type MemberRole, type Permission, type Role } from "#worker/permissions.ts";
import { toByteaText } from "#worker/store/bytea.ts";
import { uuidv7 } from "uuidv7";
import type { At, Case } from "./cases/case.ts";
import { asOwner } from "./database.ts";
import { makeRequest, makeVisitor } from "./factories.ts";
import type { Found } from "./operations.ts";
import { makeActor, makeStranger, makeVisit, type World } from "./world.ts";

export interface Called extends At {
  settled: () => Promise<unknown>;
}

export interface Outcome {
  /** The permissions that stores were opened for. */
  asked: Permission[];
  value?: unknown;
  error?: unknown;
  code?: ErrorCode;
}

/** A new member of this role who calls, or whom a stranger's call is about. A site manager has the first site. */
export async function makeAt(world: World, role: MemberRole): Promise<Called> {
  return { world, site: world.here, actor: await makeActor(world, role, [world.here]), ...makeStranger() };
}

/** The caller's own context. */
export function contextOf(one: Case, at: At, input: unknown): unknown {
  if (one.context) return one.context(at, input);
  if (one.by === "member") return at.actor;
  return one.by === "visitor" ? makeVisitor(at.site) : at.request;
}

/** The request that a context was made for, or the context of one before anybody is known. */
export const requestOf = (context: unknown): RequestContext => (context as Partial<TenantContext>).request ?? (context as RequestContext);

/** Calls it, and watches which permissions it asks for. */
export async function attempt({ run }: Found, one: Case, at: Called, context: unknown, input: unknown): Promise<Outcome> {
  const asked: Permission[] = [];
  const { openStore } = context as Partial<TenantContext>;
  const watched = openStore ? Object.assign(context as TenantContext, { openStore: (permission: Permission) => (asked.push(permission), openStore(permission)) }) : context;
  const parameters = one.args?.(watched as never, input, at) ?? (input === undefined ? [watched] : [watched, input]);
  try {
    const value = await run(...parameters);
    await at.settled();
    return { asked, value };
  } catch (error) {
    return error instanceof DomainError ? { asked, error, code: error.code } : { asked, error };
  }
}

/** Who the chain says it was. */
export async function actorOf(one: Case, at: At, input: unknown): Promise<{ actorKind: string; actorId: string }> {
  if (one.by === "member") return { actorKind: "member", actorId: at.actor.claims.memberId };
  if (one.by === "visit") {
    const [visit] = await asOwner()`select id from visit where sign_out_hash = ${toByteaText(sha256Of((input as { signOutToken: string }).signOutToken))}::bytea`;
    return { actorKind: "visit", actorId: visit?.["id"] as string };
  }
  if (one.by === "booking") {
    const [booking] = await asOwner()`select id from booking where token_hash = ${toByteaText(sha256Of((input as { token: string }).token))}::bytea`;
    return { actorKind: "booking", actorId: booking?.["id"] as string };
  }
  const [link] = await asOwner()`select id from site_link where company_id = ${at.site.companyId} and site_id = ${at.site.siteId} and rotated_at is null`;
  return { actorKind: "site_link", actorId: link?.["id"] as string };
}

interface Foreign {
  kind: string;
  /** Whether the roles let it in: then it is no foreigner there. */
  mayEnter: (permission: Permission) => boolean;
  make: (at: At) => Promise<TenantContext>;
}

const byRole = (role: Role) => (permission: Permission) => may(role, permission);

async function makeClaim({ site, actor }: At): Promise<TenantContext> {
  const exportId = uuidv7();
  await asOwner()`insert into export (company_id, id, requested_by, from_on, to_on, format, requested_at, state, fencing, lease_until)
    values (${site.companyId}, ${exportId}, ${actor.claims.memberId}, '2026-01-01', '2026-02-01', 'csv', now(), 'running', 1, now() + interval '1 minute')`;
  return makeJobContext(makeRequest(), { exportId, fencing: 1 });
}

async function makeTurn({ site: { companyId } }: At): Promise<TenantContext> {
  await asOwner()`insert into audit_chore (company_id, fencing, lease_until) values (${companyId}, 1, now() + interval '1 minute') on conflict (company_id) do update set fencing = 1, lease_until = excluded.lease_until`;
  return makeAuditChoreContext(makeRequest(), { companyId, fencing: 1 });
}

const asSiteLink: Foreign = { kind: "a sign-in link", mayEnter: byRole("visitor"), make: async ({ site }) => makeVisitor(site) };
const asVisit: Foreign = { kind: "a sign-out link", mayEnter: byRole("visitor"), make: async ({ site }) => makeVisitContext(makeRequest(), (await makeVisit(site)).signOutToken) };
/** A claim serves its export alone, whatever its requester may do. */
const asJob: Foreign = { kind: "a claim of an export", mayEnter: (permission) => permission === "export.request", make: makeClaim };
const asSystem: Foreign = { kind: "the system's turn at a chain", mayEnter: byRole("system"), make: makeTurn };
const asMembers = MEMBER_ROLES.map((role): Foreign => ({ kind: `a session of the role ${role}`, mayEnter: byRole(role), make: async ({ world, site }) => makeActor(world, role, [site]) }));

/** Contexts that are not of the kind which calls this operation. */
export const foreignTo = (by: Case["by"]): Foreign[] => [...(by === "member" ? [] : asMembers), ...(by === "visitor" ? [] : [asSiteLink]), ...(by === "visit" ? [] : [asVisit]), asJob, ...(by === "system" ? [] : [asSystem])];

/**
 * The same context as if the code's own check and shape let it through: what it then meets is the database. It says to be the
 * owner's session, and has what a visitor's context has.
 */
export function forge(context: TenantContext, { actor, site }: At): TenantContext {
  const claimed: Partial<MemberContext> = { claims: actor.claims, entered: null, refused: null };
  return { ...context, ...claimed, companyId: site.companyId, actor: { kind: "member", role: "owner" }, ...{ siteId: site.siteId, gate: siteGateOf(env, site.code) } };
}

interface Hindrance {
  what: string;
  code: ErrorCode;
  /** Permissions that it does not stand in the way of. */
  but: readonly Permission[];
  raise: (at: At) => Promise<unknown>;
  lift: (at: At) => Promise<unknown>;
}

const OWN_SESSION = ["session.open", "session.end"] as const;
const nothing = async () => undefined;

/** What stops an owner whose role would allow everything. */
export const HINDRANCES: Hindrance[] = [
  { what: "a session that was ended", code: "NOT_LOGGED_IN", but: [], raise: ({ actor }) => asOwner()`update session set revoked_at = now() where id = ${actor.sessionId}`, lift: nothing },
  { what: "a session that was idle", code: "NOT_LOGGED_IN", but: [], raise: ({ actor }) => asOwner()`update session set last_used_at = now() - interval '121 minutes' where id = ${actor.sessionId}`, lift: nothing },
  { what: "a member who was disabled", code: "NOT_LOGGED_IN", but: [], raise: ({ actor }) => asOwner()`update member set disabled_at = now() where id = ${actor.claims.memberId}`, lift: nothing },
  {
    what: "a company that is suspended",
    code: "COMPANY_SUSPENDED",
    but: OWN_SESSION,
    raise: ({ site }) => asOwner()`update company set suspended_at = now() where company_id = ${site.companyId}`,
    lift: ({ site }) => asOwner()`update company set suspended_at = null where company_id = ${site.companyId}`,
  },
  {
    what: "a session without the second factor that its company asks for",
    code: "SECOND_FACTOR_REQUIRED",
    but: [...OWN_SESSION, "account.read", "account.change"],
    raise: ({ site }) => asOwner()`update company set second_factor_required = true where company_id = ${site.companyId}`,
    lift: ({ site }) => asOwner()`update company set second_factor_required = false where company_id = ${site.companyId}`,
  },
];
