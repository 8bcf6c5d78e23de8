/** The log: what the office reads, checks and takes of it, and the system's turns at the chains. */
import { env } from "cloudflare:workers";
import { makeAuditChoreContext } from "#worker/context.ts";
import { runAuditChores } from "#worker/domain/audit/chores.ts";
import { keptSince } from "../chains.ts";
import { asOwner } from "../database.ts";
import { makeRequest } from "../factories.ts";
import { caseOf, type At, type Case, type Cases } from "./case.ts";
import type { RouteCases } from "./route-case.ts";

/** With the bucket between context and input. */
const withFiles = (context: unknown, input: unknown) => [context, env.FILES, input];

/** A turn at the company's chain that was claimed; its number is nobody else's. */
async function claim({ site: { companyId } }: At) {
  const fencing = Math.floor(Math.random() * 1_000_000_000);
  await asOwner()`insert into audit_chore (company_id, fencing, lease_until) values (${companyId}, ${fencing}, now() + interval '1 minute') on conflict (company_id) do update set fencing = ${fencing}, lease_until = excluded.lease_until`;
  return { companyId, fencing };
}

const turn = (args: (context: unknown) => unknown[], more: Partial<Case> = {}): Case =>
  caseOf({ by: "system", input: claim, context: (_at, claimed: Awaited<ReturnType<typeof claim>>) => makeAuditChoreContext(makeRequest(), claimed), args, crossed: { companyId: "CLAIM_LOST" }, ...(more as object) });

async function doAllChores(): Promise<void> {
  for (let done = 1; done > 0; ) done = await runAuditChores(makeRequest(), env.FILES);
}

export const AUDIT_CASES: Cases = {
  getEvents: { by: "member", input: ({ actor }) => ({ who: actor.claims.memberId }), crossed: { who: "own" } },
  "getEvents, all": { by: "member", input: () => ({}), sees: ({ world }) => world.word },
  getEvent: { by: "member", args: withFiles, input: () => ({ number: 1 }), sees: ({ site }) => site.code },
  verifyChain: { by: "member", args: withFiles, input: () => ({}) },
  // Whatever is asked for, that it was taken is written down.
  exportEvents: { by: "member", event: "audit.exported", args: withFiles, input: ({ actor }) => ({ who: actor.claims.memberId }), crossed: { who: "own" }, counts: ["audit_event", "audit_head"] },
  archiveEvents: turn((context) => [context, env.FILES, keptSince()]),
  takeCheckpoint: turn((context) => [context, env.FILES], { counts: ["audit_checkpoint"] }),
  // What others have left to be done is done first: a run takes whose turn it is.
  runAuditChores: caseOf({ by: "stranger", input: doAllChores, args: (request) => [request, env.FILES], counts: ["audit_checkpoint", "audit_chore"] }),
};

export const AUDIT_ROUTES: RouteCases = {
  "GET /audit": { needs: "audit.list", ok: 200, send: ({ site }) => ({ path: `/audit?row=site:${site.siteId}` }) },
  "GET /audit/:number": { needs: "audit.list", ok: 200, send: () => ({ path: "/audit/1" }) },
  "GET /audit/verify": { needs: "audit.verify", ok: 200, send: () => ({ path: "/audit/verify" }) },
  "GET /audit/export": {
    needs: "audit.export",
    ok: 200,
    isNoPage: true,
    strangerTo: /^\/log-in\?ended=1&next=\/audit$/,
    send: () => ({ path: "/audit/export" }),
    writes: ["audit_event", "audit_head"],
  },
};
