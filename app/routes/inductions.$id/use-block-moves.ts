import { useEffect, useRef, useState } from "react";
import { duplicate, insertAfter, makeBlockId, moveTo, newBlock, remove, type Kind } from "./draft.ts";
import { labelOf } from "./kinds.ts";
import { random, type Editor } from "./use-editor.ts";

export interface BlockMoves {
  add: (kind: Kind) => void;
  moveBy: (id: string, by: number) => void;
  moveTo: (id: string, place: number) => void;
  duplicate: (id: string) => void;
  remove: (id: string) => void;
  /** What was done, for who does not see it. */
  said: string;
}

/** Adds, moves, duplicates and deletes blocks; keeps the focus where it belongs and says what was done. */
export function useBlockMoves(editor: Editor): BlockMoves {
  const [said, say] = useState("");
  const focus = useFocusAfter(editor.draft);
  const { content } = editor.draft;
  const placeOf = (id: string) => content.blocks.findIndex((block) => block.id === id);

  function moved(id: string, to: number) {
    const place = Math.max(0, Math.min(to, content.blocks.length - 1));
    if (placeOf(id) === -1 || place === placeOf(id)) return;
    focus(document.activeElement?.id ?? null);
    editor.changeContent((now) => moveTo(now, id, place));
    say(`Moved to place ${place + 1} of ${content.blocks.length}`);
  }

  return {
    said,
    moveBy: (id, by) => moved(id, placeOf(id) + by),
    moveTo: moved,
    add: (kind) => {
      const id = makeBlockId(random, content);
      editor.changeContent((now) => insertAfter(now, newBlock(kind, id), editor.openId));
      editor.open(id);
      focus(`${id}-first`, `open-${id}`);
      say(`${labelOf(kind)} added`);
    },
    duplicate: (id) => {
      const copyId = makeBlockId(random, content);
      editor.changeContent((now) => duplicate(now, id, copyId));
      editor.open(copyId);
      focus(`open-${copyId}`);
      say("Duplicated");
    },
    remove: (id) => {
      const next = content.blocks[placeOf(id) + 1] ?? content.blocks[placeOf(id) - 1];
      editor.changeContent((now) => remove(now, id));
      editor.open(null);
      focus(next ? `open-${next.id}` : "add-block");
      say("Deleted. Undo brings it back");
    },
  };
}

/** Puts the focus on the first of these ids that is there, once the change is drawn. */
function useFocusAfter(drawn: unknown): (...ids: (string | null)[]) => void {
  const wanted = useRef<(string | null)[]>([]);
  useEffect(() => {
    const found = wanted.current.map((id) => (id ? document.getElementById(id) : null)).find((element) => element !== null);
    wanted.current = [];
    found?.focus();
  }, [drawn]);
  return (...ids) => {
    wanted.current = ids;
  };
}
