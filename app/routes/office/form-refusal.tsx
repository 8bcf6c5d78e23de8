import type { Refusal } from "#app/refusal.server.ts";
import { waitText } from "#app/routes/entrance/wait.ts";
import { ErrorSummary, Notice } from "#app/ui/index.ts";

export type ShownRefusal = Pick<Refusal<unknown>, "code" | "sentence" | "fields" | "waitSeconds">;

/** For the pages that send invites. */
export const TOO_MANY_INVITES = "You have sent many invites in a short time, and this one did not go out.";

interface FormRefusalProps {
  refusal: ShownRefusal | undefined;
  /** The ids of fields that are not their names, where a page has two of that name. */
  ids?: Record<string, string>;
  /** What there was too much of, where it was no try at something. */
  tooMany?: string;
}

/** Why a form is here again: the fields to mend, or what went wrong where none is to blame. */
export function FormRefusal({ refusal, ids = {}, tooMany = "Too many tries in a short time." }: FormRefusalProps) {
  if (!refusal) return null;
  const errors = Object.entries(refusal.fields).map(([name, message]) => ({ fieldId: ids[name] ?? name, message }));
  if (errors.length > 0) return <ErrorSummary errors={errors} />;
  const { code, sentence, waitSeconds } = refusal;
  return <Notice tone="danger" title={code === "TOO_MANY_TRIES" && waitSeconds ? `${tooMany} Wait ${waitText(waitSeconds)}, then try again.` : sentence} live />;
}
