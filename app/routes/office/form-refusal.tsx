import { ErrorSummary, Notice } from "#app/ui/index.ts";
import type { Refusal } from "./refusal.server.ts";

type Shown = Pick<Refusal<unknown>, "fields" | "problem"> | undefined;

interface FormRefusalProps {
  refusal: Shown;
  /** The ids of fields that are not their names, where a page has two of that name. */
  ids?: Record<string, string>;
}

/** Why a form is here again: the fields to mend, or what went wrong where none is to blame. */
export function FormRefusal({ refusal, ids = {} }: FormRefusalProps) {
  if (!refusal) return null;
  const errors = Object.entries(refusal.fields).map(([name, message]) => ({ fieldId: ids[name] ?? name, message }));
  return (
    <>
      <ErrorSummary errors={errors} />
      {refusal.problem ? <Notice tone="danger" title={refusal.problem} live /> : null}
    </>
  );
}
