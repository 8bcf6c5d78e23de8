/** One e-mail may belong to several companies: on to another of them, in the same log-in. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext, SessionClaims } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { makeSession, toClaims } from "#worker/domain/account/new-session.ts";
import { parse } from "#worker/domain/parse.ts";
import { switchCompany as commit } from "#worker/store/own-account.ts";

export const switchCompanyInput = z.strictObject({ companyId: z.uuid() });

/** Gives the claims for the cookie. The session there ends when this one would have. Throws NOT_FOUND, COMPANY_SUSPENDED. */
export async function switchCompany(context: MemberContext, raw: z.input<typeof switchCompanyInput>): Promise<SessionClaims> {
  const store = requirePermission(context, "session.open");
  const { companyId } = parse(switchCompanyInput, raw);
  const session = makeSession(context.request);
  return toClaims(await commit(store, companyId, sha256Of(context.claims.secret), session), session.secret);
}
