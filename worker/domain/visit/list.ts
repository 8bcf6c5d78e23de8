/** What the office sees: the overview, the register (who is on site now) and the history. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { historyInput, registerInput } from "#worker/domain/visit/schemas.ts";
import { listRegister, listVisits, readOverview, type Overview, type VisitPage } from "#worker/store/visit-lists.ts";

export async function getOverview(context: TenantContext): Promise<Overview> {
  const store = requirePermission(context, "visit.list");
  return readOverview(store, context.request.now);
}

export async function getRegister(context: TenantContext, raw: z.input<typeof registerInput>): Promise<Awaited<ReturnType<typeof listRegister>>> {
  const store = requirePermission(context, "visit.list");
  const { siteId, search, sinceEarlier, after, pageRows } = parse(registerInput, raw);
  return listRegister(store, { siteId, terms: toSearchTerms(search), earlierThanTodayAt: sinceEarlier ? context.request.now : undefined }, { olderThan: after, pageRows });
}

export async function getHistory(context: TenantContext, raw: z.input<typeof historyInput>): Promise<VisitPage> {
  const store = requirePermission(context, "visit.list");
  const { search, siteId, visitorType, fromOn, toOn, olderThan, newerThan, pageRows } = parse(historyInput, raw);
  return listVisits(store, { terms: toSearchTerms(search), siteId, visitorType, fromOn, toOn }, { olderThan, newerThan, pageRows });
}
