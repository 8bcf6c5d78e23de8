/** The front door: every request passes here before anything else sees it. */
import { Hono, type MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { makeMemberContext, makeRequestContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { DomainError } from "#worker/errors.ts";
import { boundedBody, withinBounds } from "#worker/http/bounds.ts";
import type { Door } from "#worker/http/door.ts";
import { pages } from "#worker/http/pages.ts";
import { refuse } from "#worker/http/problem.ts";
import { assets } from "#worker/http/routes/assets.ts";
import { auditExport } from "#worker/http/routes/audit-export.ts";
import { files } from "#worker/http/routes/files.ts";
import { health } from "#worker/http/routes/health.ts";
import { liveRegister } from "#worker/http/routes/live-register.ts";
import { photos } from "#worker/http/routes/photos.ts";
import { ownAddressOnly, sameOriginOnly, securityHeaders } from "#worker/http/security.ts";
import { CLEARED_SESSION, isOutdated, readSession, refreshClaims, writeSession } from "#worker/http/session-cookie.ts";
import { framesOf, log } from "#worker/log.ts";

/** Renders pages; given by worker/index.ts, so that nothing in worker/ knows of app/. */
export type RenderPage = (request: Request, door: Pick<Door["Variables"], "request" | "nonce" | "member">, env: Door["Bindings"], waitUntil: (work: Promise<unknown>) => void) => Promise<Response>;

/** `/s/abc…` → `/s/*`: a log line names the kind of page in plain words, never a link, a token or an id. */
function routeOf(pathname: string): string {
  return pathname.replace(/^\/(s|v|i|b|files|uploads|join|sign-up|reset)\/.*/, "/$1/*").replace(/[^/]*[^/a-z-][^/]*|[^/]{21,}/g, "*");
}

export function makeApp(renderPage: RenderPage, findStylesheet: () => Promise<string>) {
  const app = new Hono<Door>();

  app.use(securityHeaders);
  app.use(async (c, next) => {
    const startedMs = Date.now();
    const address = c.req.header("CF-Connecting-IP") ?? null;
    c.set("findStylesheet", findStylesheet);
    const request = makeRequestContext(c.env, {
      requestId: c.get("requestId"),
      now: new Date(startedMs),
      address,
      userAgent: c.req.header("User-Agent") ?? null,
      place: placeOf(c.req.raw.cf),
      defer: (work) => c.executionCtx.waitUntil(work.catch(() => undefined)),
    });
    c.set("request", request);
    c.set("member", null);
    const { pathname } = new URL(c.req.url);
    await next();
    log(
      { requestId: request.requestId, companyId: c.get("member")?.companyId },
      { event: "request", method: c.req.method, route: routeOf(pathname), status: c.res.status, ms: Date.now() - startedMs, databaseTrips: request.databaseTrips },
    );
  });
  app.use(ownAddressOnly, withinBounds, sameOriginOnly, boundedBody);
  app.use(keepSession);

  app.onError((error, c) => {
    const refusal = error instanceof DomainError ? error : new DomainError("INTERNAL", { cause: error });
    if (refusal.status >= 500) {
      log({ requestId: c.get("requestId") }, { event: "request.failed", route: routePath(c), code: refusal.code, message: describe(error), stack: framesOf(error) });
    }
    const headers: Record<string, string> = refusal.retryAfterSeconds ? { "Retry-After": String(refusal.retryAfterSeconds) } : {};
    return refuse(c, refusal.code, headers);
  });

  app.route("/", health);
  app.route("/", files);
  app.route("/", auditExport);
  app.route("/", assets);
  app.route("/", photos);
  app.route("/", liveRegister);
  app.all("*", pages(renderPage));
  return app;
}

/** Reads the session once; where the database knew more than the cookie, the cookie is issued again. */
const keepSession: MiddlewareHandler<Door> = async (c, next) => {
  const request = c.get("request");
  const claims = await readSession(request, c.req.header("Cookie") ?? null);
  const member = claims ? makeMemberContext(request, claims) : null;
  c.set("member", member);
  await next();
  if (!member) return;
  if (member.refused) await request.accounts.noteRefusal(sha256Of(member.claims.secret), member.refused, request.limit("refusalsNotedPerHour"), request).catch(() => undefined);
  const { entered } = member;
  if (c.res.headers.has("Set-Cookie")) return;
  if (entered && isOutdated(member.claims, entered)) c.res.headers.append("Set-Cookie", await writeSession(request, refreshClaims(member.claims, entered)));
  else if (c.res.status === 401) c.res.headers.append("Set-Cookie", CLEARED_SESSION);
};

/** "Tauranga, NZ", as Cloudflare guesses it; null on one's own machine. */
function placeOf(cf: CfProperties | undefined): string | null {
  const { city, country } = (cf ?? {}) as { city?: string; country?: string };
  return [city, country].filter(Boolean).join(", ") || null;
}

/** An error and its causes, without values: a database names columns and constraints, and what was typed stays out of the log. */
function describe(error: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = error; at instanceof Error && parts.length < 4; at = at.cause) parts.push(`${at.name}: ${at.message.split("\nparams:")[0] ?? ""}`);
  return parts.join(" ← ");
}
