/** Words for what inductions hold in codes, and the same for every page of them. */
import { VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";

/** In the plural: whom an induction is for. */
export const VISITOR_TYPES_LABELS: Record<string, string> = { contractor: "Contractors", visitor: "Visitors", employee: "Employees", delivery: "Deliveries" };

/** "Contractors and visitors". */
export function forWhom(types: readonly string[]): string {
  const names = Object.keys(VISITOR_TYPE_LABELS).filter((type) => types.includes(type)).map((type) => VISITOR_TYPES_LABELS[type] ?? type);
  const last = names.pop() ?? "";
  const text = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return text.charAt(0) + text.slice(1).toLowerCase();
}

/** What a new one may begin from, in the order of the form. */
export const STARTER_CHOICES = [
  { value: "construction", label: "Construction site", hint: "Hazards, PPE, emergencies and a short quiz" },
  { value: "warehouse", label: "Warehouse", hint: "Forklifts, walkways and loading docks" },
  { value: "office", label: "Office", hint: "Way out, first aid and house rules" },
  { value: "farm", label: "Farm", hint: "Vehicles, animals and biosecurity" },
  { value: "nothing", label: "Nothing", hint: "An empty page" },
] as const;
