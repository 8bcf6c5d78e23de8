import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";
import { Button, Dialog } from "#app/ui/index.ts";
import { wordsOf, wouldLose } from "./saving.ts";
import type { Saving } from "./use-saving.ts";

/** Saves before the page is left; asks when that can't be done. */
export function LeaveGuard({ saving: { state, save } }: { saving: Saving }) {
  const loses = wouldLose(state);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => loses && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!loses) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [loses]);
  const { state: leaving } = blocker;
  useEffect(() => {
    if (leaving === "blocked") void save();
  }, [leaving, save]);
  useEffect(() => {
    if (leaving === "blocked" && !loses) blocker.proceed();
  }, [leaving, loses, blocker]);
  const isStuck = leaving === "blocked" && loses && state.is !== "saving" && state.is !== "unsaved";
  return (
    <Dialog open={isStuck} onOpenChange={(open) => (open ? undefined : blocker.reset?.())} title="Leave without saving?" description={<p>{wordsOf(state)}.</p>}>
      <div className="row">
        <Button type="button" onClick={() => blocker.reset?.()}>
          Stay here
        </Button>
        <Button type="button" look="danger" onClick={() => blocker.proceed?.()}>
          Leave, and lose it
        </Button>
      </div>
    </Dialog>
  );
}
