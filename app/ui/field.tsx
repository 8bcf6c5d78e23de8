import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { useMessages } from "./shell-context.ts";

/** What every field takes: one label, an optional hint, and the error that stands beside the field. */
export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** The sentence that says what to mend; its presence marks the field as invalid. */
  error?: string;
  /** Says "optional" beside the label; "for-some" leaves it to the hint who needs the field. Fields are required unless told otherwise. */
  optional?: boolean | "for-some";
}

/** The attributes that tie a control to its label, hint and error. */
export interface ControlAttributes {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  required?: boolean;
}

interface FieldFrameProps extends FieldProps {
  id: string;
  children: (control: ControlAttributes) => ReactNode;
}

/** Label, hint, error and one control, tied together by id. */
export function Field({ id, label, hint, error, optional, children }: FieldFrameProps) {
  return (
    <div className={error ? "field field-invalid" : "field"}>
      <label className="field-label" htmlFor={id}>
        {label}
        <Optional shown={optional} />
      </label>
      <HintAndError id={id} hint={hint} error={error} />
      {children({
        id,
        "aria-describedby": describedBy(id, hint, error),
        "aria-invalid": error ? true : undefined,
        required: !optional,
      })}
    </div>
  );
}

/** The hint and the error of a field, with the ids that `describedBy` names. */
export function HintAndError({ id, hint, error }: { id: string; hint?: ReactNode; error?: string }) {
  const { errorMark } = useMessages();
  return (
    <>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          <span className="visually-hidden">{errorMark}</span>
          {error}
        </p>
      ) : null}
    </>
  );
}

/** The word "optional" beside a label. */
export function Optional({ shown }: { shown?: FieldProps["optional"] }) {
  const { optional } = useMessages();
  return shown === true ? <span className="field-optional"> {optional}</span> : null;
}

/** Gives the aria-describedby of a field: its error first, then its hint. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const ids = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

type Control<Tag extends "input" | "textarea" | "select"> = Omit<
  ComponentPropsWithoutRef<Tag>,
  "name" | "style" | "className" | "required"
>;

type TextFieldProps = FieldProps & { name: string } & Control<"input">;

/** One line of text. `id` is the name unless given; autoComplete, inputMode, a description elsewhere and the rest go to the input. */
export function TextField({ label, hint, error, optional, name, id = name, type = "text", "aria-describedby": also, ...input }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <input className="input" name={name} type={type} {...input} {...control} aria-describedby={[control["aria-describedby"], also].filter(Boolean).join(" ") || undefined} />
      )}
    </Field>
  );
}

type TextAreaProps = FieldProps & { name: string } & Control<"textarea">;

/** Several lines of text. */
export function TextArea({ label, hint, error, optional, name, id = name, ...area }: TextAreaProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <textarea className="input" name={name} rows={4} {...area} {...control} />}
    </Field>
  );
}

type DateFieldProps = FieldProps & { name: string } & Omit<Control<"input">, "type">;

/** A calendar day in the browser's own picker; values are YYYY-MM-DD. */
export function DateField({ label, hint, error, optional, name, id = name, ...input }: DateFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <input className="input" name={name} type="date" {...input} {...control} />}
    </Field>
  );
}

export interface SelectOption {
  value: string;
  label: string;
}

type SelectProps = FieldProps & { name: string; options: readonly SelectOption[] } & Omit<Control<"select">, "children">;

/** One choice of many in the browser's own list; with up to five, use RadioGroup. */
export function Select({ label, hint, error, optional, name, id = name, options, ...select }: SelectProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <select className="input" name={name} {...select} {...control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
