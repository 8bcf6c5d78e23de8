/** The office's words for what the record holds in codes. */

export const VISITOR_TYPE_LABELS: Record<string, string> = {
  contractor: "Contractor",
  visitor: "Visitor",
  employee: "Employee",
  delivery: "Delivery",
};

export const ROLE_LABELS: Record<string, string> = {
  owner: "Owner",
  admin: "Admin",
  site_manager: "Site manager",
  viewer: "Viewer",
};

/** "+64211234567" → "021 123 4567"; a number of another country stays as it is. */
export function phoneText(phone: string): string {
  if (!phone.startsWith("+64")) return phone;
  const national = `0${phone.slice(3)}`;
  const [, area = "", middle = "", rest = ""] = /^(02\d|0800|0508|0\d)(\d{3})(\d+)$/.exec(national) ?? [];
  return area ? `${area} ${middle} ${rest}` : national;
}

/** "1 person", "1,204 people". */
export function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-NZ")} ${count === 1 ? one : many}`;
}

const OF_SOMEBODY: Record<string, string> = {
  "Enter your name": "Enter their name",
  "Enter your name in letters": "Enter their name in letters",
  "Enter your phone number": "Enter their phone number",
  "Enter the company you work for": "Enter the company they work for",
};

/** What the gate says to whoever types their own details, for who types somebody else's. */
export const ofSomebody = (sentence: string): string => OF_SOMEBODY[sentence] ?? sentence;
