import { useEffect, useState } from "react";
import { InductionPreview } from "#app/ui/induction/preview.tsx";
import { About, QuizSettings } from "./settings.tsx";
import { AddBlock } from "./add-block.tsx";
import { BlockCard } from "./block-card.tsx";
import { Conflict } from "./conflict.tsx";
import type { Loaded } from "./route.tsx";
import { Languages } from "./languages.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { MendList } from "./mend-list.tsx";
import { placeOf } from "./saving.ts";
import { Toolbar } from "./toolbar.tsx";
import { useBlockMoves } from "./use-block-moves.ts";
import { EditorProvider, type Editor, useEditorState } from "./use-editor.ts";
import { type Saving, useSaving } from "./use-saving.ts";

/** The draft with all that changes it, and the phone beside it. */
export function InductionEditor({ loaded }: { loaded: Loaded }) {
  const editor = useEditorState(loaded.draft, loaded.photosAllowed);
  const saving = useSaving(editor.draft, { templateId: loaded.id, draftNumber: loaded.draftNumber, checks: loaded.checks });
  const [isPreviewed, setPreviewed] = useState(false);
  useUndoKeys(editor);
  return (
    <EditorProvider value={editor}>
      <LeaveGuard saving={saving} />
      <div className={isPreviewed ? "ed ed-previewed" : "ed"}>
        <Toolbar saving={saving} templateId={loaded.id} isPreviewed={isPreviewed} onPreview={setPreviewed} />
        <Main editor={editor} saving={saving} loaded={loaded} />
        <aside className="ed-side" aria-label="How it looks on a phone">
          <div className="phone" tabIndex={0} role="region" aria-label="Preview">
            <div className="tape" />
            <div className="phone-screen">
              <InductionPreview content={editor.draft.content} language={editor.beside ?? undefined} photosAllowed={loaded.photosAllowed} />
            </div>
          </div>
        </aside>
      </div>
    </EditorProvider>
  );
}

function Main({ editor, saving, loaded }: { editor: Editor; saving: Saving; loaded: Loaded }) {
  const moves = useBlockMoves(editor);
  const { blocks } = editor.draft.content;
  const fields = saving.state.is === "invalid" ? saving.state.fields : {};
  const refused = Object.entries(fields).map(([path, message]) => ({ blockId: blocks[placeOf(path) ?? -1]?.id ?? null, message }));
  const photos = loaded.photosOff === null ? [] : blocks.filter((block) => block.kind === "photo" && block.required).map(({ id }) => ({ blockId: id, message: loaded.photosOff ?? "" }));
  const obstacles = [...refused, ...saving.checks.obstacles, ...photos];
  const obstaclesOf = (id: string) => obstacles.filter(({ blockId }) => blockId === id).map(({ message }) => message);
  return (
    <div className="ed-main stack">
      <Conflict saving={saving} />
      <MendList checks={{ ...saving.checks, obstacles }} />
      <About siteName={loaded.siteName} errors={fields} />
      <ol className="ed-blocks" aria-label="Blocks">
        {blocks.map((block, index) => (
          <BlockCard key={block.id} block={block} place={index + 1} count={blocks.length} moves={moves} obstacles={obstaclesOf(block.id)} />
        ))}
      </ol>
      <AddBlock add={moves.add} />
      <QuizSettings />
      <Languages templateId={loaded.id} missing={saving.checks.missing} save={saving.save} />
      <p className="visually-hidden" role="status">
        {moves.said}
      </p>
    </div>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z, or Ctrl+Y, wherever the focus is: a field's own undo knows nothing of ours. */
function useUndoKeys({ undo, redo }: Editor): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}
