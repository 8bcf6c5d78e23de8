/** What the names in an event's changes and personal values mean. */
const FIELD_WORDS: Record<string, string> = {
  address: "Network address",
  approval: "Always wait for a supervisor",
  at: "When",
  bytes: "Size in bytes",
  companyName: "Company's name",
  contact: "Whom to call",
  contactBefore: "Whom to call, before",
  contactEmail: "Contact's e-mail",
  contactName: "Contact's name",
  contactPhone: "Phone of whom to call",
  contactPhoneBefore: "Phone of whom to call, before",
  email: "E-mail",
  expiresOn: "Good until",
  failure: "Why it failed",
  fromOn: "First day",
  toOn: "Last day",
  hours: "Opening hours",
  how: "How",
  leftHow: "How it ended",
  linkId: "Sign-in link",
  ownerId: "Owner",
  papers: "Contractors' papers",
  place: "Place",
  reason: "Why",
  rows: "Visits",
  secondFactor: "Second step",
  sha256: "SHA-256 of the file",
  siteIds: "Sites",
  untilOn: "Last day",
  userAgent: "Browser",
  visitorType: "Type of visitor",
  why: "Why",
};

/** "sessionsEnded" → "Sessions ended", unless it has words of its own. */
export function fieldText(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");
  return FIELD_WORDS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as people read it; `names` stand for the ids of sites and members. */
export function valueText(value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((one) => valueText(one, names)).join(", ");
  return typeof value === "string" ? (names.get(value) ?? value) : JSON.stringify(value);
}

/** A pair is old and new; anything else is what it is. Which of the two a name holds is the writer's word: lists of two are pairs. */
export function changeText(value: unknown, names: ReadonlyMap<string, string>): { from: string | null; to: string } {
  if (Array.isArray(value) && value.length === 2) return { from: valueText(value[0], names), to: valueText(value[1], names) };
  return { from: null, to: valueText(value, names) };
}
