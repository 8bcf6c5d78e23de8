/** A contractor is added, mended or archived. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { contractorIdInput, contractorInput } from "#worker/domain/contractor/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { archiveContractor as commitArchive, insertContractor, updateContractor, type ContractorOutcome } from "#worker/store/contractors.ts";

/** Of names the database decides which are the same: by what the gate compares employers by. */
function requireName({ outcome, takenBy }: { outcome: ContractorOutcome; takenBy: string | null }): void {
  if (outcome === "taken") throw new DomainError("INVALID_INPUT", { fields: { name: `${takenBy ?? "A contractor"} is there already, and the gate takes the two for one` } });
  if (outcome === "unnamed") throw new DomainError("INVALID_INPUT", { fields: { name: "Enter a name with more to it than “Ltd” or “Company”" } });
}

/** False when this form had added it before. Throws INVALID_INPUT for a name that is taken. */
export async function addContractor(context: TenantContext, raw: z.input<typeof contractorInput>): Promise<boolean> {
  const store = requirePermission(context, "contractor.change");
  const result = await insertContractor(store, parse(contractorInput, raw));
  requireName(result);
  return result.outcome === "changed";
}

/** False when nothing was different. Throws NOT_FOUND, for one that is archived, too, and INVALID_INPUT. */
export async function changeContractor(context: TenantContext, raw: z.input<typeof contractorInput>): Promise<boolean> {
  const store = requirePermission(context, "contractor.change");
  const result = await updateContractor(store, parse(contractorInput, raw));
  if (result.outcome === "nothing") throw new DomainError("NOT_FOUND");
  requireName(result);
  return result.outcome === "changed";
}

/** False when it was before. Throws NOT_FOUND. */
export async function archiveContractor(context: TenantContext, raw: z.input<typeof contractorIdInput>): Promise<boolean> {
  const store = requirePermission(context, "contractor.change");
  const outcome = await commitArchive(store, parse(contractorIdInput, raw).contractorId, context.request.now);
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome === "changed";
}
