/** Who came lately, as a foreman looks for them: by employer, and who brings or visits apart. */

interface Known {
  name: string;
  employer: string;
  visitorType: string;
}

export interface Group<T> {
  name: string;
  people: T[];
}

const plain = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
const byName = <T extends { name: string }>(one: T, other: T) => one.name.localeCompare(other.name, "en-NZ");

/** Each word of the search begins or stands in name or employer. */
export const isFound = ({ name, employer }: Known, search: string): boolean => plain(search).split(/\s+/).every((word) => plain(`${name} ${employer}`).includes(word));

/** Contractors and employees by employer, by name within; visitors and deliveries in one list of their own. Employers are one whatever capitals and macrons they were typed with. */
export function groupPeople<T extends Known>(people: T[]): { crews: Group<T>[]; others: T[] } {
  const crews = new Map<string, Group<T>>();
  const others: T[] = [];
  for (const person of people) {
    if (!["contractor", "employee"].includes(person.visitorType)) {
      others.push(person);
      continue;
    }
    const name = person.employer.trim() || (person.visitorType === "employee" ? "Your own employees" : "No employer given");
    const group = crews.get(plain(name)) ?? { name, people: [] };
    group.people.push(person);
    crews.set(plain(name), group);
  }
  return { crews: [...crews.values()].sort(byName).map((group) => ({ ...group, people: group.people.sort(byName) })), others: others.sort(byName) };
}
