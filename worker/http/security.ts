/** Headers on every answer, and the door that a foreign page's request does not pass. */
import type { MiddlewareHandler } from "hono";
import type { Door } from "#worker/http/door.ts";
import { problem } from "#worker/http/problem.ts";

/** Pages that a stranger opens carry no script at all; the office's carry what this response's nonce starts. */
export function contentSecurityPolicy(pathname: string, nonce: string): string {
  const isPublic = /^\/[sv]\//.test(pathname);
  const script = isPublic ? "script-src 'none'" : `script-src 'nonce-${nonce}' 'strict-dynamic'`;
  const style = isPublic ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    script,
    style,
    "img-src 'self' data:",
    "font-src 'self'",
    isPublic ? "connect-src 'none'" : "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ].join("; ");
}

const HEADERS: Record<string, string> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};

export const securityHeaders: MiddlewareHandler<Door> = async (c, next) => {
  await next();
  // Made anew: what the asset server or Remix gave may have headers that can't be changed.
  const answer = new Response(c.res.body, c.res);
  const { headers } = answer;
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  headers.set("Content-Security-Policy", contentSecurityPolicy(new URL(c.req.url).pathname, c.get("nonce")));
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  headers.set("X-Request-Id", c.get("request").requestId);
  // Onto an answer that stands Hono would copy each header once more.
  c.res = undefined;
  c.res = answer;
};

const SAFE = new Set(["GET", "HEAD"]);

/**
 * Refuses a change that another site's page asks for, before anything sees it. Sec-Fetch-Site decides where the browser
 * sends it, else Origin; a request with neither comes from no browser, and must then bring no session.
 */
export const sameOriginOnly: MiddlewareHandler<Door> = async (c, next) => {
  if (SAFE.has(c.req.method)) return next();
  if (c.req.method !== "POST") return problem(c, 405, "METHOD_NOT_ALLOWED", "This address takes no such request.");
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  const isOurs = origin === undefined ? site === "same-origin" : origin === new URL(c.req.url).origin;
  const isSameSite = site === undefined || site === "same-origin";
  const isNoBrowser = site === undefined && origin === undefined && !c.req.header("Cookie")?.includes("__Host-session");
  if ((isOurs && isSameSite) || isNoBrowser) return next();
  return problem(c, 403, "FOREIGN_ORIGIN", "This form was sent from another site. Open the page here and try again.");
};
