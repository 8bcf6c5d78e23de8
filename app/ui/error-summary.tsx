import { useEffect, useRef } from "react";
import { isHydrated } from "./hydrated.ts";
import { useMessages } from "./shell-context.ts";

export interface FieldError {
  /** The id of the control to mend. */
  fieldId: string;
  message: string;
}

interface ErrorSummaryProps {
  errors: readonly FieldError[];
  title?: string;
}

/**
 * What to mend, as links to the fields, at the top of a form. Takes the focus when it appears: by
 * `autofocus` on a page without script, by an effect on one with. Renders nothing without errors.
 */
export function ErrorSummary({ errors, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const { skipToErrors } = useMessages();
  const said = errors.map(({ fieldId, message }) => `${fieldId} ${message}`).join("\n");
  useEffect(() => {
    if (said && isHydrated()) box.current?.focus();
  }, [said]);
  if (errors.length === 0) return null;
  const heading = title ?? (errors.length === 1 ? skipToErrors.one : skipToErrors.many(errors.length));
  return (
    <div className="notice notice-danger" role="alert" tabIndex={-1} ref={box} autoFocus aria-labelledby="error-summary">
      <h2 className="notice-title" id="error-summary">
        {heading}
      </h2>
      <ul>
        {errors.map(({ fieldId, message }) => (
          <li key={fieldId}>
            <a href={`#${fieldId}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
