import { useCallback, useEffect, useRef, useState } from "react";
import type { Checks } from "./checks.server.ts";
import type { Draft } from "./draft.ts";
import { SAVE_AFTER_MS, TRY_AGAIN_MS, type SaveState } from "./saving.ts";
import { fetchDraft, sendDraft } from "./send.ts";

interface Loaded {
  templateId: string;
  draftNumber: number;
  checks: Checks;
}

export interface Saving {
  state: SaveState;
  checks: Checks;
  /** Saves now. True when nothing is left to save. */
  save: () => Promise<boolean>;
  /** After somebody else was first: gives theirs, over which the next save goes. Null when it can't be had. */
  takeTheirs: () => Promise<Draft | null>;
}

/** Saves what was changed, a moment after the last change, one save at a time. */
export function useSaving(draft: Draft, { templateId, draftNumber, checks: loaded }: Loaded): Saving {
  const [state, setState] = useState<SaveState>({ is: "saved", at: null });
  const [checks, setChecks] = useState(loaded);
  const latest = useRef(draft);
  const saved = useRef(draft);
  const number = useRef(draftNumber);
  const flight = useRef<Promise<unknown> | null>(null);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);

  const save = useCallback(async (): Promise<boolean> => {
    while (flight.current) await flight.current;
    const sent = latest.current;
    if (saved.current === sent) return true;
    setState({ is: "saving" });
    const work = sendDraft(templateId, number.current, sent);
    flight.current = work;
    const answer = await work;
    flight.current = null;
    if (answer.is !== "saved") {
      setState(answer);
      return false;
    }
    number.current = answer.draftNumber;
    saved.current = sent;
    setChecks(answer.checks);
    setState(latest.current === sent ? { is: "saved", at: new Date() } : { is: "unsaved" });
    return latest.current === sent;
  }, [templateId]);

  const takeTheirs = useCallback(async (): Promise<Draft | null> => {
    const theirs = await fetchDraft(templateId);
    if (!theirs) return null;
    number.current = theirs.draftNumber;
    setState({ is: "unsaved" });
    return theirs.draft;
  }, [templateId]);

  const isStale = state.is === "stale";
  useEffect(() => {
    if (isStale) return;
    if (draft === saved.current) return setState((was) => (was.is === "unsaved" ? { is: "saved", at: null } : was));
    setState((was) => (was.is === "saving" ? was : { is: "unsaved" }));
    const timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, isStale, save]);

  useTryAgain(state.is === "waiting", save);
  return { state, checks, save, takeTheirs };
}

/** Tries again when the connection comes back, and every few seconds. */
function useTryAgain(isWaiting: boolean, save: () => Promise<boolean>): void {
  useEffect(() => {
    if (!isWaiting) return;
    const again = () => void save();
    const timer = setInterval(again, TRY_AGAIN_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [isWaiting, save]);
}
