/** The office writes down what somebody asked by phone or at its counter. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { recordInput, visitInput } from "#worker/domain/privacy/schemas.ts";
import { dueDay } from "#worker/domain/privacy/working-days.ts";
import { DomainError } from "#worker/errors.ts";
import { findPersonOfVisit, recordRequest as commit } from "#worker/store/privacy.ts";

/** Who a visit was. Throws NOT_FOUND, for somebody erased, too. */
export async function getPersonOfVisit(context: TenantContext, raw: z.input<typeof visitInput>): Promise<{ name: string; phone: string }> {
  const person = await findPersonOfVisit(requirePermission(context, "privacy.work"), parse(visitInput, raw).visitId);
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
