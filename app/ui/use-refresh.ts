import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

const ANSWER_WITHIN_MS = 5_000;

interface RefreshOptions {
  /** How often, while the tab is visible. */
  everyMs: number;
  /** False stops it. */
  active?: boolean;
}

/**
 * Loads the page's data again and again while somebody looks at it. `isOffline` is true while the server can't be
 * reached: the page then keeps what it shows, and goes on by itself.
 */
export function useRefresh({ everyMs, active = true }: RefreshOptions): { isOffline: boolean } {
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  useEffect(() => {
    latest.current = revalidator;
  });
  const [isOffline, setOffline] = useState(false);
  useEffect(() => {
    if (!active) return;
    let isAsking = false;
    let isGone = false;
    async function refresh() {
      if (isAsking || document.visibilityState !== "visible" || latest.current.state !== "idle") return;
      isAsking = true;
      // A revalidation that finds no network would put an error screen in the place of the page.
      const isReached = await reachServer();
      isAsking = false;
      if (isGone) return;
      setOffline(!isReached);
      if (isReached) latest.current.revalidate();
    }
    const timer = setInterval(() => void refresh(), everyMs);
    const refreshNow = () => void refresh();
    document.addEventListener("visibilitychange", refreshNow);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refreshNow);
    };
  }, [everyMs, active]);
  return { isOffline };
}

async function reachServer(): Promise<boolean> {
  const answer = await fetch("/live", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => null);
  return answer?.ok === true;
}
