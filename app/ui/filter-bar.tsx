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
  /** The field used most, shown at every width. Fields are named after their query parameters. */
  children: ReactNode;
  /** The other fields: beside the first where there is room, behind "More filters" on a phone. */
  more?: ReactNode;
  /** True when one of `more` is set or has something to mend: they are then shown on a phone, too. */
  isMoreSet?: boolean;
}

/**
 * Filters as a GET form: the address says what is shown, and it works before any script has loaded. A new
 * address makes the form anew, so that the fields always show what is filtered.
 */
export function FilterBar({ label, clearTo, isFiltered, submitLabel = "Show", busy, children, more, isMoreSet }: FilterBarProps) {
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
      {more ? (
        <details className="filter-more" open={isMoreSet}>
          <summary>More filters</summary>
          <div className="filter-fields">{more}</div>
        </details>
      ) : null}
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
