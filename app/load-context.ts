import "@remix-run/cloudflare";
import type { MemberContext, RequestContext } from "#worker/context.ts";
import type { Env } from "#worker/env.ts";

declare module "@remix-run/cloudflare" {
  /** What the Worker hands to every loader, action and render. */
  interface AppLoadContext {
    /** Base64 nonce of this response's content security policy. */
    nonce: string;
    request: RequestContext;
    /** The member of the session cookie, or null. */
    member: MemberContext | null;
    /** The method of the request as it came: loaders that run after an action see a GET. */
    method: string;
    /** True when script asks for one route's data, to go into the frame that stands there already. Remix takes that from the address before a loader sees it. */
    isPart: boolean;
    env: Env;
    waitUntil(work: Promise<unknown>): void;
    /** Writes an unexpected error to the log with the request's id; never throws. */
    reportError(error: unknown): void;
  }
}
