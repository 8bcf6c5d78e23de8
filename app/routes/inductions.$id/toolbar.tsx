import type { ReactNode } from "react";
import { ButtonLink } from "#app/ui/index.ts";
import { wordsOf } from "./saving.ts";
import { useEditor } from "./use-editor.ts";
import type { Saving } from "./use-saving.ts";

interface ToolbarProps {
  saving: Saving;
  templateId: string;
  isPreviewed: boolean;
  onPreview: (isPreviewed: boolean) => void;
  /** What leads about the draft and adds to it. */
  menus: ReactNode;
}

const GOOD = ["saved", "saving", "unsaved"];

/** Whether all is saved, undo and redo, ways about the draft, the phone, and the way to publishing. */
export function Toolbar({ saving: { state, save }, templateId, isPreviewed, onPreview, menus }: ToolbarProps) {
  const { canUndo, canRedo, undo, redo } = useEditor();
  return (
    <div className="ed-bar" role="toolbar" aria-label="Editing">
      <span className={GOOD.includes(state.is) ? "ed-state" : "ed-state ed-state-bad"} role="status">
        {wordsOf(state)}
      </span>
      {state.is === "waiting" || state.is === "refused" ? (
        <button type="button" className="button button-quiet" onClick={() => void save()}>
          Try now
        </button>
      ) : null}
      <button type="button" className="button button-quiet" aria-disabled={!canUndo || undefined} aria-keyshortcuts="Control+Z" onClick={undo}>
        Undo
      </button>
      <button type="button" className="button button-quiet" aria-disabled={!canRedo || undefined} aria-keyshortcuts="Control+Shift+Z" onClick={redo}>
        Redo
      </button>
      {isPreviewed ? null : menus}
      <button type="button" className="button button-quiet ed-preview-button" aria-pressed={isPreviewed} onClick={() => onPreview(!isPreviewed)}>
        {isPreviewed ? "Edit" : "Preview"}
      </button>
      <ButtonLink to={`/inductions/${templateId}/publish`}>Publish…</ButtonLink>
    </div>
  );
}
