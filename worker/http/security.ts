/** Headers on every answer, and the doors that another site's request does not pass. */
import type { MiddlewareHandler } from "hono";
import { toBase64Url } from "#worker/crypto/digest.ts";
import type { Door } from "#worker/http/door.ts";
import { classOf, contentSecurityPolicy, permissionsPolicy } from "#worker/http/page-classes.ts";
import { refuse } from "#worker/http/problem.ts";

/** The same on every answer. app/public/_headers says them once more for static files, which no Worker sees. */
const HEADERS: Record<string, string> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-Permitted-Cross-Domain-Policies": "none",
};

export const securityHeaders: MiddlewareHandler<Door> = async (c, next) => {
  c.set("requestId", crypto.randomUUID());
  c.set("nonce", toBase64Url(crypto.getRandomValues(new Uint8Array(16))));
  await next();
  // Made anew: what the asset server or Remix gave may have headers that can't be changed.
  const answer = new Response(c.res.body, c.res);
  const { headers } = answer;
  const { pathname, protocol } = new URL(c.req.url);
  const is = classOf(pathname);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  headers.set("Content-Security-Policy", contentSecurityPolicy(is, c.get("nonce"), protocol === "https:"));
  headers.set("Permissions-Policy", permissionsPolicy(is));
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  headers.set("X-Request-Id", c.get("requestId"));
  // Onto an answer that stands Hono would copy each header once more.
  c.res = undefined;
  c.res = answer;
};

const SAFE = ["GET", "HEAD"];
/** They hold nothing of anybody, and who watches over a deployment asks under any of its names. */
const SIGNS_OF_LIFE = ["/live", "/health"];

/**
 * A deployment answers at its own address alone. Under another of its names (plain http, workers.dev) a page leads there,
 * and a change is refused: cookies, passkeys and the origin below are bound to the one address.
 */
export const ownAddressOnly: MiddlewareHandler<Door> = async (c, next) => {
  const { appOrigin: own } = c.get("request").settings;
  const { origin, pathname, search } = new URL(c.req.url);
  if (origin === own || !own.startsWith("https:") || SIGNS_OF_LIFE.includes(pathname)) return next();
  return SAFE.includes(c.req.method) ? c.redirect(own + pathname + search, 308) : refuse(c, "WRONG_HOST");
};

/**
 * Refuses a change that another site's page asks for, before anything sees it, and a page of ours that another would load
 * into itself. Both headers must agree where both are sent; a request with neither comes from no browser, and must then
 * bring none of our cookies. A socket may change things, too.
 */
export const sameOriginOnly: MiddlewareHandler<Door> = async (c, next) => {
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  if (SAFE.includes(c.req.method) && c.req.header("Upgrade") === undefined) {
    const mode = c.req.header("Sec-Fetch-Mode") ?? "navigate";
    const isLoadedElsewhere = mode !== "navigate" && (site === "cross-site" || site === "same-site");
    return isLoadedElsewhere ? refuse(c, "FOREIGN_ORIGIN") : next();
  }
  if (c.req.method !== "POST" && !SAFE.includes(c.req.method)) return refuse(c, "METHOD_NOT_ALLOWED", { Allow: "GET, HEAD, POST" });
  const isOurs = origin === undefined ? site === "same-origin" : origin === new URL(c.req.url).origin;
  const isSameSite = site === undefined || site === "same-origin";
  const isNoBrowser = site === undefined && origin === undefined && !c.req.header("Cookie")?.includes("__Host-");
  if ((isOurs && isSameSite) || isNoBrowser) return next();
  return refuse(c, "FOREIGN_ORIGIN");
};
