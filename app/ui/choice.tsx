import type { ReactNode } from "react";
import { describedBy, type FieldProps, HintAndError, Optional } from "./field.tsx";

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
}

interface RadioGroupProps extends FieldProps {
  name: string;
  options: readonly Choice[];
  defaultValue?: string;
}

/**
 * One choice of a few, as cards big enough for gloves. The first card's id is the name, so that an
 * error summary can link to it; the others are `name-value`.
 */
export function RadioGroup({ name, label, hint, error, optional, options, defaultValue }: RadioGroupProps) {
  return (
    <fieldset
      className={error ? "field field-invalid" : "field"}
      role="radiogroup"
      aria-describedby={describedBy(name, hint, error)}
      aria-invalid={error ? true : undefined}
      aria-required={optional ? undefined : true}
    >
      <legend className="field-label">
        {label}
        <Optional shown={optional} />
      </legend>
      <HintAndError id={name} hint={hint} error={error} />
      <div className="choices">
        {options.map((option, position) => (
          <label className="choice" key={option.value}>
            <input
              type="radio"
              id={position === 0 ? name : `${name}-${option.value}`}
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              required={!optional}
            />
            <ChoiceText label={option.label} hint={option.hint} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckboxProps {
  name: string;
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  value?: string;
  defaultChecked?: boolean;
  required?: boolean;
}

/** One thing to tick, such as an acknowledgement. Sends `value` ("yes" unless given) when ticked. */
export function Checkbox({ name, id = name, label, hint, error, value = "yes", ...input }: CheckboxProps) {
  return (
    <div className={error ? "field field-invalid" : "field"}>
      <HintAndError id={id} error={error} />
      <label className="choice">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          aria-describedby={describedBy(id, undefined, error)}
          aria-invalid={error ? true : undefined}
          {...input}
        />
        <ChoiceText label={label} hint={hint} />
      </label>
    </div>
  );
}

function ChoiceText({ label, hint }: { label: ReactNode; hint?: ReactNode }) {
  return (
    <span className="choice-label">
      {label}
      {hint ? <span className="field-hint">{hint}</span> : null}
    </span>
  );
}
