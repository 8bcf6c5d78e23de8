/** The filter as it stands in the page's address, and what to say where it can't be used. */
import type { Query } from "#app/routes/office/query.server.ts";
import type { FieldErrors } from "#worker/errors.ts";

/** The filter of an address, by the names of the form's fields. */
export const filtersOf = (query: Query) => ({ who: query("who"), action: query("action"), row: query("row"), from: query("from"), to: query("to") });

/** The same as the operations' input. */
export function inputOf(query: Query) {
  const { who, action, row, from, to } = filtersOf(query);
  return { who, action, row, fromOn: from, toOn: to };
}

const FIELD_OF: Record<string, string> = { who: "who", action: "action", row: "row", fromOn: "from", toOn: "to" };

/** A refusal's sentences by the fields that the page has. */
export function toFields(refused: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(refused).flatMap(([input, sentence]) => (FIELD_OF[input] ? [[FIELD_OF[input], sentence]] : [])));
}
