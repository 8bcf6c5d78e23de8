/** The names of the form's fields. */
import type { VisitorType } from "#worker/domain/visit/schemas.ts";

/** Monday first, as the rules keep them. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const dayFields = DAYS.flatMap((_, day) => [`from${day}`, `to${day}`] as const);

export const WAIT_FIELDS: Record<string, VisitorType> = { waitContractor: "contractor", waitVisitor: "visitor", waitEmployee: "employee", waitDelivery: "delivery" };

export const RULE_FIELDS: readonly string[] = ["mark", "contactName", "contactPhone", "hours", ...dayFields, "papers", "insurance", "licence", ...Object.keys(WAIT_FIELDS)];

/** What is typed, by field; a box that is ticked is "yes". */
export type RulesTyped = Record<string, string>;
