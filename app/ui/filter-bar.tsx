import { Form, Link, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button.tsx";

interface FilterBarProps {
  /** Says what is filtered, for screen readers. */
  label: string;
  /** The address without filters; shown as "Clear" when `isFiltered`. */
  clearTo: string;
  isFiltered?: boolean;
  submitLabel?: string;
  busy?: boolean;
  /** Fields named after their query parameters. */
  children: ReactNode;
}

/**
 * Filters as a GET form: the address says what is shown, and it works before any script has loaded. A new
 * address makes the form anew, so that the fields always show what is filtered.
 */
export function FilterBar({ label, clearTo, isFiltered, submitLabel = "Show", busy, children }: FilterBarProps) {
  const { search } = useLocation();
  const submit = useRef<HTMLButtonElement>(null);
  const wasSubmittedHere = useRef(false);
  useEffect(() => {
    if (wasSubmittedHere.current) submit.current?.focus();
    wasSubmittedHere.current = false;
  }, [search]);
  return (
    <Form
      method="get"
      role="search"
      aria-label={label}
      className="filter-bar"
      key={search}
      onSubmit={() => {
        wasSubmittedHere.current = true;
      }}
    >
      {children}
      <div className="row">
        <Button ref={submit} busy={busy} busyLabel="Looking…">
          {submitLabel}
        </Button>
        {isFiltered ? (
          <Link to={clearTo} className="button button-quiet">
            Clear
          </Link>
        ) : null}
      </div>
    </Form>
  );
}
