/** The companies that send people to the sites, and what of their papers is in date. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { contractorIdInput } from "#worker/domain/contractor/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { findContractor, listContractors, type ContractorWithPapers } from "#worker/store/contractors.ts";

/** Whose papers end first, or are missing, comes first; then those that were archived. */
export async function getContractors(context: TenantContext) {
  return listContractors(requirePermission(context, "contractor.list"));
}

/** The same for who is about to change them. Throws FORBIDDEN. */
export async function getContractorsToChange(context: TenantContext) {
  return listContractors(requirePermission(context, "contractor.change"));
}

/** Throws NOT_FOUND. */
export async function getContractor(context: TenantContext, raw: z.input<typeof contractorIdInput>): Promise<ContractorWithPapers> {
  const store = requirePermission(context, "contractor.list");
  const found = await findContractor(store, parse(contractorIdInput, raw).contractorId);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}
