import { createContext, useContext, useReducer, useState } from "react";
import type { Block, Content } from "#worker/domain/induction/content.ts";
import { changeBlock, type Draft } from "./draft.ts";
import { begin, change, keep, redo, undo, type History } from "./history.ts";
import { blockOfAddress } from "./places.ts";

type Step =
  | { do: "change"; make: (draft: Draft) => Draft; key: string | null; atMs: number }
  | { do: "undo" | "redo" }
  | { do: "keep"; kept: Draft; other: Draft };

function reduce(history: History<Draft>, step: Step): History<Draft> {
  switch (step.do) {
    case "change":
      return change(history, step.make(history.present), step.key, step.atMs);
    case "undo":
      return undo(history);
    case "redo":
      return redo(history);
    case "keep":
      return keep(history, step.kept, step.other);
  }
}

export interface Editor {
  draft: Draft;
  /** Whether the company allows photos. */
  photosAllowed: boolean;
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
  keep: (kept: Draft, other: Draft) => void;
  /** `key` names the field: typing on in it is one step to undo. */
  change: (make: (draft: Draft) => Draft, key?: string) => void;
  changeContent: (make: (content: Content) => Content, key?: string) => void;
  changeBlock: (id: string, own: Partial<Block>, key?: string) => void;
  /** The block whose fields are shown. */
  openId: string | null;
  open: (id: string | null) => void;
  /** The language whose words stand beside those of the main one. */
  beside: string | null;
  setBeside: (language: string | null) => void;
}

/** The draft that is edited, and what can be undone. */
export function useEditorState(loaded: Draft, photosAllowed: boolean): Editor {
  const [history, step] = useReducer(reduce, loaded, begin);
  const [openId, open] = useState<string | null>(blockOfAddress);
  const [chosen, setBeside] = useState<string | null>(null);
  const changeDraft: Editor["change"] = (make, key) => step({ do: "change", make, key: key ?? null, atMs: Date.now() });
  const changeContent: Editor["changeContent"] = (make, key) =>
    changeDraft((draft) => {
      const content = make(draft.content);
      return content === draft.content ? draft : { ...draft, content };
    }, key);
  return {
    draft: history.present,
    photosAllowed,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => step({ do: "undo" }),
    redo: () => step({ do: "redo" }),
    keep: (kept, other) => step({ do: "keep", kept, other }),
    change: changeDraft,
    changeContent,
    changeBlock: (id, own, key) => changeContent((content) => changeBlock(content, id, own), key && `${id} ${key}`),
    openId,
    open,
    beside: chosen !== null && history.present.content.languages.slice(1).includes(chosen) ? chosen : null,
    setBeside,
  };
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

/** The editor around a field. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("outside of the editor");
  return editor;
}

/** A whole number from 0 to below `max`, for ids. */
export const random = (max: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % max;
