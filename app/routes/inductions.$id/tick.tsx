import type { ReactNode } from "react";

interface TickProps {
  id: string;
  label: ReactNode;
  hint?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** A box to tick that acts at once. */
export function Tick({ id, label, hint, isOn, onChange }: TickProps) {
  return (
    <label className="choice">
      <input type="checkbox" id={id} checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <span className="choice-label">
        {label}
        {hint ? <span className="field-hint">{hint}</span> : null}
      </span>
    </label>
  );
}
