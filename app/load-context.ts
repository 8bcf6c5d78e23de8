import "@remix-run/cloudflare";
import type { Env } from "#worker/env.ts";

declare module "@remix-run/cloudflare" {
  /** What the Worker hands to every loader, action and render. */
  interface AppLoadContext {
    /** Base64 nonce of this response's content security policy. */
    nonce: string;
    request: { id: string };
    env: Env;
    /** Writes an unexpected error to the log with the request's id; never throws. */
    reportError(error: unknown): void;
  }
}
