/** What a stranger sent, read by a schema: no input makes it throw. */
import type * as z from "zod";

/** What JavaScript says of an object that it is to compare with a number and whose `toString` is no function. */
const NO_PRIMITIVE = "Cannot convert object to primitive value";

type Issue = { path: PropertyKey[]; message: string };

/**
 * Gives the parsed value, or what is wrong with it. Zod compares `length` with a limit before it has said that the value
 * is neither text nor list, and its own safeParse() throws for `{"length":{"toString":false}}`, which any JSON body can hold.
 */
export function safeParse<T extends z.ZodType>(schema: T, raw: unknown): { data: z.output<T>; issues: null } | { data: null; issues: Issue[] } {
  try {
    const { success, data, error } = schema.safeParse(raw);
    return success ? { data, issues: null } : { data: null, issues: error.issues };
  } catch (error) {
    if (!(error instanceof TypeError) || error.message !== NO_PRIMITIVE) throw error;
    return { data: null, issues: [{ path: [], message: "This can't be read. Load the page again, and send it once more" }] };
  }
}
