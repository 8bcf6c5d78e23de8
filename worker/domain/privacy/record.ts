/** The office writes down what somebody asked by phone or at its counter. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { toSearchTerms } from "#worker/domain/person/words.ts";
import { recordInput, searchInput, traceInput } from "#worker/domain/privacy/schemas.ts";
import { dueDay } from "#worker/domain/privacy/working-days.ts";
import { DomainError } from "#worker/errors.ts";
import { recordRequest as commit } from "#worker/store/privacy.ts";
import { findPersonOfTrace, listHeld, type HeldPerson } from "#worker/store/traces.ts";

/** Whoever something is held of: by words of their name, or a part of their number from its beginning. Nothing typed finds nobody. Throws INVALID_INPUT. */
export async function findHeld(context: TenantContext, raw: z.input<typeof searchInput>): Promise<{ found: HeldPerson[]; hasMore: boolean }> {
  const store = requirePermission(context, "privacy.work");
  return listHeld(store, toSearchTerms(parse(searchInput, raw).search));
}

/** Who a visit, an entry, a booking or a ban is of. Throws NOT_FOUND, for somebody erased, too. */
export async function getPersonOfTrace(context: TenantContext, raw: z.input<typeof traceInput>): Promise<{ name: string; phone: string }> {
  const person = await findPersonOfTrace(requirePermission(context, "privacy.work"), parse(traceInput, raw));
  if (!person) throw new DomainError("NOT_FOUND");
  return person;
}

/** Once, however often its form is sent. Throws NOT_FOUND, INVALID_INPUT; there, too, where one of that kind is open already. */
export async function recordRequest(context: TenantContext, raw: z.input<typeof recordInput>): Promise<void> {
  const store = requirePermission(context, "privacy.work");
  const request = parse(recordInput, raw);
  const outcome = await commit(store, { ...request, dueOn: dueDay(request.cameOn) }, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  if (outcome === "open") throw new DomainError("INVALID_INPUT", { fields: { kind: "One of this kind is open already: answer that one" } });
  if (outcome === "future") throw new DomainError("INVALID_INPUT", { fields: { cameOn: "Choose a day that is not after today" } });
}
