/** Who comes to the sites of a company. */
import { foreignKey, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { stamps } from "#worker/store/schema/columns.ts";
import { company } from "#worker/store/schema/company.ts";

/** A phone number and a normalised name together: crews share phones. */
export const person = pgTable(
  "person",
  {
    companyId: uuid("company_id").notNull(),
    id: uuid("id").notNull(),
    phone: text("phone").notNull(),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    ...stamps,
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    unique("person_phone_name").on(t.companyId, t.phone, t.nameKey),
    foreignKey({ columns: [t.companyId], foreignColumns: [company.id], name: "person_company" }),
  ],
);

/** Search goes by ranges over these words: LIKE and its kin lose their index under row-level security. */
export const personTerm = pgTable(
  "person_term",
  {
    companyId: uuid("company_id").notNull(),
    term: text("term").notNull(),
    personId: uuid("person_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.term, t.personId] }),
    foreignKey({ columns: [t.companyId, t.personId], foreignColumns: [person.companyId, person.id], name: "person_term_person" }),
  ],
);
