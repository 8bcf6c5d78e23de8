import { json, redirect, type AppLoadContext } from "@remix-run/cloudflare";
import { makeMemberContext, type SessionClaims } from "#worker/context.ts";
import { writeSession } from "#worker/http/session-cookie.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The session goes on under a new secret: the cookie is written again, and what this same request still asks goes by it. */
async function renew(context: AppLoadContext, claims: SessionClaims) {
  context.member = makeMemberContext(context.request, claims);
  return { ...NO_STORE, "Set-Cookie": await writeSession(context.request, claims) };
}

/** On to another page, under the session's new claims. */
export async function leadOn(context: AppLoadContext, claims: SessionClaims, to: string) {
  return redirect(to, { status: 303, headers: await renew(context, claims) });
}

/** The same page with the codes that are shown this once; on to the account where there are none. */
export async function showCodesOnce(context: AppLoadContext, { claims, recoveryCodes }: { claims: SessionClaims; recoveryCodes: string[] | null }, done: string) {
  if (!recoveryCodes) return leadOn(context, claims, `/account?done=${done}`);
  return json({ recoveryCodes }, { headers: await renew(context, claims) });
}
