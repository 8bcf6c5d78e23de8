import { useEffect, useState } from "react";

/** True once the page's script runs: for what would do nothing without it. */
export function useHasScript(): boolean {
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  return hasScript;
}
