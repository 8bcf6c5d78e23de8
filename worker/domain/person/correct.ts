/** The office puts right who somebody is: in the register, the history and wherever else they stand. */
import * as z from "zod";
import { requirePermission } from "#worker/permissions.ts";
import type { MemberContext } from "#worker/context.ts";
import { parse } from "#worker/domain/parse.ts";
import { employer, personName, phoneNumber } from "#worker/domain/person/schemas.ts";
import { phoneWords, toKey } from "#worker/domain/person/words.ts";
import { DomainError } from "#worker/errors.ts";
import { correctPerson as commit } from "#worker/store/people.ts";

export const correctInput = z.strictObject({ personId: z.uuid(), name: personName, phone: phoneNumber, employer });

/** `exists`: somebody else has that name and number; nothing was changed. Throws NOT_FOUND, for somebody erased, too, and INVALID_INPUT. */
export async function correctPerson(context: MemberContext, raw: z.input<typeof correctInput>): Promise<"corrected" | "same" | "exists"> {
  const store = requirePermission(context, "privacy.work");
  const { personId, ...who } = parse(correctInput, raw);
  const [nameKey, employerKey] = [toKey(who.name), toKey(who.employer)];
  const outcome = await commit(store, personId, { ...who, nameKey, nameWords: nameKey.split(" "), phoneWords: phoneWords(who.phone), employerWords: employerKey.split(" ").filter(Boolean) });
  if (outcome === "nothing") throw new DomainError("NOT_FOUND");
  return outcome;
}
