import { Link } from "@remix-run/react";
import { useRef, useState } from "react";
import { Notice } from "#app/ui/index.ts";
import type { Draft } from "./draft.ts";
import { sendCopy } from "./send.ts";
import { useEditor } from "./use-editor.ts";
import type { Saving } from "./use-saving.ts";

interface ConflictProps {
  saving: Saving;
  siteId: string | null;
}

const NAME_AT_MOST = 100;
const copyNameOf = (name: string) => `${name.slice(0, NAME_AT_MOST - 7)} (copy)`;

/** Somebody else saved first. One of the two goes on; the other comes back by undoing, or stands as a copy, so nothing is lost. */
export function Conflict({ saving: { state, takeTheirs }, siteId }: ConflictProps) {
  const { draft, keep } = useEditor();
  const [fault, setFault] = useState<string | null>(null);
  const [copy, setCopy] = useState<{ href: string; name: string } | null>(null);
  // Made before the first attempt: what is pressed twice makes one copy.
  const copyId = useRef<string | null>(null);

  async function choose(which: "mine" | "theirs") {
    const theirs = await takeTheirs();
    setFault(theirs ? null : "The server could not be reached. Try again.");
    if (!theirs) return;
    // A draft of its own, so that it counts as changed.
    if (which === "mine") keep({ ...draft }, theirs);
    else keep(theirs, draft);
  }

  async function copyMine() {
    copyId.current ??= crypto.randomUUID();
    const mine: Draft = { ...draft, name: copyNameOf(draft.name) };
    const answer = await sendCopy(copyId.current, siteId, mine);
    setFault("href" in answer ? null : answer.sentence);
    if (!("href" in answer)) return;
    copyId.current = null;
    setCopy({ href: answer.href, name: mine.name });
    await choose("theirs");
  }

  return (
    <>
      {copy ? <Copied {...copy} /> : null}
      {state.is === "stale" ? (
        <Notice tone="danger" title="Somebody else changed this induction" live>
          <div className="stack">
            <p>What you wrote is still here, and not saved. Nothing is lost: choose which of the two goes on here, and Undo brings the other one back. Or keep yours as an induction of its own.</p>
            {fault ? <p>{fault}</p> : null}
            <div className="row">
              <button type="button" className="button button-primary" onClick={() => void choose("mine")}>
                Go on with mine
              </button>
              <button type="button" className="button button-quiet" onClick={() => void choose("theirs")}>
                Go on with theirs
              </button>
              <button type="button" className="button button-quiet" onClick={() => void copyMine()}>
                Save mine as a copy
              </button>
            </div>
          </div>
        </Notice>
      ) : null}
    </>
  );
}

function Copied({ href, name }: { href: string; name: string }) {
  return (
    <Notice tone="good" title="What you wrote is saved as a copy" live>
      <p>
        It is <Link to={href}>{name}</Link>. Here you see what the other person wrote.
      </p>
    </Notice>
  );
}
