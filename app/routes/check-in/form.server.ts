/** What the page of a crew sends, read and signed. */
import { readFields } from "#app/door.server.ts";
import type { RequestContext } from "#worker/context.ts";
import { sign, verify } from "#worker/crypto/signed.ts";
import { DomainError, type FieldErrors } from "#worker/errors.ts";
import { ofSomebody } from "#app/routes/office/words.ts";
import { LIFETIMES } from "#worker/limits.ts";
import type { VisitorType } from "#worker/domain/visit/schemas.ts";
import { BLANK, FIRST_ROWS, isBlank, PERSON_FIELDS, ROWS_AT_MOST, type NewPerson } from "./fields.ts";

/** Whose crew it is, in the page's own key: which form, which site, and the site's link. */
export interface CrewForm {
  crewId: string;
  siteId: string;
  /** `<code>-<secret>`; empty where the site has no live link. */
  link: string;
  code: string;
}

export const signCrew = ({ settings, now }: RequestContext, { crewId, siteId, link, code }: CrewForm): Promise<string> =>
  sign(settings.signingKeys, "crew-form", { crw: crewId, sit: siteId, lnk: link, cod: code }, now, LIFETIMES.signInFormSeconds);

/** Throws INVALID_INPUT for a form that is too old or not ours. */
export async function readCrew({ settings, now }: RequestContext, formKey: string): Promise<CrewForm> {
  const { crw, sit, lnk, cod } = (await verify(settings.signingKeys, "crew-form", formKey, now))?.claims ?? {};
  if (typeof crw === "string" && typeof sit === "string" && typeof lnk === "string" && typeof cod === "string") return { crewId: crw, siteId: sit, link: lnk, code: cod };
  throw new DomainError("INVALID_INPUT", { fields: { form: "This form is too old. What you entered stands below: send it again." } });
}

export interface CrewTyped {
  known: string[];
  people: NewPerson[];
}

const OWN = ["formKey", "intent", "notices"];
const ROW_FIELD = /^(name|phone|employer|visitorType)(0|[1-9]\d?)$/;

/** The form's fields; a row that was not sent is blank. Throws UNREADABLE for any that is not ours. */
export async function readTyped(request: Request): Promise<CrewTyped & { field: (name: string) => string; notices: string[] }> {
  const fields = await readFields(request);
  const rows = new Map<number, NewPerson>();
  for (const [name, values] of Object.entries(fields)) {
    if (name === "known" || name === "notice") continue;
    const [, part = "", row = ""] = ROW_FIELD.exec(name) ?? [];
    if (values.length > 1 || (part === "" && !OWN.includes(name)) || Number(row) >= ROWS_AT_MOST) throw new DomainError("UNREADABLE");
    if (part) rows.set(Number(row), { ...(rows.get(Number(row)) ?? BLANK), [part]: values[0] ?? "" });
  }
  const count = Math.max(FIRST_ROWS, ...[...rows.keys()].map((row) => row + 1));
  return { known: fields["known"] ?? [], people: Array.from({ length: count }, (_, row) => rows.get(row) ?? BLANK), notices: fields["notice"] ?? [], field: (name) => fields[name]?.[0] ?? "" };
}

/** Those of the rows that somebody stands in, as the operation takes them, each with the number of its row. */
export const filledRows = (people: NewPerson[]) => people.flatMap((person, row) => (isBlank(person) ? [] : [{ row, person: { ...person, visitorType: person.visitorType as VisitorType } }]));

/** Beside which field of which row the form shows what is to be corrected. */
export function fieldsOfForm(fields: FieldErrors, rows: number[]): FieldErrors {
  const named = Object.entries(fields).map(([path, sentence]): [string, string] => {
    const [, index, part] = /^people\.(\d+)\.(\w+)$/.exec(path) ?? [];
    const isOfRow = part !== undefined && (PERSON_FIELDS as readonly string[]).includes(part);
    return [isOfRow ? `${part}${rows[Number(index)] ?? 0}` : path.replace(/\..*/, ""), ofSomebody(sentence)];
  });
  return Object.fromEntries(named);
}
