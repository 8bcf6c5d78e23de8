/** What every handler finds on its Hono context. */
import type { MemberContext, RequestContext } from "#worker/context.ts";
import type { Env } from "#worker/env.ts";

export interface Door {
  Bindings: Env;
  Variables: {
    requestId: string;
    request: RequestContext;
    /** Of this response's content security policy. */
    nonce: string;
    /** The member of the session cookie; null for a stranger. The database has not yet been asked. */
    member: MemberContext | null;
    /** The address of the stylesheet that all pages have, for the door's own. */
    findStylesheet: () => Promise<string>;
  };
}
