/** What a returning phone is greeted with. The anonymous page never asks. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { VisitorContext } from "#worker/context.ts";
import { sha256Of } from "#worker/crypto/digest.ts";
import { parse } from "#worker/domain/parse.ts";
import { findRememberedVisitor, type RememberedVisitor } from "#worker/store/visits.ts";

const greetInput = z.strictObject({ earlierToken: z.string().length(43) });

/** Null when this company knows nothing of the device. */
export async function findGreeting(context: VisitorContext, raw: z.input<typeof greetInput>): Promise<RememberedVisitor | null> {
  const store = requirePermission(context, "visit.sign-in");
  const { earlierToken } = parse(greetInput, raw);
  return findRememberedVisitor(store, context.siteId, sha256Of(earlierToken));
}
