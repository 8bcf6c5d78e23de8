/** The rows for people who were not here before. */

export interface NewPerson {
  name: string;
  phone: string;
  employer: string;
  visitorType: string;
}

export const BLANK: NewPerson = { name: "", phone: "", employer: "", visitorType: "contractor" };

/** The names of one row's fields: `name3`. */
export const PERSON_FIELDS = ["name", "phone", "employer", "visitorType"] as const;

export const FIRST_ROWS = 10;
export const ROWS_AT_MOST = 40;

export const isBlank = ({ name, phone, employer }: NewPerson): boolean => [name, phone, employer].every((text) => text.trim() === "");
