import { useState } from "react";
import { Notice } from "#app/ui/index.ts";
import { useEditor } from "./use-editor.ts";
import type { Saving } from "./use-saving.ts";

/** Somebody else saved first. One of the two goes on; undoing brings the other back, so nothing is lost. */
export function Conflict({ saving: { state, takeTheirs } }: { saving: Saving }) {
  const { draft, keep } = useEditor();
  const [isLost, setLost] = useState(false);
  if (state.is !== "stale") return null;
  async function choose(which: "mine" | "theirs") {
    const theirs = await takeTheirs();
    setLost(theirs === null);
    if (!theirs) return;
    // A draft of its own, so that it counts as changed.
    if (which === "mine") keep({ ...draft }, theirs);
    else keep(theirs, draft);
  }
  return (
    <Notice tone="danger" title="Somebody else changed this induction" live>
      <div className="stack">
        <p>What you wrote is still here, and not saved. Choose which of the two goes on: Undo brings the other one back.</p>
        {isLost ? <p>The server could not be reached. Try again.</p> : null}
        <div className="row">
          <button type="button" className="button button-primary" onClick={() => void choose("mine")}>
            Go on with mine
          </button>
          <button type="button" className="button button-quiet" onClick={() => void choose("theirs")}>
            Go on with theirs
          </button>
        </div>
      </div>
    </Notice>
  );
}
