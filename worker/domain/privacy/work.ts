/** The office works on what people asked about their data. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { answerInput, requestInput, requestsInput } from "#worker/domain/privacy/schemas.ts";
import { DomainError } from "#worker/errors.ts";
import { answerRequest as commit, findRequest, listRequests, type RequestDetail, type RequestList } from "#worker/store/privacy.ts";

/** What is open, the most urgent first; or the latest that were answered. */
export async function getRequests(context: TenantContext, raw: z.input<typeof requestsInput> = {}): Promise<RequestList> {
  const store = requirePermission(context, "privacy.work");
  return listRequests(store, parse(requestsInput, raw).isAnswered);
}

/** With all that is held about who asked. Throws NOT_FOUND. */
export async function getRequest(context: TenantContext, raw: z.input<typeof requestInput>): Promise<RequestDetail> {
  const store = requirePermission(context, "privacy.work");
  const found = await findRequest(store, parse(requestInput, raw).requestId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}

/** False when it was answered before. Throws NOT_FOUND, INVALID_INPUT. */
export async function answerRequest(context: TenantContext, raw: z.input<typeof answerInput>): Promise<boolean> {
  const store = requirePermission(context, "privacy.work");
  const { requestId, state, answer } = parse(answerInput, raw);
  const outcome = await commit(store, { requestId, state, answer }, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "answered";
}
