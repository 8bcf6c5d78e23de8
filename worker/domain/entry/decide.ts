/** A supervisor looks at who was not let in at once, and lets them in or turns them away. */
import * as z from "zod";
import type { TenantContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { DomainError } from "#worker/errors.ts";
import { requirePermission } from "#worker/permissions.ts";
import { decideEntry, findEntry, listEntries, type Decided, type EntryDetail, type EntryShown } from "#worker/store/entries.ts";

const SHOWN_HOURS = 24;

/** Who waits at the gates, and what became of those of the last day. */
export async function listAtGates(context: TenantContext): Promise<{ waiting: EntryShown[]; settled: EntryShown[] }> {
  const store = requirePermission(context, "entry.list");
  return listEntries(store, new Date(context.request.now.getTime() - SHOWN_HOURS * 3_600_000));
}

const idInput = z.strictObject({ id: z.uuid() });

/** With all their answers, for who may read those. Throws NOT_FOUND for what is not theirs to see. */
export async function getEntry(context: TenantContext, raw: z.input<typeof idInput>): Promise<EntryDetail> {
  const store = requirePermission(context, "entry.list");
  const entry = await findEntry(store, parse(idInput, raw).id);
  if (!entry) throw new DomainError("NOT_FOUND");
  return entry;
}

export const decideInput = z.strictObject({
  id: z.uuid(),
  decision: z.enum(["approve", "deny"], "Choose to let them in or to turn them away"),
  /** To the visitor. */
  note: z
    .string()
    .trim()
    .max(300, "Use 300 characters or fewer")
    .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, "Use letters, numbers and ordinary signs only")
    .default(""),
});

/** Pressed twice, or by two at once, one decision stands. Throws NOT_FOUND for what is not theirs, INVALID_INPUT. */
export async function decide(context: TenantContext, raw: z.input<typeof decideInput>): Promise<Decided> {
  const store = requirePermission(context, "entry.decide");
  const { id, decision, note } = parse(decideInput, raw);
  const decided = await decideEntry(store, { id, isApproved: decision === "approve", note, at: context.request.now });
  if (decided.outcome === "nothing") throw new DomainError("NOT_FOUND");
  return decided;
}
