import { useEffect, useState } from "react";
import { TextField } from "#app/ui/index.ts";

interface NumberFieldProps {
  id: string;
  label: string;
  hint?: string;
  value: number | null;
  onChange: (value: number | null) => void;
  /** Whole numbers from and to; other numbers are not taken. */
  whole?: { min: number; max: number };
  /** Something must stand in it. */
  isNeeded?: boolean;
}

/** A number, or nothing. What is no number stays in the field and says so. */
export function NumberField({ id, label, hint, value, onChange, whole, isNeeded }: NumberFieldProps) {
  const [typed, setTyped] = useState(value === null ? "" : String(value));
  useEffect(() => setTyped((was) => (readNumber(was) === value ? was : value === null ? "" : String(value))), [value]);
  const number = readNumber(typed);
  const fits = number === null ? !isNeeded : !Number.isNaN(number) && (!whole || (Number.isInteger(number) && number >= whole.min && number <= whole.max));
  function type(text: string) {
    setTyped(text);
    const read = readNumber(text);
    if (Number.isNaN(read) || (read === null && isNeeded)) return;
    if (whole && read !== null && (!Number.isInteger(read) || read < whole.min || read > whole.max)) return;
    onChange(read);
  }
  const error = whole ? `Enter a whole number from ${whole.min} to ${whole.max.toLocaleString("en-NZ")}` : "Enter a number";
  return (
    <TextField id={id} name={id} label={label} hint={hint} error={fits ? undefined : error} inputMode="decimal" autoComplete="off" optional="for-some" value={typed} onChange={({ target }) => type(target.value)} />
  );
}

/** Null of nothing, NaN of what is no plain number. */
function readNumber(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : NaN;
}
