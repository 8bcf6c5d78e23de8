/** Everybody who comes to a route and is not what the route asks for: each with what the database or their cookie says of them. */
import type { Permission } from "#worker/permissions.ts";
import { writeSession } from "#worker/http/session-cookie.ts";
import { asOwner } from "../database.ts";
import { makeRequest, randomText } from "../factories.ts";
import type { Actor } from "../world.ts";
import { cookieOf } from "./route-case.ts";

/** What they get: the log-in page, the same with word that their session has ended, their account, or a refusal. */
export type Turned = "log-in" | "ended" | "account" | 403;

export interface Outsider {
  kind: string;
  turned: Turned;
  /** In which world they are members: one as others, one that is suspended, one that asks for a second factor. */
  of: "company" | "suspended" | "strict";
  /** The cookie that they come with; none when there is nothing to send. */
  cookie: (actor: Actor) => Promise<string>;
  /** Permissions that are theirs all the same. */
  but?: readonly Permission[];
}

/** The middle of the signed text, so that no padding hides the change. */
async function tamper(actor: Actor): Promise<string> {
  const [name, token = ""] = (await cookieOf(actor.claims)).split("=");
  const [head, body = "", signature] = token.split(".");
  const claims = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/"))) as { ver: number };
  const raised = btoa(JSON.stringify({ ...claims, ver: claims.ver + 1 })).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${name}=${head}.${raised}.${signature}`;
}

async function retiredKey(actor: Actor, id?: string): Promise<string> {
  const request = makeRequest();
  const [live] = request.settings.signingKeys;
  const signingKeys = [{ id: id ?? live?.id ?? "", secret: randomText(43) }];
  return (await writeSession({ ...request, settings: { ...request.settings, signingKeys } }, actor.claims)).split(";")[0] ?? "";
}

async function outlived(actor: Actor): Promise<string> {
  const now = new Date(Date.now() - 3_600_000);
  return (await writeSession(makeRequest({ now }), { ...actor.claims, expiresAt: new Date(now.getTime() + 60_000) })).split(";")[0] ?? "";
}

/** The right cookie, after the database was told something. */
const after = (tell: (actor: Actor) => Promise<unknown>) => async (actor: Actor) => {
  await tell(actor);
  return cookieOf(actor.claims);
};

const OWN_SESSION = ["session.open", "session.end"] as const;

export const OUTSIDERS: Outsider[] = [
  { kind: "a stranger", turned: "log-in", of: "company", cookie: async () => "" },
  { kind: "a cookie that was tampered with", turned: "log-in", of: "company", cookie: tamper },
  { kind: "a cookie of a retired key", turned: "log-in", of: "company", cookie: (actor) => retiredKey(actor, "old1") },
  { kind: "a cookie of another key under the live one's name", turned: "log-in", of: "company", cookie: (actor) => retiredKey(actor) },
  { kind: "a cookie that is too old", turned: "log-in", of: "company", cookie: outlived },
  { kind: "a session that has expired", turned: "ended", of: "company", cookie: after(({ sessionId }) => asOwner()`update session set expires_at = now() - interval '1 second' where id = ${sessionId}`) },
  { kind: "a session that was idle", turned: "ended", of: "company", cookie: after(({ sessionId }) => asOwner()`update session set last_used_at = now() - interval '121 minutes' where id = ${sessionId}`) },
  { kind: "a session that was ended", turned: "ended", of: "company", cookie: after(({ sessionId }) => asOwner()`update session set revoked_at = now() where id = ${sessionId}`) },
  { kind: "a disabled member", turned: "ended", of: "company", cookie: after(({ claims }) => asOwner()`update member set disabled_at = now() where id = ${claims.memberId}`) },
  { kind: "a member of a company that is suspended", turned: 403, of: "suspended", cookie: ({ claims }) => cookieOf(claims), but: OWN_SESSION },
  { kind: "a session without the second factor that its company asks for", turned: "account", of: "strict", cookie: after(({ sessionId }) => asOwner()`update session set second_factor = null where id = ${sessionId}`), but: [...OWN_SESSION, "account.read", "account.change"] },
];
