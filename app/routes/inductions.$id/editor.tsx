import { useEffect, useState } from "react";
import { InductionPreview } from "#app/ui/induction/preview.tsx";
import { About, QuizSettings } from "./settings.tsx";
import { AddBlock, AddMenu } from "./add-block.tsx";
import { BlockCard } from "./block-card.tsx";
import { Conflict } from "./conflict.tsx";
import { GoToMenu } from "./go-to-menu.tsx";
import type { Loaded } from "./route.tsx";
import { Languages } from "./languages.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { blockOfAddress, goToBlock } from "./places.ts";
import { placeOf } from "./saving.ts";
import { ToDoList } from "./to-do-list.tsx";
import { Toolbar } from "./toolbar.tsx";
import { type BlockMoves, useBlockMoves } from "./use-block-moves.ts";
import { EditorProvider, type Editor, useEditorState } from "./use-editor.ts";
import { type Saving, useSaving } from "./use-saving.ts";

/** The draft with all that changes it, and the phone beside it. */
export function InductionEditor({ loaded }: { loaded: Loaded }) {
  const editor = useEditorState(loaded.draft, loaded.photosAllowed);
  const saving = useSaving(editor.draft, { templateId: loaded.id, draftNumber: loaded.draftNumber, checks: loaded.checks });
  const [isPreviewed, setPreviewed] = useState(false);
  const moves = useBlockMoves(editor);
  useUndoKeys(editor);
  useEffect(() => {
    const named = blockOfAddress();
    if (named) goToBlock(named);
  }, []);
  return (
    <EditorProvider value={editor}>
      <LeaveGuard saving={saving} />
      <div className={isPreviewed ? "ed ed-previewed" : "ed"}>
        <Toolbar
          saving={saving}
          templateId={loaded.id}
          isPreviewed={isPreviewed}
          onPreview={setPreviewed}
          menus={
            <>
              <GoToMenu hasVersions={loaded.versions.length > 0} />
              <AddMenu add={moves.add} />
            </>
          }
        />
        <Main editor={editor} moves={moves} saving={saving} loaded={loaded} />
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

function Main({ editor, moves, saving, loaded }: { editor: Editor; moves: BlockMoves; saving: Saving; loaded: Loaded }) {
  const { blocks } = editor.draft.content;
  const fields = saving.state.is === "invalid" ? saving.state.fields : {};
  const refused = Object.entries(fields).map(([path, message]) => ({ blockId: blocks[placeOf(path) ?? -1]?.id ?? null, message }));
  const photos = loaded.photosOff === null ? [] : blocks.filter((block) => block.kind === "photo" && block.required).map(({ id }) => ({ blockId: id, message: loaded.photosOff ?? "" }));
  const obstacles = [...refused, ...saving.checks.obstacles, ...photos];
  const lacking = (editor.beside !== null && saving.checks.missing[editor.beside]) || [];
  const obstaclesOf = (id: string) => obstacles.filter(({ blockId }) => blockId === id).map(({ message }) => message);
  return (
    <div className="ed-main stack">
      <Conflict saving={saving} siteId={loaded.siteId} />
      <ToDoList templateId={loaded.id} checks={{ ...saving.checks, obstacles }} />
      <div className="ed-parts">
        <About siteName={loaded.siteName} errors={fields} />
        <QuizSettings />
        <Languages templateId={loaded.id} missing={saving.checks.missing} save={saving.save} />
      </div>
      <ol className="ed-blocks" aria-label="Blocks">
        {blocks.map((block, index) => (
          <BlockCard key={block.id} block={block} place={index + 1} count={blocks.length} moves={moves} obstacles={obstaclesOf(block.id)} missing={lacking.filter((id) => id === block.id).length} />
        ))}
      </ol>
      <AddBlock add={moves.add} />
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
