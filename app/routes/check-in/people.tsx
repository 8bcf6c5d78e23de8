import { VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { Badge, Select, TextField } from "#app/ui/index.ts";
import { FIRST_ROWS, type NewPerson } from "./fields.ts";
import type { Data } from "./route.tsx";

type Known = Data["people"][number];

interface KnownPeopleProps {
  people: Known[];
  ticked: string[];
  /** Typed into the search, where there is script; the others stay ticked, out of sight. */
  filter: string;
}

const plain = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const holds = ({ name, employer }: Known, filter: string) => plain(filter).split(/\s+/).every((word) => plain(`${name} ${employer}`).includes(word));

/** Everybody who was here lately, to be ticked with a gloved thumb. */
export function KnownPeople({ people, ticked, filter }: KnownPeopleProps) {
  return (
    <fieldset className="field" id="known">
      <legend className="field-label">Who came in the last 30 days: tick those who are with you</legend>
      <p className="field-hint">Everybody who came here in the last 30 days and is not on site now, the latest first.</p>
      <div className="choices crew">
        {people.map((person) => (
          <label className="choice" key={person.personId} hidden={!holds(person, filter)}>
            <input type="checkbox" name="known" value={person.personId} defaultChecked={ticked.includes(person.personId)} />
            <span className="choice-label">
              {person.name}
              <span className="field-hint">{[person.employer, VISITOR_TYPE_LABELS[person.visitorType]].filter(Boolean).join(", ")}</span>
              <Inducted person={person} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Inducted({ person: { standing, inductedUntil } }: { person: Known }) {
  if (standing === null) return null;
  if (standing !== "valid") return <Badge tone="caution">No valid induction</Badge>;
  return <Badge tone="good">{inductedUntil ? `Inducted until ${inductedUntil.text}` : "Inducted"}</Badge>;
}

const TYPES = Object.entries(VISITOR_TYPE_LABELS).map(([value, label]) => ({ value, label }));

/** Rows for people who were not here before. One left blank counts for nobody. */
export function NewPeople({ people, errors }: { people: NewPerson[]; errors: Record<string, string | undefined> }) {
  return (
    <details open={people.length > FIRST_ROWS || people.some(({ name, phone }) => name || phone)} className="card">
      <summary>Somebody new</summary>
      <ol className="crew-new">
        {people.map((person, row) => {
          const label = (text: string) => (
            <>
              {text}
              <span className="visually-hidden"> of person {row + 1}</span>
            </>
          );
          return (
            <li key={row} className="fields">
              <TextField name={`name${row}`} label={label("Name")} optional="for-some" maxLength={100} autoComplete="off" autoCapitalize="words" defaultValue={person.name} error={errors[`name${row}`]} />
              <TextField name={`phone${row}`} label={label("Phone")} optional="for-some" type="tel" inputMode="tel" maxLength={40} autoComplete="off" defaultValue={person.phone} error={errors[`phone${row}`]} />
              <TextField name={`employer${row}`} label={label("Employer")} optional="for-some" maxLength={100} autoComplete="off" defaultValue={person.employer} error={errors[`employer${row}`]} />
              <Select name={`visitorType${row}`} label={label("Type")} options={TYPES} defaultValue={person.visitorType} error={errors[`visitorType${row}`]} />
            </li>
          );
        })}
      </ol>
    </details>
  );
}
