import { DomainError } from "#worker/errors.ts";

/** A draft as the editor's script sends it. Throws UNREADABLE for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("UNREADABLE");
  }
}
