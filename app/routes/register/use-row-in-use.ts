import { type FocusEvent, useState } from "react";

/** Which row of the table somebody is in with the keyboard: it stays until they have gone on, whoever has left. */
export function useRowInUse() {
  const [inUse, setInUse] = useState<string | null>(null);
  const watchUse = {
    onFocus: ({ target }: FocusEvent) => setInUse(target.closest("tr[data-row]")?.getAttribute("data-row") ?? null),
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (!relatedTarget?.closest("tr[data-row]")) setInUse(null);
    },
  };
  return { inUse, watchUse };
}
