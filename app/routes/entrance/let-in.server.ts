/** The way in, and the cookie between the two steps of a log-in. */
import { redirect, type AppLoadContext } from "@remix-run/cloudflare";
import { toResponse } from "#app/door.server.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { logOut } from "#worker/domain/account/log-out.ts";
import { DomainError } from "#worker/errors.ts";
import { CLEARED_SESSION, readKnownDevice, writeKnownDevice, writeSession } from "#worker/http/session-cookie.ts";
import { LIFETIMES } from "#worker/limits.ts";

const STEP = "__Host-second-step";
const BASE = "Path=/; Secure; HttpOnly; SameSite=Lax";

export const CLEARED_STEP = `${STEP}=; ${BASE}; Max-Age=0`;

/** The Set-Cookie value that carries the second step's token: an address would leave it in histories and logs. */
export const writeStep = (token: string) => `${STEP}=${token}; ${BASE}; Max-Age=${LIFETIMES.secondStepSeconds}`;

/** The token, or null. It is signed; the operation says what it is worth. */
export function readStep(request: Request): string | null {
  const cookies = request.headers.get("Cookie") ?? "";
  return /(?:^|;\s*)__Host-second-step=([\w.-]{1,4000})(?:;|$)/.exec(cookies)?.[1] ?? null;
}

interface Asked {
  request: Request;
  context: AppLoadContext;
}

interface LetIn {
  claims: SessionClaims;
  /** Where it is known, so is this device from now on. */
  email?: string;
  /** Whose session the database has ended for this one already. */
  replaced?: MemberContext | null;
}

/**
 * Who has proved who they are goes on to where they wanted. Whoever was logged in here before is out: their cookie is written
 * over, and a session that nobody can end any more must not go on.
 */
export async function letIn({ request, context }: Asked, { claims, email, replaced = null }: LetIn, next: string) {
  const before = context.member;
  if (before && before !== replaced) context.waitUntil(logOut(before).catch(() => undefined));
  const headers = new Headers({ "Cache-Control": "no-store" });
  headers.append("Set-Cookie", await writeSession(context.request, claims));
  if (email !== undefined) headers.append("Set-Cookie", await rememberDevice({ request, context }, email));
  if (readStep(request)) headers.append("Set-Cookie", CLEARED_STEP);
  return redirect(next, { status: 303, headers });
}

/** The Set-Cookie value after which strangers' wrong passwords for this e-mail don't count against this browser. */
export async function rememberDevice({ request, context }: Asked, email: string): Promise<string> {
  return writeKnownDevice(context.request, email, await readKnownDevice(context.request, request.headers.get("Cookie")));
}

/** Ends the session of whoever else is logged in here, and leads by the log-in page back to `path`. */
export async function logOutAndBack(context: AppLoadContext, path: string) {
  try {
    if (context.member) await logOut(context.member);
  } catch (error) {
    // Ended before is ended.
    if (!(error instanceof DomainError && error.code === "NOT_LOGGED_IN")) throw toResponse(error, context);
  }
  return redirect(`/log-in?next=${encodeURIComponent(path)}`, { status: 303, headers: { "Set-Cookie": CLEARED_SESSION, "Cache-Control": "no-store" } });
}
