/** Who is banned, and what the form to ban somebody begins with. */
import type * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { TenantContext } from "#worker/context.ts";
import { banFormInput } from "#worker/domain/ban/schemas.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { listBans, readBanForm, type BanForm } from "#worker/store/bans.ts";

/** The bans that hold first, the latest before; then the latest that are over. */
export async function getBans(context: TenantContext) {
  return listBans(requirePermission(context, "ban.list"));
}

/** The sites that somebody can be banned from, and who a visit was. Throws NOT_FOUND for a visit that is not theirs to see. */
export async function getBanForm(context: TenantContext, raw: z.input<typeof banFormInput>): Promise<BanForm> {
  const store = requirePermission(context, "ban.change");
  const { visitId } = parse(banFormInput, raw);
  const form = await readBanForm(store, visitId ?? null);
  if (visitId && !form.person) throw new DomainError("NOT_FOUND");
  return form;
}
