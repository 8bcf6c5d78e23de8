import type { Choice } from "../choice.tsx";
import { describedBy, type FieldProps, HintAndError, Optional } from "../field.tsx";

interface TickListProps extends FieldProps {
  name: string;
  options: readonly Choice[];
  defaultValues: readonly string[];
}

/** Several choices of a few, as cards big enough for gloves. The first card's id is the name, so that an error summary can link to it. */
export function TickList({ name, label, hint, error, optional, options, defaultValues }: TickListProps) {
  return (
    <fieldset className={error ? "field field-invalid" : "field"} aria-describedby={describedBy(name, hint, error)}>
      <legend className="field-label">
        {label}
        <Optional shown={optional} />
      </legend>
      <HintAndError id={name} hint={hint} error={error} />
      <div className="choices">
        {options.map(({ value, label: text }, position) => (
          <label className="choice" key={value}>
            <input
              type="checkbox"
              id={position === 0 ? name : `${name}-${value}`}
              name={name}
              value={value}
              defaultChecked={defaultValues.includes(value)}
              aria-invalid={error ? true : undefined}
            />
            <span className="choice-label">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
