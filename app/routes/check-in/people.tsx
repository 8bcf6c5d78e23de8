import { useEffect, useState, type MouseEvent } from "react";
import { countOf, VISITOR_TYPE_LABELS } from "#app/routes/office/words.ts";
import { Badge, Button, Select, TextField } from "#app/ui/index.ts";
import { FIRST_ROWS, ROWS_AT_MOST, type NewPerson } from "./fields.ts";
import { groupPeople, isFound } from "./groups.ts";
import type { Data } from "./route.tsx";

type Known = Data["people"][number];

interface KnownPeopleProps {
  people: Known[];
  ticked: string[];
  /** Typed into the search, where there is script; the others stay ticked, out of sight. */
  filter: string;
  /** Called after many were ticked at once, for no box says so by itself. */
  onTicked: (form: HTMLFormElement) => void;
}

/** Everybody who was here lately, to be ticked with a gloved thumb: crews by employer, visitors and deliveries folded. */
export function KnownPeople({ people, ticked, filter, onTicked }: KnownPeopleProps) {
  const { crews, others } = groupPeople(people);
  const found = others.filter((person) => isFound(person, filter));
  const isNone = !people.some((person) => isFound(person, filter));
  const isOpen = (filter !== "" && found.length > 0) || crews.length === 0 || others.some(({ personId }) => ticked.includes(personId));
  return (
    <div className="stack" id="known">
      <p className="soft">Who came here in the last 30 days and is not on site now. Tick those who are with you.</p>
      {crews.map(({ name, people: crew }) => (
        <People key={name} name={name} people={crew} ticked={ticked} filter={filter} onTicked={onTicked} />
      ))}
      {others.length > 0 ? (
        <details className="card crew-others" open={isOpen} hidden={found.length === 0}>
          <summary>Visitors and deliveries ({others.length})</summary>
          <People name="Visitors and deliveries" people={others} ticked={ticked} filter={filter} withEmployer />
        </details>
      ) : null}
      {isNone ? <p>Nobody here is called “{filter}”. Those whom you ticked stay ticked. Enter who is new below.</p> : null}
    </div>
  );
}

interface PeopleProps extends Omit<KnownPeopleProps, "onTicked"> {
  name: string;
  withEmployer?: boolean;
  onTicked?: KnownPeopleProps["onTicked"];
}

function People({ name, people, ticked, filter, withEmployer, onTicked }: PeopleProps) {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const count = people.filter((person) => isFound(person, filter)).length;
  function tickAll({ currentTarget }: MouseEvent<HTMLButtonElement>) {
    const boxes = [...(currentTarget.closest("fieldset")?.querySelectorAll<HTMLInputElement>(".choice:not([hidden]) input") ?? [])];
    const isOn = boxes.some(({ checked }) => !checked);
    for (const box of boxes) box.checked = isOn;
    if (currentTarget.form) onTicked?.(currentTarget.form);
  }
  return (
    <fieldset className="field crew-group" hidden={count === 0}>
      <legend className={withEmployer ? "visually-hidden" : "crew-name"}>
        {name} <span className="soft">{countOf(count, "person", "people")}</span>
      </legend>
      {isReady && onTicked && count > 1 ? (
        <div className="row">
          <Button type="button" look="quiet" onClick={tickAll}>
            Tick or untick all {count}<span className="visually-hidden"> of {name}</span>
          </Button>
        </div>
      ) : null}
      <div className="choices crew">
        {people.map((person) => (
          <label className="choice" key={person.personId} hidden={!isFound(person, filter)}>
            <input type="checkbox" name="known" value={person.personId} defaultChecked={ticked.includes(person.personId)} data-due={isDue(person) ? "yes" : undefined} />
            <span className="choice-label">
              {person.name}
              <span className="field-hint">{[withEmployer ? person.employer : "", VISITOR_TYPE_LABELS[person.visitorType]].filter(Boolean).join(", ")}</span>
              <Inducted person={person} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const isDue = ({ standing }: Known) => standing !== null && standing !== "valid";

const DUE: Record<string, string> = { none: "Needs the induction first", expired: "Induction has expired: needs it again", "new-version": "Induction has changed: needs it again" };

function Inducted({ person }: { person: Known }) {
  const { standing, inductedUntil } = person;
  if (standing === null) return null;
  if (isDue(person)) return <Badge tone="caution">{DUE[standing] ?? "Needs the induction first"}</Badge>;
  return <Badge tone="good">{inductedUntil ? `Inducted until ${inductedUntil.text}` : "Inducted"}</Badge>;
}

const TYPES = Object.entries(VISITOR_TYPE_LABELS).map(([value, label]) => ({ value, label }));

/** Rows for people who were not here before. One left blank counts for nobody; `isFirst`: nobody is known yet. */
export function NewPeople({ people, errors, isBusy, isFirst }: { people: NewPerson[]; errors: Record<string, string | undefined>; isBusy: boolean; isFirst: boolean }) {
  return (
    <details open={isFirst || people.length > FIRST_ROWS || people.some(({ name, phone, employer }) => name || phone || employer)} className="card crew-others">
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
      {people.length < ROWS_AT_MOST ? (
        <Button look="quiet" name="intent" value="more" busy={isBusy}>
          More rows for somebody new
        </Button>
      ) : null}
    </details>
  );
}
